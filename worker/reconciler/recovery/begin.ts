import { append } from "../../audit/append.ts";
import { change } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import type { Ctx, Instant } from "../../db/context.ts";
import { schedule } from "../../db/work.ts";
import { Problem } from "../../problem.ts";
import { BEFORE_MS, firstKeyAt } from "./copy.ts";
import { recoveryOf, recoveryQuery, rememberRecovery } from "./state.ts";
import type { Recovery } from "./state.ts";

/**
 * Begins the recovery, or begins it again: what is known then is left as it is.
 * @param since the restored instant, where no restore was noticed
 * @throws Problem 409 when no restore was noticed and no instant is given
 */
export async function beginRecovery(
  ctx: Ctx,
  since?: Instant,
): Promise<{ change: Change; recovery: Recovery }> {
  const [[row]] = await ctx.db.read([recoveryQuery(ctx)]);
  const from = since === undefined ? recoveryOf(row)?.since : Math.max(0, since - BEFORE_MS);
  if (from === undefined) {
    throw new Problem(
      409,
      "nothing-to-recover",
      "No restore of the database was noticed. If there was one, say since when.",
    );
  }
  const recovery: Recovery = {
    state: "running",
    since: from,
    cursor: firstKeyAt(from),
    known: 0,
    put_back: 0,
    unknown_users: [],
  };
  return {
    recovery,
    change: change({
      writes: [rememberRecovery(ctx, recovery), schedule(ctx, "recovery", "copies", ctx.now())],
      audit: [append(ctx, { action: "recovery.asked", details: { since: from } })],
    }),
  };
}
