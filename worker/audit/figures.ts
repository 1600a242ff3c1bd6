import { sql } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { raw } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { counters } from "./tables.ts";

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
