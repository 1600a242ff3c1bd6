import { lt } from "drizzle-orm";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import { changes } from "../db/tables.ts";
import { postponed } from "../db/work.ts";
import type { Work } from "../db/work.ts";
import { forgetOldAnswers } from "../http/forget.ts";

const DAY_MS = 86_400_000;

/** Once a day: forgets the marks of changes and the stored answers that no retry can ask for any more. */
export async function housekeeping(ctx: Ctx, row: Work): Promise<Change> {
  const now = ctx.now();
  return change({
    writes: [
      statement(ctx.db.q.delete(changes).where(lt(changes.at, now - DAY_MS))),
      ...forgetOldAnswers(ctx, now - DAY_MS),
      postponed(ctx, row, now + DAY_MS),
    ],
  });
}
