/**
 * What becomes of an assignment by what AWS answered to a creation or a removal.
 * @module
 */
import { AwsError } from "../../aws/errors.ts";
import type { AssignmentOperation } from "../../aws/sso-admin.ts";
import { change, merge, nothing } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { backoff } from "../backoff.ts";
import type { Deps } from "../deps.ts";
import { ring } from "../../audit/ring.ts";
import { mostFor, pollAt } from "./again.ts";
import { entry } from "./entry.ts";
import type { View } from "./view.ts";
import { outcome } from "./write.ts";

/** An assignment under a claim of ours. */
export type Claimed = View & { row: View["row"] & { op_asked_at: number } };

/** AWS took what it was asked: what it did is read, or followed while it is at work. */
export async function answered(
  { ctx }: Deps,
  view: Claimed,
  answer: AssignmentOperation | "done",
): Promise<void> {
  const now = ctx.now();
  const { row } = view;
  if (answer !== "done" && answer.status === "IN_PROGRESS") {
    await commit(
      ctx,
      change({
        writes: [
          outcome(ctx, row, pollAt(view, now), {
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

/** AWS refused, or nobody knows: tried again later, and what may have happened stays in doubt. */
export async function refused(
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
