import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { forgetMarks } from "../db/commit.ts";
import type { Ctx } from "../db/context.ts";
import { postponed } from "../db/work.ts";
import type { Work } from "../db/work.ts";
import { forgetOldAnswers } from "../http/forget.ts";
import { forgetOldLosses } from "../judging/limits.ts";

const DAY_MS = 86_400_000;
/** The limits ask for a day of losses, and for those of one run, which an admin's word may end days later. */
const LOSSES_KEPT_MS = 30 * DAY_MS;

/** Once a day: forgets the marks of changes, the stored answers and the counted losses that nobody asks for any more. */
export async function housekeeping(ctx: Ctx, row: Work): Promise<Change> {
  const now = ctx.now();
  return change({
    writes: [
      forgetMarks(ctx, now - DAY_MS),
      ...forgetOldAnswers(ctx, now - DAY_MS),
      forgetOldLosses(ctx, now - LOSSES_KEPT_MS),
      postponed(ctx, row, now + DAY_MS),
    ],
  });
}
