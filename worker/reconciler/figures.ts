import { addToCounters } from "../audit/figures.ts";
import type { Ctx } from "../db/context.ts";
import type { Statement } from "../db/statement.ts";

/** Upper bounds of the lateness histogram, in seconds. */
export const LATENESS_BUCKETS_S = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600] as const;

/** One revocation's lateness, in the histogram's form (cumulative buckets, sum and count). */
export function countLateness(ctx: Pick<Ctx, "db">, lateMs: number): Statement[] {
  const figures = new Map<string, number>([
    ["revocation_lateness_ms_sum", lateMs],
    ["revocation_lateness_count", 1],
  ]);
  for (const bound of LATENESS_BUCKETS_S) {
    if (lateMs <= bound * 1000) figures.set(`revocation_lateness_bucket:${bound}`, 1);
  }
  return addToCounters(ctx, figures);
}
