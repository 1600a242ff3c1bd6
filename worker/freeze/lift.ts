import { and, eq, gt, lte } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { actorText } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import { assignments } from "../grants/tables.ts";
import { identities } from "../people/tables.ts";
import { newestFreeze } from "./standing.ts";
import type { Freeze } from "./standing.ts";
import { freezes } from "./tables.ts";

/** What waits for the end of a freeze is looked at so often: whatever it is, its next look is nearer than this. */
export const FROZEN_LOOK_MS = 5 * 60_000;

/** Access is given again: all that waited for it is due now. Without a freeze nothing changes. */
export async function lift(ctx: Ctx): Promise<{ change: Change; freeze: Freeze | undefined }> {
  const [[newest]] = await ctx.db.read([newestFreeze(ctx)]);
  if (newest?.state !== "standing") return { change: nothing, freeze: newest };
  const now = ctx.now();
  const lifted = { state: "lifted" as const, lifted_at: now, lifted_by: actorText(ctx.actor) };
  // What waits can't be told from what is looked at soon anyway: that is looked at a little earlier.
  const wake = (table: typeof assignments | typeof identities) =>
    statement(
      ctx.db.q
        .update(table)
        .set({ check_at: now })
        .where(and(gt(table.check_at, now), lte(table.check_at, now + FROZEN_LOOK_MS))),
    );
  return {
    freeze: { ...newest, ...lifted },
    change: change({
      writes: [
        statement(
          ctx.db.q
            .update(freezes)
            .set(lifted)
            .where(and(eq(freezes.id, newest.id), eq(freezes.state, "standing"))),
          1,
        ),
        wake(assignments),
        wake(identities),
      ],
      audit: [append(ctx, { action: "freeze.lifted", details: { freeze_id: newest.id } })],
    }),
  };
}
