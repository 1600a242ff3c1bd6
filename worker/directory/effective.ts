import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { accounts, groupAssignments, groups, permissionSets } from "./tables.ts";

/** What membership in these groups gives, by account and permission set: one query. */
export function givenByGroups({ db }: Pick<Ctx, "db">, groupIds: readonly string[]) {
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
    .where(
      and(
        isNull(groups.gone_at),
        sql`${groupAssignments.group_id} in (select value from json_each(${JSON.stringify(groupIds)}))`,
      ),
    )
    .orderBy(asc(groupAssignments.account_id), asc(groupAssignments.permission_set_arn));
}
