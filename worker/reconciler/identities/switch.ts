import { sql } from "drizzle-orm";
import { append } from "../../audit/append.ts";
import { AwsError } from "../../aws/errors.ts";
import { change } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { backoff } from "../backoff.ts";
import { identities } from "../../people/tables.ts";
import { isStale } from "../claim.ts";
import type { Deps } from "../deps.ts";
import { RetryIdentity } from "./retry.ts";
import type { SignIn } from "./sign-in.ts";
import type { Identity, IdentityView } from "./view.ts";
import { claimIdentity, identityOutcome } from "./write.ts";

const WAYS = {
  disable: {
    active: false,
    asked: "identity.disable_asked",
    done: "identity.disabled",
    // Known before AWS is asked: whatever becomes of the answer, a disabled user is then known as ours.
    before: "disabling",
    after: "disabled",
  },
  enable: {
    active: true,
    asked: "identity.enable_asked",
    done: "identity.enabled",
    before: "disabled",
    after: "enabling",
  },
} as const satisfies Record<string, { before: SignIn; after: SignIn; [fact: string]: unknown }>;

/**
 * Disables or enables the user by SCIM, reads it back, and looks again when nothing that was asked can arrive any more:
 * a call of SCIM carries no date by which AWS would refuse a late one.
 */
export async function switchSignIn(
  deps: Deps,
  view: IdentityView,
  way: keyof typeof WAYS,
): Promise<void> {
  const { ctx, aws } = deps;
  const { principal_id: userId } = view.row;
  if (userId === null || aws.scim === undefined) return;
  const { active, asked, done, before, after } = WAYS[way];
  const claimed = await claimIdentity(deps, view, { op: way, sign_in: before }, asked);
  if (claimed === null || isStale(ctx, claimed)) return;
  const { aws_deadline_ms, signature_lives_ms } = ctx.config.numbers;
  const options = { deadlineMs: aws_deadline_ms };
  try {
    await aws.scim.setActive(userId, active, { ...options, signedAt: claimed.op_asked_at });
    const shown = await aws.scim.getUser(userId, options);
    // AWS may show for a while what was before.
    if (shown.active !== active) return await tryAgain(ctx, claimed);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new RetryIdentity(claimed, error);
  }
  const look_at = sql`min(${identities.look_at}, ${claimed.op_asked_at + signature_lives_ms})`;
  const set = { op: "none" as const, sign_in: after, look_at, attempt: 0, last_error: null };
  await commit(
    ctx,
    change({
      writes: [identityOutcome(ctx, claimed, ctx.now(), set)],
      audit: [
        append(ctx, {
          action: done,
          person_id: claimed.person_id,
          details: { identity_id: claimed.id },
        }),
      ],
    }),
  );
}

function tryAgain(ctx: Deps["ctx"], row: Identity): Promise<void> {
  const attempt = row.attempt + 1;
  const next = ctx.now() + backoff(ctx, attempt, ctx.config.numbers.retry_removal_most_ms);
  return commit(
    ctx,
    change({ writes: [identityOutcome(ctx, row, next, { op: "none", attempt })] }),
  );
}
