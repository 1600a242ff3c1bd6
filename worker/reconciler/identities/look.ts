import { eq, sql } from "drizzle-orm";
import { append } from "../../audit/append.ts";
import { AwsError } from "../../aws/errors.ts";
import { change, merge } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { NEVER } from "../../db/context.ts";
import { newId } from "../../db/ids.ts";
import { raw } from "../../db/statement.ts";
import { openFinding, settleUserLost } from "../../directory/finding.ts";
import { groups } from "../../directory/tables.ts";
import { holdBack, settleOpen } from "../../held/hold.ts";
import { assignments } from "../../grants/tables.ts";
import { targetKey } from "../../policy/facts.ts";
import type { Target } from "../../policy/facts.ts";
import { recordAbsent, recordPresent } from "../assignments/observed.ts";
import { isWanted } from "../assignments/decide.ts";
import { loadViews } from "../assignments/view.ts";
import type { View } from "../assignments/view.ts";
import type { Deps } from "../deps.ts";
import { ring } from "../ring.ts";
import type { Identity, IdentityView } from "./view.ts";
import { hasVanished, listed } from "./vanished.ts";
import { identityOutcome } from "./write.ts";

/**
 * Lists everything that AWS shows for the user and compares it with what is known: access that nobody knew of is
 * found, access that is no longer shown is missed.
 */
export async function look(deps: Deps, view: IdentityView): Promise<void> {
  const { ctx, aws } = deps;
  const { row } = view;
  const userId = row.principal_id;
  if (userId === null) return;
  const startedAt = ctx.now();
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  const direct = await listed(deps, userId);
  const vanished = await hasVanished(deps, view, userId);
  if (direct instanceof AwsError) {
    if (!vanished) throw direct;
    // Nothing is listed for who is not there: what they had is read where it was.
    return commit(ctx, finished(deps, view, true));
  }
  const memberships = vanished ? [] : await aws.identityStore.membershipsOf(userId, options);
  const shown: Target[] = [
    ...direct
      .filter((found) => found.principalType === "USER" && found.principalId === userId)
      .map(({ accountId, permissionSetArn }): Target => ({
        kind: "account",
        account_id: accountId,
        permission_set_arn: permissionSetArn,
      })),
    ...memberships.map(({ groupId }): Target => ({ kind: "group", group_id: groupId })),
  ];
  const { known, more } = await compareKnown(deps, view, new Set(shown.map(targetKey)), startedAt);
  const unknown = shown.filter((target) => !known.has(targetKey(target)));
  await commit(
    ctx,
    merge(
      newlyFound(deps, view, unknown.slice(0, FOUND_AT_ONCE)),
      more || unknown.length > FOUND_AT_ONCE || deps.isStopped()
        ? change({ writes: [identityOutcome(ctx, row, again(deps), { attempt: 0 })] })
        : finished(deps, view, vanished),
    ),
  );
}

/** So much is recorded by one look, so that no user's access is too much for a wake-up; the next look comes at once. */
const FOUND_AT_ONCE = 25;
const COMPARED_AT_ONCE = 10;
/** While absence is not to be believed, the look is not done. */
const STOPPED_MS = 60_000;

function again(deps: Deps): number {
  return deps.ctx.now() + (deps.isStopped() ? STOPPED_MS : 0);
}

/**
 * Records what the list shows of the assignments that are known and not being worked on.
 * @returns the keys of all of them, and whether there is more to record
 */
async function compareKnown(
  deps: Deps,
  view: IdentityView,
  shown: ReadonlySet<string>,
  startedAt: number,
): Promise<{ known: Set<string>; more: boolean }> {
  const { ctx } = deps;
  const [rows] = await ctx.db.read([
    ctx.db.q
      .select({ id: assignments.id, key: assignments.target_key })
      .from(assignments)
      .where(eq(assignments.identity_id, view.row.id)),
  ]);
  const views = await loadViews(
    ctx,
    rows.map((found) => found.id),
  );
  const changed = views.filter((known) => tellsAnew(deps, known, shown.has(known.row.target_key)));
  for (const known of changed.slice(0, COMPARED_AT_ONCE)) {
    const reading = {
      wanted: isWanted(known, ctx.now()),
      doubtOver: known.row.doubt_until !== null && known.row.doubt_until <= startedAt,
    };
    await commit(
      ctx,
      shown.has(known.row.target_key)
        ? recordPresent(deps, known, reading)
        : recordAbsent(deps, known, reading),
    );
  }
  return {
    known: new Set(rows.map((found) => found.key)),
    more: changed.length > COMPARED_AT_ONCE,
  };
}

