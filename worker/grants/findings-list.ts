import { and, desc, eq, lt } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { accounts, findings, groups, permissionSets } from "../directory/tables.ts";
import { identities, people } from "../people/tables.ts";
import { hasLiveHold } from "./live-hold.ts";
import { assignments } from "./tables.ts";

type Finding = typeof findings.$inferSelect;

/** Findings with whose access they are about and to what, newest first; one round trip. */
export async function listFindings(
  ctx: Pick<Ctx, "db" | "now">,
  filters: {
    state: Finding["state"];
    kind: Finding["kind"] | undefined;
    before: string | undefined;
  },
  limit: number,
) {
  const { state, kind, before } = filters;
  const [rows] = await ctx.db.read([
    ctx.db.q
      .select({
        finding: findings,
        user_name: identities.user_name,
        person_id: people.id,
        display_name: people.display_name,
        account_id: assignments.account_id,
        account_name: accounts.name,
        permission_set_arn: assignments.permission_set_arn,
        permission_set_name: permissionSets.name,
        group_id: assignments.group_id,
        group_name: groups.name,
        held: hasLiveHold(ctx.now()),
      })
      .from(findings)
      .leftJoin(identities, eq(identities.id, findings.identity_id))
      .leftJoin(people, eq(people.id, identities.person_id))
      .leftJoin(assignments, eq(assignments.id, findings.assignment_id))
      .leftJoin(accounts, eq(accounts.id, assignments.account_id))
      .leftJoin(permissionSets, eq(permissionSets.arn, assignments.permission_set_arn))
      .leftJoin(groups, eq(groups.id, assignments.group_id))
      .where(
        and(
          eq(findings.state, state),
          kind === undefined ? undefined : eq(findings.kind, kind),
          before === undefined ? undefined : lt(findings.id, before),
        ),
      )
      .orderBy(desc(findings.id))
      .limit(limit),
  ]);
  return rows;
}
