import { sql } from "drizzle-orm";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { raw } from "../db/statement.ts";
import { work } from "../db/tables.ts";

/** The parts that are read for their own sake; group assignments follow the permission sets. */
const STARTING = JSON.stringify(["accounts", "permission_sets", "groups"]);

/** Makes every part due that has no work row: a part that is waiting or being read is left alone. One statement. */
export function scheduleReading(ctx: Pick<Ctx, "now">): Change {
  return change({
    writes: [
      raw(sql`
        insert into ${work} (kind, key, check_at, version, attempt)
        select 'directory', value, ${ctx.now()}, 1, 0 from json_each(${STARTING})
        where true on conflict do nothing`),
    ],
  });
}
