import { sql } from "drizzle-orm";
import { AwsError } from "../../aws/errors.ts";
import type { AssignmentOperation } from "../../aws/sso-admin.ts";
import { change, merge, nothing, refuseIf } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { newId } from "../../db/ids.ts";
import { holds } from "../../grants/tables.ts";
import type { Deps } from "../deps.ts";
import { backoff } from "../backoff.ts";
import { isStale, takeClaim } from "../claim.ts";
import { entry } from "./entry.ts";
import { ring } from "../ring.ts";
import { keptReceipt, openReceipt } from "./receipt.ts";
import { awsTarget } from "./target.ts";
import type { AwsTarget } from "./target.ts";
import type { View } from "./view.ts";
import { claimWith, outcome } from "./write.ts";

/** Claims, asks AWS, and records what AWS answered. The claim is committed before the call, with its receipt and entry. */
export async function ask(deps: Deps, view: View, op: "create" | "delete"): Promise<void> {
  const { ctx } = deps;
  if (view.principal_id === null) return;
  const ours = await claim(deps, view, op);
  if (ours === null || isStale(ctx, ours.row)) return;
  const target = awsTarget(view.row, view.principal_id);
  const options = {
    signedAt: ours.row.op_asked_at,
    deadlineMs: ctx.config.numbers.aws_deadline_ms,
  };
  try {
    const answer =
      op === "create" ? await create(deps, target, options) : await remove(deps, target, options);
    await record(deps, ours, answer);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    await refused(deps, ours, op, error);
  }
}

type Claimed = View & { row: View["row"] & { op_asked_at: number } };

async function claim({ ctx }: Deps, view: View, op: "create" | "delete"): Promise<Claimed | null> {
  const now = ctx.now();
  const { row } = view;
  const row2 = {
    ...row,
    op,
    op_id: newId(ctx, "op"),
    op_request_id: null,
    op_asked_at: now,
    check_at: now + ctx.config.numbers.claim_stale_after_ms,
    last_error: row.attempt === 0 ? null : row.last_error,
    ...(op === "create" ? { origin: "managed" as const } : {}),
  };
  const { op_id, op_request_id, op_asked_at, check_at, last_error, origin } = row2;
  const live = sql`select 1 from ${holds} where ${holds.assignment_id} = ${row.id}
    and ${holds.starts_at} <= ${now} and ${holds.ends_at} > ${now}`;
  const wantedStill =
    op === "create" ? refuseIf(sql`select 1 where not exists (${live})`) : refuseIf(live);
  const isOurs = await takeClaim(
    ctx,
    change({
      // A withheld row may be removed under a live hold's eyes: it is not wanted.
      guards: op === "delete" && row.withheld_at !== null ? [] : [wantedStill],
      writes: [
        claimWith(ctx, row, {
          op,
          op_id,
          op_request_id,
          op_asked_at,
          check_at,
          last_error,
          origin,
        }),
        ...(op === "delete" ? [openReceipt(ctx, view, now)] : keptReceipt(ctx, view)),
      ],
      audit: [
        entry(
          ctx,
          view,
          op === "create" ? "assignment.creation_asked" : "assignment.deletion_asked",
          { op_id, attempt: row.attempt + 1 },
        ),
      ],
    }),
  );
  return isOurs ? { ...view, row: row2 } : null;
}

type Options = { signedAt: number; deadlineMs: number };

async function create(
  { aws }: Deps,
  target: AwsTarget,
  options: Options,
): Promise<AssignmentOperation | "done"> {
  if (target.kind === "account")
    return aws.ssoAdmin.createAccountAssignment(target.assignment, options);
  await aws.identityStore.createMembership(target.groupId, target.userId, options);
  return "done";
}

async function remove(
  { aws }: Deps,
  target: AwsTarget,
  options: Options,
): Promise<AssignmentOperation | "done"> {
  if (target.kind === "account")
    return aws.ssoAdmin.deleteAccountAssignment(target.assignment, options);
  const membership = await aws.identityStore.getMembershipId(target.groupId, target.userId, {
    deadlineMs: options.deadlineMs,
  });
  // Nothing to delete is not yet gone: the read that follows says so.
  if (membership !== undefined) await aws.identityStore.deleteMembership(membership, options);
  return "done";
}

async function record(
  { ctx }: Deps,
  { row }: Claimed,
  answer: AssignmentOperation | "done",
): Promise<void> {
  const now = ctx.now();
  if (answer !== "done" && answer.status === "IN_PROGRESS") {
    await commit(
      ctx,
      change({
        writes: [
          outcome(ctx, row, now + FIRST_POLL_MS, {
            op_request_id: answer.requestId,
            last_error: null,
          }),
        ],
      }),
    );
    return;
  }
  const failed = answer !== "done" && answer.status === "FAILED";
  const set = failed
    ? {
        attempt: row.attempt + 1,
        last_error: `FAILED: ${answer.failureReason ?? "no reason given"}`,
      }
    : { last_error: null };
  const next = failed
    ? now + backoff(ctx, row.attempt + 1, mostFor(ctx.config.numbers, row.op))
    : now;
  await commit(
    ctx,
    change({ writes: [outcome(ctx, row, next, { ...set, op: "none", observed: "unknown" })] }),
  );
}

/** How soon AWS is first asked how an operation is doing. */
export const FIRST_POLL_MS = 250;

async function refused(
  deps: Deps,
  claimed: Claimed,
  op: "create" | "delete",
  error: AwsError,
): Promise<void> {
  const { ctx } = deps;
  const { row } = claimed;
  const { numbers } = ctx.config;
  const now = ctx.now();
  if (error.class === "look") deps.notFound(row.account_id, now);
  const set = { attempt: row.attempt + 1, last_error: `${error.operation}: ${error.code}` };
  const next = now + backoff(ctx, row.attempt + 1, mostFor(numbers, op), error.retryAfterMs);
  const inDoubt = { doubt_until: row.op_asked_at + numbers.signature_lives_ms };
  const tried = change({
    writes: [
      error.mayHaveHappened
        ? // The claim stays: whoever looks next finds out what it did.
          outcome(ctx, row, now + numbers.retry_base_ms, { ...set, ...inDoubt })
        : outcome(ctx, row, next, {
            ...set,
            op: "none",
            observed: needsLook(error) ? "unknown" : row.observed,
          }),
    ],
  });
  if (error.class !== "person") return commit(ctx, tried);
  const details = { op, code: error.code, attempt: row.attempt + 1 };
  const told = entry(ctx, claimed, "assignment.failed", details);
  // It will not pass by itself: somebody must see to the role's rights, and soon.
  const isNew = op === "delete" && row.attempt === 0;
  return commit(
    ctx,
    merge(
      tried,
      change({ audit: [told] }),
      isNew ? ring(ctx, "removal_refused", { assignment_id: row.id, code: error.code }) : nothing,
    ),
  );
}

/** A conflict or a "not found" says that AWS is not as we thought. */
function needsLook(error: AwsError): boolean {
  return error.class === "look" || error.code === "ConflictException";
}

export function mostFor(
  numbers: Deps["ctx"]["config"]["numbers"],
  op: "create" | "delete" | "none",
): number {
  return op === "delete" ? numbers.retry_removal_most_ms : numbers.retry_grant_most_ms;
}
