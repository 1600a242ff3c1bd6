import { AwsError } from "../../aws/errors.ts";
import type { AssignmentOperationSummary } from "../../aws/sso-admin.ts";
import { change } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { newId } from "../../db/ids.ts";
import { backoff } from "../backoff.ts";
import { takeClaim } from "../claim.ts";
import type { Deps } from "../deps.ts";
import { FIRST_POLL_MS, mostFor } from "./again.ts";
import { awsTarget } from "./target.ts";
import type { View } from "./view.ts";
import { claimWith, outcome } from "./write.ts";

/** AWS dates an operation by its own clock: some slack when looking for one asked at an instant of ours. */
const CLOCK_SLACK_MS = 60_000;

/**
 * The outcome of an operation is not known: its answer was lost, its driver froze, or AWS has been "in progress" for
 * too long. Takes the claim over, looks for the operation among those AWS is at work on (status lists first: the other
 * order can miss one that finishes in between), and otherwise lets a read tell. Until the signature is dead the
 * operation may still arrive: that instant is kept, and a read follows it.
 */
export async function recover(deps: Deps, view: View): Promise<void> {
  const { ctx } = deps;
  const { numbers } = ctx.config;
  const { row } = view;
  if (row.op === "none" || view.principal_id === null) return;
  const askedAt = row.op_asked_at ?? ctx.now();
  const taken = {
    ...row,
    op_id: newId(ctx, "op"),
    doubt_until: askedAt + numbers.signature_lives_ms,
  };
  const until = ctx.now() + numbers.claim_stale_after_ms;
  const { op_id, doubt_until } = taken;
  const claim = claimWith(ctx, row, { op_id, doubt_until, check_at: until });
  if (!(await takeClaim(ctx, change({ writes: [claim] })))) return;
  try {
    const found =
      row.op_request_id === null
        ? await findUnderWay(deps, { ...view, row: taken }, askedAt)
        : undefined;
    const now = ctx.now();
    await commit(
      ctx,
      change({
        writes: [
          found === undefined
            ? outcome(ctx, taken, now, { op: "none", observed: "unknown" })
            : outcome(ctx, taken, now + FIRST_POLL_MS, { op_request_id: found }),
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const attempt = row.attempt + 1;
    const next = ctx.now() + backoff(ctx, attempt, mostFor(numbers, row.op), error.retryAfterMs);
    const last_error = `${error.operation}: ${error.code}`;
    await commit(ctx, change({ writes: [outcome(ctx, taken, next, { attempt, last_error })] }));
  }
}

/** The request id of an operation of this kind on this very assignment that AWS has in progress. */
async function findUnderWay(
  { aws, ctx }: Deps,
  view: View,
  askedAt: number,
): Promise<string | undefined> {
  const { row, principal_id } = view;
  if (principal_id === null) return undefined;
  const target = awsTarget(row, principal_id);
  if (target.kind === "group") return undefined;
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  const listed: AssignmentOperationSummary[] =
    row.op === "create"
      ? await aws.ssoAdmin.listCreations("IN_PROGRESS", options)
      : await aws.ssoAdmin.listDeletions("IN_PROGRESS", options);
  for (const { requestId, createdAt } of listed) {
    if (createdAt !== undefined && createdAt < askedAt - CLOCK_SLACK_MS) continue;
    const told =
      row.op === "create"
        ? await aws.ssoAdmin.describeCreation(requestId, options)
        : await aws.ssoAdmin.describeDeletion(requestId, options);
    const { accountId, permissionSetArn, principalId } = target.assignment;
    if (
      told.status === "IN_PROGRESS" &&
      told.accountId === accountId &&
      told.permissionSetArn === permissionSetArn &&
      told.principalId === principalId
    ) {
      return requestId;
    }
  }
  return undefined;
}
