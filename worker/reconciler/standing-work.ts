import { sql } from "drizzle-orm";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { raw } from "../db/statement.ts";
import { work } from "../db/tables.ts";
import { FIRST_VERSION } from "../db/work.ts";
import { remember } from "./driver-state.ts";

/** Work that is always there, each at its own pace: begun by the first cron run. */
const STANDING = [
  ["directory", "accounts"],
  ["directory", "permission_sets"],
  ["directory", "groups"],
  ["directory", "group_assignments"],
  ["housekeeping", "day"],
] as const;

/** What each cron run writes before anything else: that it ran, and the standing work where a row is missing. */
export function cronTick(ctx: Pick<Ctx, "db" | "now">): Change {
  const now = ctx.now();
  return change({
    writes: [
      remember(ctx, "cron", {}),
      raw(sql`
        insert into ${work} (kind, key, check_at, version, attempt)
        select value->>0, value->>1, ${now}, ${FIRST_VERSION}, 0 from json_each(${JSON.stringify(STANDING)}) where true
        on conflict do nothing`),
    ],
  });
}
