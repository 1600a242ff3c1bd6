/**
 * What somebody can reach in AWS, and why.
 * @module
 */
import { and, asc, eq, gt, inArray, ne, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Ctx, Instant } from "../db/context.ts";
import { givenByGroups } from "../directory/effective.ts";
import { accounts, groups, permissionSets } from "../directory/tables.ts";
import { within } from "../people/read.ts";
import type { Reach } from "../people/read.ts";
import { identities, people } from "../people/tables.ts";
import { assignments, holds } from "./tables.ts";
import type { TargetRow } from "./target-view.ts";

export interface Reason {
  readonly kind: "baseline" | "grant";
  /** The rule's name, or the request's id. */
  readonly id: string;
  readonly grant_id: string | null;
  readonly starts_at: Instant;
  /** `NEVER` = no end. */
  readonly ends_at: Instant;
}

export interface Access extends TargetRow {
  readonly id: string;
  readonly origin: "managed" | "found";
  readonly observed: "unknown" | "absent" | "present";
  readonly op: "none" | "create" | "delete";
  readonly seen_at: Instant | null;
  readonly withheld_at: Instant | null;
  readonly last_error: string | null;
  /** Live and to come; none for what was found. */
  readonly reasons: readonly Reason[];
  /** What membership in the group gives. */
  readonly gives: readonly Given[];
}

type Given = Awaited<ReturnType<typeof givenByGroups>>[number];

/**
 * Everything that the person has in AWS or is to have, what was found there too; undefined outside the reach. Two round
 * trips.
 * @param personId an id, or a query of it
 */
export async function accessOf(
  ctx: Pick<Ctx, "db" | "now">,
  reach: Reach,
  personId: string | SQL,
): Promise<Access[] | undefined> {
  const { q } = ctx.db;
  const theirs = q
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.person_id, personId), ne(identities.status, "deleted")));
  const toCome = gt(holds.ends_at, ctx.now());
  const [[person], rows, reasons] = await ctx.db.read([
    q
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.id, personId), within(reach))),
    q
      .select({
        id: assignments.id,
        account_id: assignments.account_id,
        permission_set_arn: assignments.permission_set_arn,
        group_id: assignments.group_id,
        account_name: accounts.name,
        permission_set: permissionSets.name,
        group: groups.name,
        origin: assignments.origin,
        observed: assignments.observed,
        op: assignments.op,
        seen_at: assignments.seen_at,
        withheld_at: assignments.withheld_at,
        last_error: assignments.last_error,
      })
      .from(assignments)
      .leftJoin(accounts, eq(accounts.id, assignments.account_id))
      .leftJoin(permissionSets, eq(permissionSets.arn, assignments.permission_set_arn))
      .leftJoin(groups, eq(groups.id, assignments.group_id))
      .where(
        and(
          inArray(assignments.identity_id, theirs),
          or(
            eq(assignments.observed, "present"),
            ne(assignments.op, "none"),
            sql`exists (select 1 from ${holds} where ${holds.assignment_id} = ${assignments.id} and ${toCome})`,
          ),
        ),
      )
      .orderBy(asc(assignments.target_key)),
    q
      .select({
        assignment_id: holds.assignment_id,
        kind: holds.reason,
        id: holds.reason_id,
        grant_id: holds.grant_id,
        starts_at: holds.starts_at,
        ends_at: holds.ends_at,
      })
      .from(holds)
      .innerJoin(assignments, eq(assignments.id, holds.assignment_id))
      .where(and(inArray(assignments.identity_id, theirs), toCome))
      .orderBy(asc(holds.starts_at)),
  ]);
  if (person === undefined) return undefined;
  const groupIds = rows.flatMap(({ group_id }) => (group_id === null ? [] : [group_id]));
  const [given] = groupIds.length === 0 ? [[]] : await ctx.db.read([givenByGroups(ctx, groupIds)]);
  return rows.map((row) => ({
    ...row,
    reasons: reasons
      .filter(({ assignment_id }) => assignment_id === row.id)
      .map(({ kind, id, grant_id, starts_at, ends_at }) => ({
        kind,
        id,
        grant_id,
        starts_at,
        ends_at,
      })),
    gives: given.filter(({ group_id }) => group_id === row.group_id),
  }));
}
