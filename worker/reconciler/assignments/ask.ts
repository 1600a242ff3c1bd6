import { sql } from "drizzle-orm";
import { AwsError } from "../../aws/errors.ts";
import type { AssignmentOperation } from "../../aws/sso-admin.ts";
import { change, merge, refuseIf } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { newId } from "../../db/ids.ts";
import { UNLESS_FROZEN } from "../../freeze/standing.ts";
import { holds } from "../../grants/tables.ts";
import { backoff } from "../backoff.ts";
import type { Deps } from "../deps.ts";
import { isStale, takeClaim } from "../claim.ts";
import type { AccessCopy } from "../recovery/copy.ts";
import { keepCopy, NOT_COPIED, ringNotCopied } from "../recovery/keep.ts";
import { mostFor } from "./again.ts";
import { answered, refused } from "./answered.ts";
import type { Claimed } from "./answered.ts";
import { entry } from "./entry.ts";
import { keptReceipt, openReceipt } from "./receipt.ts";
import { awsTarget } from "./target.ts";
import type { AwsTarget } from "./target.ts";
import type { View } from "./view.ts";
import { claimWith, outcome } from "./write.ts";

/**
 * Claims, asks AWS, and records what AWS answered. The claim is committed before the call, with its receipt and entry;
 * of a creation a copy is left outside the database before AWS is asked.
 */
export async function ask(deps: Deps, view: View, op: "create" | "delete"): Promise<void> {
  const { ctx } = deps;
  if (view.principal_id === null) return;
  const ours = await claim(deps, view, op);
  if (ours === null || isStale(ctx, ours.row)) return;
  const target = awsTarget(view.row, view.principal_id);
  if (op === "create") {
    if (!(await keepCopy(deps, copyOf(ours, view.principal_id))))
      return notCopied(deps, ours, view);
    if (isStale(ctx, ours.row)) return;
  }
  const options = {
    signedAt: ours.row.op_asked_at,
    deadlineMs: ctx.config.numbers.aws_deadline_ms,
  };
  try {
    const answer =
      op === "create" ? await create(deps, target, options) : await remove(deps, target, options);
    await answered(deps, ours, answer);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    await refused(deps, ours, op, error);
  }
}

function copyOf({ row, holds: reasons }: Claimed, principal_id: string): AccessCopy {
  const { id, target_key, account_id, permission_set_arn, group_id, op_id, op_asked_at } = row;
  return {
    of: "access",
    op_id: op_id ?? "",
    asked_at: op_asked_at,
    assignment_id: id,
    principal_id,
    target_key,
    account_id,
    permission_set_arn,
    group_id,
    holds: [...reasons],
  };
}

/** AWS was not asked: the claim is given back, and the creation waits. */
async function notCopied({ ctx }: Deps, { row }: Claimed, before: View): Promise<void> {
  const attempt = row.attempt + 1;
  const next = ctx.now() + backoff(ctx, attempt, mostFor(ctx.config.numbers, "create"));
  const { op_asked_at, origin } = before.row;
  const set = { op: "none" as const, op_asked_at, origin, attempt, last_error: NOT_COPIED };
  await commit(
    ctx,
    merge(change({ writes: [outcome(ctx, row, next, set)] }), await ringNotCopied(ctx)),
  );
}

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
      guards:
        op === "create"
          ? [wantedStill, UNLESS_FROZEN]
          : row.withheld_at === null
            ? [wantedStill]
            : [],
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
