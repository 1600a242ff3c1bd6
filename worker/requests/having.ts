import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { groupAssignments, permissionSets } from "../directory/tables.ts";
import { assignments, holds } from "../grants/tables.ts";
import { identities } from "../people/tables.ts";
import { targetKey } from "../policy/facts.ts";
import type { TargetNames } from "../policy/targets.ts";
import type { GroupGives, Having } from "./held-already.ts";

/**
 * The queries of what a person has now or is to have (what another hand took away is not had), and of what groups that
 * they are in give of what is asked for. `havingOf` takes their answers.
 */
export function havingQueries(
  { db, now }: Pick<Ctx, "db" | "now">,
  personId: SQL,
  asked: TargetNames,
) {
  const live = and(eq(identities.person_id, personId), sql`${identities.status} <> 'deleted'`);
  const hasSome = or(
    sql`${holds.id} is not null`,
    and(eq(assignments.origin, "found"), eq(assignments.observed, "present")),
  );
  const theirs = db.q
    .select({
      target_key: assignments.target_key,
      group_id: assignments.group_id,
      reason: holds.reason,
      grant_id: holds.grant_id,
      starts_at: holds.starts_at,
      ends_at: holds.ends_at,
    })
    .from(identities)
    .innerJoin(assignments, eq(assignments.identity_id, identities.id))
    .leftJoin(
      holds,
      and(
        eq(holds.assignment_id, assignments.id),
        isNull(holds.released_at),
        gt(holds.ends_at, now()),
      ),
    )
    .where(and(live, isNull(assignments.withheld_at), hasSome));
  const { account_id = null, permission_set, permission_set_arn } = asked;
  const named = permission_set ?? permission_set_arn ?? "";
  const setName = named.slice(named.lastIndexOf("/") + 1);
  const theirGroups = sql`(
    select ${assignments.group_id} from ${identities}
    join ${assignments} on ${assignments.identity_id} = ${identities.id}
    where ${live} and ${assignments.group_id} is not null)`;
  const sets = sql`(
    select ${permissionSets.arn} from ${permissionSets}
    where ${permissionSets.arn} = ${named} or lower(${permissionSets.name}) = lower(${setName}))`;
  const given = db.q
    .select()
    .from(groupAssignments)
    .where(
      and(
        sql`${groupAssignments.group_id} in ${theirGroups}`,
        sql`${groupAssignments.permission_set_arn} in ${sets}`,
        sql`${groupAssignments.account_id} = coalesce(${account_id}, ${groupAssignments.account_id})`,
      ),
    );
  return [theirs, given] as const;
}

type Answers = readonly [
  {
    target_key: string;
    group_id: string | null;
    reason: "baseline" | "grant" | null;
    grant_id: string | null;
    starts_at: number | null;
    ends_at: number | null;
  }[],
  (typeof groupAssignments.$inferSelect)[],
];

export function havingOf([theirs, given]: Answers): { having: Having[]; gives: GroupGives[] } {
  return {
    having: theirs.map(({ target_key, group_id, reason, grant_id, starts_at, ends_at }) => ({
      target_key,
      group_id,
      hold:
        reason === null || starts_at === null || ends_at === null
          ? null
          : { reason, grant_id, starts_at, ends_at },
    })),
    gives: given.map(({ group_id, account_id, permission_set_arn }) => ({
      group_id,
      target_key: targetKey({ kind: "account", account_id, permission_set_arn }),
    })),
  };
}
