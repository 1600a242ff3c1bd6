import { eq, inArray, sql } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { accounts, groups, permissionSets } from "../directory/tables.ts";
import { identities, people } from "../people/tables.ts";
import { LONGEST_SESSION_MS, sessionMs } from "./session.ts";
import { assignments, holds, receipts } from "./tables.ts";
import type { TargetRow } from "./target-view.ts";
import { grantView } from "./view.ts";
import type { Grant } from "./view.ts";

/** A grant with what it is about. */
export interface LoadedGrant extends Grant, TargetRow {
  readonly id: string;
  readonly request_id: string;
  readonly assignment_id: string;
  readonly person_id: string | null;
  readonly email: string | null;
  readonly display_name: string | null;
}

/** The grants of these ids, in their order, those that there are; one round trip. */
export async function loadGrants(
  ctx: Pick<Ctx, "db" | "now">,
  ids: readonly string[],
): Promise<LoadedGrant[]> {
  if (ids.length === 0) return [];
  const { q } = ctx.db;
  const chosen = sql`${holds.grant_id} in (select value from json_each(${JSON.stringify(ids)}))`;
  const touched = q.select({ id: holds.assignment_id }).from(holds).where(chosen);
  const [rows, theirHolds, theirReceipts] = await ctx.db.read([
    q
      .select({
        grant_id: holds.grant_id,
        request_id: sql<string>`min(${holds.reason_id})`,
        assignment: assignments,
        person_id: identities.person_id,
        email: people.email,
        display_name: people.display_name,
        account_name: accounts.name,
        permission_set: permissionSets.name,
        group: groups.name,
        session_ms: sessionMs,
      })
      .from(holds)
      .innerJoin(assignments, eq(assignments.id, holds.assignment_id))
      .innerJoin(identities, eq(identities.id, assignments.identity_id))
      .leftJoin(people, eq(people.id, identities.person_id))
      .leftJoin(accounts, eq(accounts.id, assignments.account_id))
      .leftJoin(permissionSets, eq(permissionSets.arn, assignments.permission_set_arn))
      .leftJoin(groups, eq(groups.id, assignments.group_id))
      .where(chosen)
      .groupBy(holds.grant_id),
    q.select().from(holds).where(inArray(holds.assignment_id, touched)),
    q.select().from(receipts).where(inArray(receipts.assignment_id, touched)),
  ]);
  const now = ctx.now();
  return ids.flatMap((id) => {
    const row = rows.find(({ grant_id }) => grant_id === id);
    if (row === undefined) return [];
    const { assignment, session_ms, grant_id: _id, ...about } = row;
    const isTheirs = (one: { assignment_id: string }) => one.assignment_id === assignment.id;
    const facts = {
      grant_id: id,
      assignment,
      holds: theirHolds.filter(isTheirs),
      receipts: theirReceipts.filter(isTheirs),
      session_ms: session_ms ?? LONGEST_SESSION_MS,
    };
    const grant = grantView(facts, now);
    if (grant === undefined) return [];
    const { account_id, permission_set_arn, group_id } = assignment;
    return [
      {
        id,
        assignment_id: assignment.id,
        ...about,
        account_id,
        permission_set_arn,
        group_id,
        ...grant,
      },
    ];
  });
}
