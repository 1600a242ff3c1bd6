/**
 * Who is in an account now, through groups too.
 * @module
 */
import { and, asc, eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import type { Ctx } from "../db/context.ts";
import { givenInAccount } from "../directory/effective.ts";
import { accounts, permissionSets } from "../directory/tables.ts";
import { identities, people } from "../people/tables.ts";
import type { Access, Reason } from "./access-of.ts";
import { assignments, holds } from "./tables.ts";

/** A list's key: target and assignment. */
export type Place = readonly [target: string, assignment: string];

/** Whose access is listed: everybody's, one person's, nobody's. */
export type Whose = { readonly all: true } | { readonly all: false; readonly personId: string };

export interface InAccount {
  readonly account: { readonly id: string; readonly name: string };
  /** How many users have each permission set, and how many any. */
  readonly sets: readonly { readonly arn: string; readonly name: string | null; people: number }[];
  readonly people: number;
  /** By target and assignment. */
  readonly rows: readonly Row[];
}

export interface Row extends Pick<Access, "id" | "origin" | "observed" | "op" | "seen_at"> {
  readonly target_key: string;
  readonly person_id: string | null;
  readonly email: string | null;
  readonly display_name: string | null;
  readonly department: string | null;
  readonly user_name: string;
  readonly group: { readonly id: string; readonly name: string } | null;
  readonly sets: readonly { readonly arn: string; readonly name: string | null }[];
  /** Live and to come; none for what was found. */
  readonly reasons: readonly Reason[];
}

const reasonRows = z.array(
  z.object({
    kind: z.enum(["baseline", "grant"]),
    id: z.string(),
    grant_id: z.string().nullable(),
    starts_at: z.int(),
    ends_at: z.int(),
  }),
);

/** What AWS shows, or what it was asked to give or take and was not read since. */
const IS_THERE = sql`(${assignments.observed} = 'present'
  or ${assignments.observed} <> 'absent' and ${assignments.op_asked_at} is not null)`;

/** Undefined for an account that the directory does not know. Two round trips. */
export async function inAccount(
  ctx: Pick<Ctx, "db" | "now">,
  accountId: string,
  whose: Whose,
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<InAccount | undefined> {
  const { q } = ctx.db;
  const [[account], given] = await ctx.db.read([
    q
      .select({ id: accounts.id, name: accounts.name })
      .from(accounts)
      .where(eq(accounts.id, accountId)),
    givenInAccount(ctx, accountId),
  ]);
  if (account === undefined) return undefined;
  const direct = sql`${assignments.target_key} >= ${`account/${accountId}/`}
    and ${assignments.target_key} < ${`account/${accountId}0`}`;
  const groupKeys = [...new Set(given.map(({ group_id }) => `group/${group_id}`))];
  const through = sql`${assignments.target_key} in (select value from json_each(${JSON.stringify(groupKeys)}))`;
  const page = { whose, after, limit };
  const [own, members, counted] = await ctx.db.read([
    rowsQuery(ctx, direct, page),
    rowsQuery(ctx, through, page),
    countQuery(ctx, accountId, direct),
  ]);
  // `account/...` goes before `group/...`.
  const rows = [...own, ...members].slice(0, limit).map(({ reasons, ...row }) => {
    const sets = given.filter(({ group_id }) => group_id === row.group_id);
    return {
      ...row,
      group: row.group_id === null ? null : { id: row.group_id, name: sets[0]?.group_name ?? "" },
      sets:
        row.group_id === null
          ? [{ arn: row.permission_set_arn ?? "", name: row.permission_set }]
          : sets.map((set) => ({ arn: set.permission_set_arn, name: set.permission_set_name })),
      reasons: reasonRows.parse(JSON.parse(reasons)),
    };
  });
  return {
    account,
    rows,
    people: counted.find(({ arn }) => arn === null)?.people ?? 0,
    sets: counted.flatMap(({ arn, ...set }) => (arn === null ? [] : [{ arn, ...set }])),
  };
}

function rowsQuery(
  { db, now }: Pick<Ctx, "db" | "now">,
  targets: SQL,
  { whose, after, limit }: { whose: Whose; after: Place | undefined; limit: number },
) {
  return db.q
    .select({
      id: assignments.id,
      target_key: assignments.target_key,
      permission_set_arn: assignments.permission_set_arn,
      permission_set: permissionSets.name,
      group_id: assignments.group_id,
      origin: assignments.origin,
      observed: assignments.observed,
      op: assignments.op,
      seen_at: assignments.seen_at,
      user_name: identities.user_name,
      person_id: people.id,
      email: people.email,
      display_name: people.display_name,
      department: people.department,
      reasons: sql<string>`(select json_group_array(json_object('kind', reason, 'id', reason_id, 'grant_id', grant_id,
        'starts_at', starts_at, 'ends_at', ends_at) order by starts_at) from ${holds}
        where ${holds.assignment_id} = ${assignments.id} and ${holds.ends_at} > ${now()})`,
    })
    .from(assignments)
    .innerJoin(identities, eq(identities.id, assignments.identity_id))
    .leftJoin(people, eq(people.id, identities.person_id))
    .leftJoin(permissionSets, eq(permissionSets.arn, assignments.permission_set_arn))
    .where(
      and(
        targets,
        IS_THERE,
        sql`${assignments.observed} <> 'absent'`,
        whose.all ? undefined : eq(identities.person_id, whose.personId),
        after === undefined
          ? undefined
          : sql`(${assignments.target_key}, ${assignments.id}) > (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(asc(assignments.target_key), asc(assignments.id))
    .limit(limit);
}

/** How many users have each set; in the row without one, how many have any. */
function countQuery({ db }: Pick<Ctx, "db">, accountId: string, direct: SQL) {
  const there = sql`${assignments.observed} <> 'absent' and ${IS_THERE}`;
  return db.q
    .select({
      arn: sql<string | null>`counted.arn`,
      name: permissionSets.name,
      people: sql<number>`counted.people`,
    })
    .from(
      sql`(
      with has as materialized (
        select ${assignments.permission_set_arn} as arn, ${assignments.identity_id} as who
        from ${assignments} where ${direct} and ${there}
        union
        select g.permission_set_arn, ${assignments.identity_id}
        from group_assignments g cross join ${assignments} on ${assignments.target_key} = 'group/' || g.group_id
        where g.account_id = ${accountId} and ${there}
          and exists (select 1 from groups where groups.id = g.group_id and groups.gone_at is null))
      select arn, count(*) as people from has group by arn
      union all
      select null, count(distinct who) from has) counted`,
    )
    .leftJoin(permissionSets, sql`${permissionSets.arn} = counted.arn`)
    .orderBy(asc(sql`counted.arn`));
}
