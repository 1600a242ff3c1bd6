import { sql } from "drizzle-orm";
import { refuseIf } from "../db/change.ts";
import type { Statement } from "../db/statement.ts";
import { holds } from "./tables.ts";

type Hold = Pick<typeof holds.$inferSelect, "id" | "grant_id" | "ends_at">;

/** Refuses the batch when the grant of these holds was ended or extended since they were read. */
export function holdsUnchanged(read: readonly Hold[]): Statement {
  const rows = JSON.stringify(read.map(({ id, ends_at }) => ({ id, ends_at })));
  return refuseIf(sql`
    select 1 from ${holds}
    left join json_each(${rows}) read on read.value->>'id' = ${holds.id} and read.value->>'ends_at' = ${holds.ends_at}
    where ${holds.grant_id} = ${read[0]?.grant_id ?? ""} and read.value is null`);
}
