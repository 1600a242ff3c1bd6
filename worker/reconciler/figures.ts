import type { Change } from "../db/change.ts";

/** Upper bounds of the lateness histogram, in seconds. */
export const LATENESS_BUCKETS_S = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600] as const;

/** One revocation's lateness, in the histogram's form (cumulative buckets, sum and count). */
export function latenessOf(lateMs: number): Change["counts"] {
  const within = LATENESS_BUCKETS_S.filter((bound) => lateMs <= bound * 1000);
  return new Map([
    ["revocation_lateness_ms_sum", lateMs],
    ["revocation_lateness_count", 1],
    ...within.map((bound) => [`revocation_lateness_bucket:${bound}`, 1] as const),
  ]);
}
