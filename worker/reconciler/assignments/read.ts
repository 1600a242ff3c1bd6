import type { Deps } from "../deps.ts";
import { AwsError } from "../../aws/errors.ts";
import { change } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import type { Instant } from "../../db/context.ts";
import { backoff } from "../backoff.ts";
import type { PutOff } from "../failure.ts";
import { isWanted } from "./decide.ts";
import { recordTogether } from "./record.ts";
import { awsTarget } from "./target.ts";
import { toldOf } from "./tell.ts";
import { changeOf } from "./told.ts";
import type { View } from "./view.ts";
import { outcome } from "./write.ts";

/** Rows that one call of AWS's tells of. */
export interface ReadTogether {
  /** Of one user, or of one account and permission set. */
  readonly of: "user" | "place";
  readonly views: readonly View[];
}

/** From so many rows on, a place's list is asked for instead of each user's. */
const PLACE_FROM = 2;

/**
 * Puts together what can be read together, with as few calls as may be: many users of one place by the place's list, the
 * rest by their users'. A delegated administrator may only ask for places.
 */
export function readTogether({ ctx }: Deps, views: readonly View[]): ReadTogether[] {
  const isDelegated = ctx.config.aws.account === "delegated";
  const places = Map.groupBy(
    views.filter(({ row }) => row.group_id === null),
    ({ row }) => `${row.account_id}/${row.permission_set_arn}`,
  );
  const byPlace = [...places.values()].filter(({ length }) => isDelegated || length >= PLACE_FROM);
  const placed = new Set(byPlace.flat());
  const byUser = Map.groupBy(
    views.filter((view) => !placed.has(view)),
    ({ row }) => row.identity_id,
  );
  return [
    ...byPlace.map((together) => ({ of: "place" as const, views: together })),
    ...[...byUser.values()].map((together) => ({ of: "user" as const, views: together })),
  ];
}

/** Reads what AWS has of these, and records it for each. A membership is asked for itself. */
export async function read(deps: Deps, { of, views }: ReadTogether, putOff: PutOff): Promise<void> {
  const accounts = views.filter((view) => view.row.group_id === null);
  const memberships = views.filter((view) => view.row.group_id !== null);
  if (accounts.length > 0) {
    await guarded(deps, accounts, async (startedAt) => {
      const shown = await assignmentsShown(deps, of, accounts);
      await recordTogether(
        deps,
        accounts,
        (them) => recorded(deps, them, shown, startedAt),
        putOff,
      );
    });
  }
  for (const view of memberships) {
    await guarded(deps, [view], async (startedAt) =>
      commit(deps.ctx, changeOf(deps, [toldOf(deps, view, await isMember(deps, view), startedAt)])),
    );
  }
}

/** Records those accesses to accounts that AWS shows. @returns the others */
export async function readPresent(
  deps: Deps,
  { of, views }: ReadTogether,
  putOff: PutOff,
): Promise<readonly View[]> {
  const startedAt = deps.ctx.now();
  let shown: ReadonlySet<string>;
  try {
    shown = await assignmentsShown(deps, of, views);
  } catch (error) {
    if (error instanceof AwsError) return views;
    throw error;
  }
  const present = views.filter((view) => shown.has(keyOf(view)));
  await recordTogether(deps, present, (them) => recorded(deps, them, shown, startedAt), putOff);
  return views.filter((view) => !shown.has(keyOf(view)));
}

/** What AWS shows of one user, or of one place. */
async function assignmentsShown(
  deps: Deps,
  of: ReadTogether["of"],
  views: readonly View[],
): Promise<ReadonlySet<string>> {
  const [first] = views;
  if (first === undefined) return new Set();
  return of === "place" ? assignmentsIn(deps, first) : assignmentsOf(deps, first, views);
}

/** What AWS shows, as "user/account/set". */
function keyOf({ principal_id, row }: View): string {
  return `${principal_id}/${row.account_id}/${row.permission_set_arn}`;
}

/** Everybody who is assigned in this row's account with its permission set. */
async function assignmentsIn({ aws, ctx }: Deps, view: View): Promise<Set<string>> {
  const { accountId, permissionSetArn } = placeOf(view.row, view.principal_id ?? "");
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  const everybody = await unlessGone(
    view,
    aws.ssoAdmin.listAssignments(accountId, permissionSetArn, options),
  );
  return new Set(
    everybody
      .filter(({ principalType }) => principalType === "USER")
      .map(({ principalId }) => `${principalId}/${accountId}/${permissionSetArn}`),
  );
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
  try {
    const rows = await aws.ssoAdmin.listAssignmentsForPrincipal(
      principalId,
      accountId == null ? {} : { accountId },
      { deadlineMs: ctx.config.numbers.aws_deadline_ms },
    );
    return new Set(
      rows
        .filter((row) => row.principalType === "USER" && row.principalId === principalId)
        .map((row) => `${principalId}/${row.accountId}/${row.permissionSetArn}`),
    );
  } catch (error) {
    if (!isNotKnown(error)) throw error;
    return assignmentsByPlace(deps, views);
  }
}

/**
 * AWS does not know the user any more (another hand deleted it), or says so: then everybody is listed who is assigned
 * there, and that the account and the set are known is what makes the reading count.
 */
async function assignmentsByPlace(deps: Deps, views: readonly View[]): Promise<Set<string>> {
  const shown = new Set<string>();
  for (const view of views) for (const one of await assignmentsIn(deps, view)) shown.add(one);
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

function recorded(
  deps: Deps,
  views: readonly View[],
  shown: ReadonlySet<string>,
  startedAt: Instant,
): Change {
  return changeOf(
    deps,
    views.map((view) => toldOf(deps, view, shown.has(keyOf(view)), startedAt)),
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
