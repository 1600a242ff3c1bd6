import { sql } from "drizzle-orm";
import { AwsError } from "../../aws/errors.ts";
import { change } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { identities } from "../../people/tables.ts";
import { backoff } from "../backoff.ts";
import type { Deps } from "../deps.ts";
import { alone } from "../failure.ts";
import { waitForGiving } from "./create.ts";
import { decideIdentity } from "./decide.ts";
import { find } from "./find.ts";
import { RetryIdentity } from "./retry.ts";
import { look } from "./look.ts";
import { digestOf } from "./profile.ts";
import { remove } from "./remove.ts";
import { owedTo } from "./sign-in.ts";
import { switchSignIn } from "./switch.ts";
import { update } from "./update.ts";
import type { IdentityView } from "./view.ts";
import { identityOutcome, restIdentity } from "./write.ts";

/** Does what is due about one identity. A failed call leaves it due, further apart each time. */
export function identityTask(deps: Deps, view: IdentityView): Promise<void> {
  const { ctx } = deps;
  return alone(orRetry(deps, view), (failure) =>
    commit(
      ctx,
      change({
        writes: [identityOutcome(ctx, view.row, ctx.now() + POISONED_MS, { last_error: failure })],
      }),
    ),
  );
}

const POISONED_MS = 60_000;

async function orRetry(deps: Deps, view: IdentityView): Promise<void> {
  try {
    await perform(deps, view);
  } catch (error) {
    if (error instanceof RetryIdentity)
      return retry(deps, { ...view, row: error.row }, error.awsError);
    if (error instanceof AwsError) return retry(deps, view, error);
    throw error;
  }
}

async function perform(deps: Deps, view: IdentityView): Promise<void> {
  const { ctx } = deps;
  const { person, row } = view;
  const digest = person === null ? null : await digestOf(ctx, person, row);
  const step = decideIdentity(view, ctx.now(), ctx.config.mode, digest, ctx.config.numbers);
  switch (step.do) {
    case "rest":
      return commit(ctx, change({ writes: [restIdentity(ctx, row, step.until)] }));
    case "find":
      return deps.givingSince() > ctx.now() ? waitForGiving(deps, view) : find(deps, view);
    case "look":
      return look(deps, view);
    case "update":
      return update(deps, view);
    case "disable":
    case "enable":
      return switchSignIn(deps, view, step.do);
    case "delete":
      return remove(deps, view);
  }
}

/**
 * Backs off. A write whose outcome is unknown may still arrive until its signature is dead: the user is looked at then,
 * so that a late deletion of somebody who is back is not noticed a day later. No failure puts off a disablement that is
 * still to come.
 */
async function retry({ ctx }: Deps, view: IdentityView, error: AwsError): Promise<void> {
  const { row } = view;
  const { retry_removal_most_ms, signature_lives_ms } = ctx.config.numbers;
  const attempt = row.attempt + 1;
  const later = ctx.now() + backoff(ctx, attempt, retry_removal_most_ms, error.retryAfterMs);
  const owed = ctx.config.mode === "scim" ? owedTo(view, ctx.now(), ctx.config.numbers) : null;
  const next = owed !== null && "disableAt" in owed ? Math.min(later, owed.disableAt) : later;
  const last_error = `${error.operation}: ${error.code}`;
  const askedAt = row.op !== "none" && error.mayHaveHappened ? row.op_asked_at : null;
  const looked =
    askedAt === null
      ? {}
      : { look_at: sql`min(${identities.look_at}, ${askedAt + signature_lives_ms})` };
  await commit(
    ctx,
    change({
      writes: [identityOutcome(ctx, row, next, { op: "none", attempt, last_error, ...looked })],
    }),
  );
}
