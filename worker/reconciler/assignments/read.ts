import type { Deps } from "../deps.ts";
import { AwsError } from "../../aws/errors.ts";
import { change } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import type { Instant } from "../../db/context.ts";
import { backoff } from "../backoff.ts";
import { isWanted } from "./decide.ts";
import { recordAbsent, recordPresent } from "./observed.ts";
import { awsTarget } from "./target.ts";
import type { View } from "./view.ts";
import { outcome } from "./write.ts";

/**
 * Reads what AWS has of one user's assignments, and records it for each of them. One complete list serves all rows of
 * the user that are to be read; a membership is asked for itself.
 */
export async function read(deps: Deps, views: readonly View[]): Promise<void> {
  const accounts = views.filter((view) => view.row.group_id === null);
  const memberships = views.filter((view) => view.row.group_id !== null);
  const [first] = accounts;
  if (first !== undefined) {
    await guarded(deps, accounts, async (startedAt) => {
      const shown = await assignmentsOf(
        deps,
        first,
        accounts.length === 1 ? first.row.account_id : null,
      );
      for (const view of accounts) {
        await record(
          deps,
          view,
          shown.has(`${view.row.account_id}/${view.row.permission_set_arn}`),
          startedAt,
        );
      }
    });
  }
  for (const view of memberships) {
    await guarded(deps, [view], async (startedAt) =>
      record(deps, view, await isMember(deps, view), startedAt),
    );
  }
}

/** What a complete list shows for this very user: rows that come through a group carry the group and do not count. */
async function assignmentsOf(
  { aws, ctx }: Deps,
  view: View,
  accountId: string | null,
): Promise<Set<string>> {
  const principalId = view.principal_id ?? "";
  const rows = await aws.ssoAdmin.listAssignmentsForPrincipal(
    principalId,
    accountId === null ? {} : { accountId },
    {
      deadlineMs: ctx.config.numbers.aws_deadline_ms,
    },
  );
  return new Set(
    rows
      .filter((row) => row.principalType === "USER" && row.principalId === principalId)
      .map((row) => `${row.accountId}/${row.permissionSetArn}`),
  );
}

async function isMember({ aws, ctx }: Deps, view: View): Promise<boolean> {
  const target = awsTarget(view.row, view.principal_id ?? "");
  if (target.kind !== "group") return false;
  return aws.identityStore.isMember(target.userId, target.groupId, {
    deadlineMs: ctx.config.numbers.aws_deadline_ms,
  });
}

async function record(
  deps: Deps,
  view: View,
  isPresent: boolean,
  startedAt: Instant,
): Promise<void> {
  // An operation that may still arrive makes the read final only when its signature was dead before the read began.
  const doubtOver = view.row.doubt_until !== null && view.row.doubt_until <= startedAt;
  const wanted = isWanted(view, deps.ctx.now());
  await commit(
    deps.ctx,
    isPresent
      ? recordPresent(deps, view, { wanted, doubtOver })
      : recordAbsent(deps, view, { wanted, doubtOver }),
  );
}

/** A failed read tells nothing; the rows stay due, further apart each time. */
async function guarded(
  deps: Deps,
  views: readonly View[],
  reading: (startedAt: Instant) => Promise<void>,
): Promise<void> {
  const { ctx } = deps;
  try {
    await reading(ctx.now());
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    for (const view of views) {
      if (error.class === "look") deps.notFound(view.row.account_id, ctx.now());
      const attempt = view.row.attempt + 1;
      const { retry_removal_most_ms, retry_grant_most_ms } = ctx.config.numbers;
      const most = isWanted(view, ctx.now()) ? retry_grant_most_ms : retry_removal_most_ms;
      const next = ctx.now() + backoff(ctx, attempt, most, error.retryAfterMs);
      const last_error = `${error.operation}: ${error.code}`;
      await commit(
        ctx,
        change({ writes: [outcome(ctx, view.row, next, { attempt, last_error })] }),
      );
    }
  }
}
