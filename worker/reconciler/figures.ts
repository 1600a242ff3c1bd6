import { sql } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { raw } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { counters } from "./tables.ts";

/** Upper bounds of the lateness histogram, in seconds. */
export const LATENESS_BUCKETS_S = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3600] as const;

/** Adds to the figures that `/metrics` shows; one statement however many. */
export function addToCounters(
  ctx: Pick<Ctx, "db">,
  figures: ReadonlyMap<string, number>,
): Statement[] {
  const rows = [...figures].filter(([, by]) => by !== 0);
  if (rows.length === 0) return [];
  return [
    raw(sql`
      insert into ${counters} (name, value)
      select value->>0, value->>1 from json_each(${JSON.stringify(rows)}) where true
      on conflict (name) do update set value = counters.value + excluded.value`),
  ];
}

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