/** Whether the list tells of an assignment what is not known yet: what was missed a moment ago is confirmed in its own time. */
function tellsAnew(deps: Deps, { row }: View, isPresent: boolean): boolean {
  const { numbers } = deps.ctx.config;
  if (row.op !== "none") return false;
  if (isPresent) return row.observed !== "present" || row.missed_at !== null;
  const isConfirming =
    row.missed_at !== null && deps.ctx.now() < row.missed_at + numbers.confirm_after_ms;
  return row.observed !== "absent" && !isConfirming && !deps.isStopped();
}

/** Access that no row of ours knew of: found; ours to remove at once when its holder has left or is suspended. */
function newlyFound(
  { ctx }: Deps,
  { row, person }: IdentityView,
  targets: readonly Target[],
): Change {
  if (targets.length === 0) return change({});
  const now = ctx.now();
  const isOut = person === null || person.employment === "left" || person.suspended_at !== null;
  const found = targets.map((target) => ({
    id: newId(ctx, "asg"),
    target_key: targetKey(target),
    account_id: target.kind === "account" ? target.account_id : null,
    permission_set_arn: target.kind === "account" ? target.permission_set_arn : null,
    group_id: target.kind === "group" ? target.group_id : null,
  }));
  const protectedNames = JSON.stringify([...ctx.config.protected.groups]);
  const isProtected = sql`coalesce(value->>'group_id' in (select ${groups.id} from ${groups}
    where lower(${groups.name}) in (select value from json_each(${protectedNames}))), 0)`;
  return merge(
    change({
      writes: [
        raw(sql`
          insert into ${assignments}
            (id, identity_id, target_key, account_id, permission_set_arn, group_id, origin, observed, seen_at, taken_over_at, check_at, version, op, attempt)
          select value->>'id', ${row.id}, value->>'target_key', value->>'account_id', value->>'permission_set_arn', value->>'group_id',
            iif(${isOut ? 1 : 0} and not ${isProtected}, 'managed', 'found'), 'present', ${now},
            iif(${isOut ? 1 : 0} and not ${isProtected}, ${now}, null), iif(${isOut ? 1 : 0}, ${now}, ${NEVER}), 1, 'none', 0
          from json_each(${JSON.stringify(found)}) where true`),
      ],
      audit: found.map(({ id, target_key }) =>
        append(ctx, {
          action: "assignment.found",
          person_id: row.person_id,
          assignment_id: id,
          details: { target: target_key },
        }),
      ),
    }),
    ...(isOut ? [] : found.map(({ id }) => openFinding(ctx, "no_rule", row.id, id))),
  );
}

function finished({ ctx }: Deps, view: IdentityView, vanished: boolean): Change {
  const now = ctx.now();
  const { row } = view;
  const { look_live_ms, look_idle_ms } = ctx.config.numbers;
  const look_at = now + (view.hasLiveGrant ? look_live_ms : look_idle_ms);
  const looked = { look_at, attempt: 0, last_error: null };
  if (vanished === (row.status === "lost")) {
    return change({ writes: [identityOutcome(ctx, row, now, looked)] });
  }
  if (!vanished)
    return backAgain(
      ctx,
      row,
      change({ writes: [identityOutcome(ctx, row, now, { ...looked, status: "live" })] }),
    );
  return merge(
    change({
      writes: [identityOutcome(ctx, row, now, { status: "lost", look_at, attempt: 0 })],
      audit: [
        append(ctx, {
          action: "identity.lost",
          person_id: row.person_id,
          details: { identity_id: row.id },
        }),
      ],
    }),
    openFinding(ctx, "user_lost", row.id, null),
    holdBack(ctx, {
      kind: "user_lost",
      key: row.id,
      details: { identity_id: row.id, person_id: row.person_id },
    }),
    ring(ctx, "user_lost", { identity_id: row.id }),
  );
}

/** Somebody put the user there again, or AWS had not told all: nothing waits for an admin any more. */
function backAgain(ctx: Deps["ctx"], row: Identity, seen: Change): Change {
  const found = append(ctx, {
    action: "identity.matched",
    person_id: row.person_id,
    details: { identity_id: row.id },
  });
  return merge(
    seen,
    change({ audit: [found] }),
    settleUserLost(ctx, row.id),
    settleOpen(ctx, "user_lost", row.id, "dropped"),
  );
}
