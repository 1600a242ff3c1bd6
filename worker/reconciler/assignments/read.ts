import type { Deps } from "../deps.ts";
import { AwsError } from "../../aws/errors.ts";
import { change } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import type { Instant } from "../../db/context.ts";
import { backoff } from "../backoff.ts";
import { isWanted } from "./decide.ts";
import { recordAbsent } from "./absent.ts";
import { recordPresent } from "./present.ts";
import { readingOf } from "./reading.ts";
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
  // A delegated administrator asks for each place: one that AWS refuses must not stand before the others.
  const isDelegated = deps.ctx.config.aws.account === "delegated";
  for (const together of isDelegated ? accounts.map((view) => [view]) : [accounts]) {
    const [first] = together;
    if (first === undefined) continue;
    await guarded(deps, together, async (startedAt) => {
      const shown = await assignmentsOf(deps, first, together);
      for (const view of together) {
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
  deps: Deps,
  { principal_id }: View,
  views: readonly View[],
): Promise<Set<string>> {
  const { aws, ctx } = deps;
  const principalId = principal_id ?? "";
  const accountId = views.length === 1 ? views[0]?.row.account_id : null;
  if (ctx.config.aws.account === "delegated") return assignmentsByPlace(deps, principalId, views);
  try {
    const rows = await aws.ssoAdmin.listAssignmentsForPrincipal(
      principalId,
      accountId == null ? {} : { accountId },
      { deadlineMs: ctx.config.numbers.aws_deadline_ms },
    );
    return new Set(
      rows
        .filter((row) => row.principalType === "USER" && row.principalId === principalId)
        .map((row) => `${row.accountId}/${row.permissionSetArn}`),
    );
  } catch (error) {
    if (!isNotKnown(error)) throw error;
    return assignmentsByPlace(deps, principalId, views);
  }
}

/**
 * AWS does not know the user any more (another hand deleted it), or says so, or we may not ask for one user's: then everybody is listed who is assigned
 * there, and that the account and the set are known is what makes the reading count.
 */
async function assignmentsByPlace(
  { aws, ctx }: Deps,
  principalId: string,
  views: readonly View[],
): Promise<Set<string>> {
  const shown = new Set<string>();
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  for (const view of views) {
    const { accountId, permissionSetArn } = placeOf(view.row, principalId);
    const everybody = await unlessGone(
      view,
      aws.ssoAdmin.listAssignments(accountId, permissionSetArn, options),
    );
    if (everybody.some((one) => one.principalType === "USER" && one.principalId === principalId))
      shown.add(`${accountId}/${permissionSetArn}`);
  }
  return shown;
}

function placeOf(row: View["row"], principalId: string) {
  const target = awsTarget(row, principalId);
  if (target.kind === "group") throw new TypeError("a membership has no place in an account");
  return target.assignment;
}

async function isMember({ aws, ctx }: Deps, view: View): Promise<boolean> {
  const target = awsTarget(view.row, view.principal_id ?? "");
  if (target.kind !== "group") return false;
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  try {
    return await aws.identityStore.isMember(target.userId, target.groupId, options);
  } catch (error) {
    if (!isNotKnown(error)) throw error;
    const members = await unlessGone(view, aws.identityStore.listMembers(target.groupId, options));
    return members.some(({ userId }) => userId === target.userId);
  }
}

/** Everybody who is there; nobody where AWS does not know the place and complete readings of the directory agree. */
async function unlessGone<T>({ place_gone }: View, listing: Promise<readonly T[]>) {
  try {
    return await listing;
  } catch (error) {
    if (place_gone && isNotKnown(error)) return [];
    throw error;
  }
}

function isNotKnown(error: unknown): boolean {
  return error instanceof AwsError && error.class === "look";
}

async function record(
  deps: Deps,
  view: View,
  isPresent: boolean,
  startedAt: Instant,
): Promise<void> {
  const reading = readingOf(deps, view, startedAt);
  await commit(
    deps.ctx,
    isPresent ? recordPresent(deps, view, reading) : recordAbsent(deps, view, reading),
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
