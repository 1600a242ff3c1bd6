import { append } from "../../audit/append.ts";
import { AwsError } from "../../aws/errors.ts";
import { change } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { NEVER } from "../../db/context.ts";
import { nameFreed } from "../../people/identity.ts";
import { isStale } from "../claim.ts";
import type { Deps } from "../deps.ts";
import { RetryIdentity } from "./retry.ts";
import { shownOf } from "../shown.ts";
import type { IdentityView } from "./view.ts";
import { claimIdentity, identityOutcome } from "./write.ts";
import { writerOf } from "./writer.ts";

/**
 * Deletes the user of somebody who left, after the grace. AWS itself is asked for what the user still has: a user
 * deleted first leaves dangling assignments. "Not there" counts only when the user's name finds nobody either.
 */
export async function remove(deps: Deps, view: IdentityView): Promise<void> {
  const { ctx, aws } = deps;
  const { row } = view;
  const userId = row.principal_id;
  if (userId === null) return;
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  const { targets } = await shownOf(ctx, aws, userId);
  if (targets.length > 0) {
    await commit(
      ctx,
      change({ writes: [identityOutcome(ctx, row, ctx.now(), { look_at: ctx.now() })] }),
    );
    return;
  }
  const claimed = await claimIdentity(deps, view, { op: "delete" }, "identity.deletion_asked");
  if (claimed === null || isStale(ctx, claimed)) return;
  try {
    await writerOf(deps).delete(userId, { ...options, signedAt: claimed.op_asked_at });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.class !== "look") throw new RetryIdentity(claimed, error);
  }
  const found = await aws.identityStore.getUserIdByUserName(row.user_name, options);
  const now = ctx.now();
  if (found === userId) {
    await commit(
      ctx,
      change({ writes: [identityOutcome(ctx, claimed, now + 1_000, { op: "none" })] }),
    );
    return;
  }
  await commit(
    ctx,
    change({
      writes: [
        identityOutcome(ctx, claimed, NEVER, {
          op: "none",
          status: "deleted",
          look_at: NEVER,
          delete_at: NEVER,
        }),
        nameFreed(ctx, row.user_name),
      ],
      audit: [
        append(ctx, {
          action: "identity.deleted",
          person_id: row.person_id,
          details: { identity_id: row.id },
        }),
      ],
    }),
  );
}
