import { AwsError } from "../../aws/errors.ts";
import { change } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { backoff } from "../backoff.ts";
import type { Deps } from "../deps.ts";
import { FIRST_POLL_MS, mostFor } from "./again.ts";
import { recover } from "./recover.ts";
import type { View } from "./view.ts";
import { outcome } from "./write.ts";

const SLOWEST_POLL_MS = 5_000;

/** Asks AWS how the operation under way is doing; what it did is then read, never believed. */
export async function follow(deps: Deps, view: View): Promise<void> {
  const { ctx, aws } = deps;
  const { row } = view;
  if (row.op_request_id === null) return;
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  try {
    const answer =
      row.op === "create"
        ? await aws.ssoAdmin.describeCreation(row.op_request_id, options)
        : await aws.ssoAdmin.describeDeletion(row.op_request_id, options);
    const now = ctx.now();
    switch (answer.status) {
      case "IN_PROGRESS": {
        const age = now - (row.op_asked_at ?? now);
        const next = now + Math.min(SLOWEST_POLL_MS, Math.max(FIRST_POLL_MS, Math.floor(age / 4)));
        return await commit(ctx, change({ writes: [outcome(ctx, row, next, {})] }));
      }
      case "SUCCEEDED":
        return await commit(
          ctx,
          change({
            writes: [outcome(ctx, row, now, { op: "none", observed: "unknown", last_error: null })],
          }),
        );
      case "FAILED": {
        const attempt = row.attempt + 1;
        const next = now + backoff(ctx, attempt, mostFor(ctx.config.numbers, row.op));
        const last_error = `FAILED: ${answer.failureReason ?? "no reason given"}`;
        return await commit(
          ctx,
          change({
            writes: [
              outcome(ctx, row, next, { op: "none", observed: "unknown", attempt, last_error }),
            ],
          }),
        );
      }
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.class === "look") return recover(deps, view);
    const attempt = row.attempt + 1;
    const next =
      ctx.now() + backoff(ctx, attempt, mostFor(ctx.config.numbers, row.op), error.retryAfterMs);
    const last_error = `${error.operation}: ${error.code}`;
    await commit(ctx, change({ writes: [outcome(ctx, row, next, { attempt, last_error })] }));
  }
}
