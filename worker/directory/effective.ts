import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { accounts, groupAssignments, groups, permissionSets } from "./tables.ts";

/** What membership in these groups gives, by account and permission set: one query. */
export function givenByGroups(ctx: Pick<Ctx, "db">, groupIds: readonly string[]) {
  return given(
    ctx,
    sql`${groupAssignments.group_id} in (select value from json_each(${JSON.stringify(groupIds)}))`,
  );
}

/** What memberships in groups give in this account: one query. */
export function givenInAccount(ctx: Pick<Ctx, "db">, accountId: string) {
  return given(ctx, eq(groupAssignments.account_id, accountId));
}

function given({ db }: Pick<Ctx, "db">, which: SQL) {
  return db.q
    .select({
      group_id: groupAssignments.group_id,
      group_name: groups.name,
      account_id: groupAssignments.account_id,
      account_name: accounts.name,
      permission_set_arn: groupAssignments.permission_set_arn,
      permission_set_name: permissionSets.name,
    })
    .from(groupAssignments)
    .innerJoin(groups, eq(groups.id, groupAssignments.group_id))
    .leftJoin(accounts, eq(accounts.id, groupAssignments.account_id))
    .leftJoin(permissionSets, eq(permissionSets.arn, groupAssignments.permission_set_arn))
    .where(and(isNull(groups.gone_at), which))
    .orderBy(asc(groupAssignments.account_id), asc(groupAssignments.permission_set_arn));
}
