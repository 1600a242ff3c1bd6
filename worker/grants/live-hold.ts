import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Instant } from "../db/context.ts";
import { assignments } from "./tables.ts";

/** A column that is 1 where a hold wants the row's assignment at `now`, else 0; for selects that join assignments. */
export function hasLiveHold(now: Instant): SQL<number> {
  return sql<number>`exists (select 1 from holds where holds.assignment_id = ${assignments.id}
    and holds.starts_at <= ${now} and holds.ends_at > ${now})`;
}
