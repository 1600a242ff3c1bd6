import { AwsError } from "../../aws/errors.ts";
import { change, merge } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { FROZEN_LOOK_MS } from "../../freeze/lift.ts";
import { WHILE_FROZEN } from "../../freeze/standing.ts";
import { backoff } from "../backoff.ts";
import { isStale } from "../claim.ts";
import type { Deps } from "../deps.ts";
import type { UserCopy } from "../recovery/copy.ts";
import { keepCopy, NOT_COPIED, ringNotCopied } from "../recovery/keep.ts";
import { bound } from "./bind.ts";
import { digestOf, profileOf } from "./profile.ts";
import { RetryIdentity } from "./retry.ts";
import type { Identity, IdentityView } from "./view.ts";
import { claimIdentity, identityOutcome, restIdentity } from "./write.ts";
import { writerOf } from "./writer.ts";

/** While nothing may be created: how soon to ask again. */
const STOPPED_MS = 30_000;

/**
 * While a freeze stands nobody is even looked for: whoever was found would get no access. It is asked again until then.
 */
export function waitForGiving({ ctx }: Deps, { row }: IdentityView): Promise<void> {
  return commit(
    ctx,
    change({
      guards: [WHILE_FROZEN],
      writes: [restIdentity(ctx, row, ctx.now() + FROZEN_LOOK_MS)],
    }),
  );
}

/** Makes the user of somebody who has none: claims, leaves a copy, asks. Names are unique: asking twice can't make two. */
export async function create(deps: Deps, view: IdentityView): Promise<void> {
  const { ctx } = deps;
  const { person, row } = view;
  if (person === null) return;
  if (deps.isStopped() || deps.isRestored()) {
    const next = ctx.now() + STOPPED_MS;
    return commit(ctx, change({ writes: [identityOutcome(ctx, row, next, { op: "none" })] }));
  }
  const claimed = await claimIdentity(deps, view, { op: "create" }, "identity.creation_asked");
  if (claimed === null || isStale(ctx, claimed)) return;
  if (!(await keepCopy(deps, copyOf(claimed)))) return notCopied(deps, claimed);
  if (isStale(ctx, claimed)) return;
  const profile = profileOf(person, row);
  try {
    const userId = await writerOf(deps).create(profile, person.id, {
      signedAt: claimed.op_asked_at,
      deadlineMs: ctx.config.numbers.aws_deadline_ms,
    });
    // A user made a moment ago has nothing: what waits for it need not be read first.
    const look_at = ctx.now() + ctx.config.numbers.look_idle_ms;
    const profile_digest = await digestOf(ctx, person, row);
    const set = { profile_digest, look_at, sign_in: "enabled" as const };
    const how = "identity.created";
    await commit(ctx, bound(ctx, claimed, { userId, how, set, observed: "absent" }));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // Whatever happened, the next look finds out.
    throw new RetryIdentity(claimed, error);
  }
}

type Claimed = Identity & { readonly op_asked_at: number };

function copyOf({ id, op_id, op_asked_at, user_name }: Claimed): UserCopy {
  return { of: "user", op_id: op_id ?? "", asked_at: op_asked_at, identity_id: id, user_name };
}

/** Nobody was asked: the claim is given back, and the user waits. */
async function notCopied({ ctx }: Deps, row: Claimed): Promise<void> {
  const attempt = row.attempt + 1;
  const next = ctx.now() + backoff(ctx, attempt, ctx.config.numbers.retry_grant_most_ms);
  const set = { op: "none" as const, attempt, last_error: NOT_COPIED };
  await commit(
    ctx,
    merge(change({ writes: [identityOutcome(ctx, row, next, set)] }), await ringNotCopied(ctx)),
  );
}
