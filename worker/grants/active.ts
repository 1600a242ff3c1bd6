/**
 * Access with an end that is there now, or should be gone.
 * @module
 */
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Ctx, Instant } from "../db/context.ts";
import { accounts, permissionSets, groups } from "../directory/tables.ts";
import { identities, people } from "../people/tables.ts";
import { loadGrants } from "./load.ts";
import type { LoadedGrant } from "./load.ts";
import { assignments, holds, receipts } from "./tables.ts";

/** Words that the names must contain, in any case. */
export interface ActiveFilters {
  /** Of the person's name or email. */
  readonly person?: string | undefined;
  /** Of the account's name, or its id. */
  readonly account?: string | undefined;
  /** Of the permission set's name, or the group's. */
  readonly permission_set?: string | undefined;
  readonly department?: string | undefined;
}

/** Where the last page ended. */
export type ActiveKey = readonly [ends_at: Instant, id: string];

export interface ActiveGrant extends LoadedGrant {
  readonly department: string | null;
}

/**
 * Grants that have begun and that AWS has, or may have, by their ends: so those come first that should be gone. Two
 * round trips; the cost is what is live and what is being removed, not what ever was.
 * @returns at most `limit`, fewer where some turned out to be over; `next` where there may be more
 */
export async function activeGrants(
  ctx: Pick<Ctx, "db" | "now">,
  filters: ActiveFilters,
  { limit, after }: { limit: number; after?: ActiveKey | undefined },
): Promise<{ grants: ActiveGrant[]; next: ActiveKey | undefined }> {
  const [found] = await ctx.db.read([activeQuery(ctx, filters, limit + 1, after)]);
  const page = found.slice(0, limit);
  const loaded = await loadGrants(
    ctx,
    page.map(({ id }) => id),
  );
  const last = page.at(-1);
  return {
    grants: loaded
      .filter(({ state }) => state === "starting" || state === "live" || state === "ending")
      .map((grant) => ({
        ...grant,
        department: page.find(({ id }) => id === grant.id)?.department ?? null,
      })),
    next: found.length > limit && last !== undefined ? [last.ends_at, last.id] : undefined,
  };
}

/** The query by itself, so that its plan can be tested. */
export function activeQuery(
  { db, now }: Pick<Ctx, "db" | "now">,
  { person, account, permission_set, department }: ActiveFilters,
  limit: number,
  after: ActiveKey | undefined,
) {
  // The plus keeps SQLite from walking all grants in the order of their ids.
  const running = sql`
    select grant_id, assignment_id, max(ends_at) as ends_at from ${holds}
    where reason = 'grant' and ends_at > ${now()} group by +grant_id having min(starts_at) <= ${now()}`;
  // Of an assignment that AWS has yet to lose, the grant that ended last.
  const going = sql`
    select grant_id, assignment_id, max(ends_at) as ends_at from ${holds}
    where reason = 'grant' and ends_at <= ${now()} and assignment_id in (
      select id from ${assignments} where op = 'delete'
      union select id from ${assignments} where check_at <= ${now()}
      union select assignment_id from ${receipts} where gone_at is null and kept_at is null)
    group by assignment_id`;
  return db.q
    .select({
      id: sql<string>`active.grant_id`,
      ends_at: sql<number>`active.ends_at`,
      department: people.department,
    })
    .from(sql`(${running} union all ${going}) as active`)
    .innerJoin(assignments, sql`${assignments.id} = active.assignment_id`)
    .innerJoin(identities, sql`${identities.id} = ${assignments.identity_id}`)
    .leftJoin(people, sql`${people.id} = ${identities.person_id}`)
    .leftJoin(accounts, sql`${accounts.id} = ${assignments.account_id}`)
    .leftJoin(permissionSets, sql`${permissionSets.arn} = ${assignments.permission_set_arn}`)
    .leftJoin(groups, sql`${groups.id} = ${assignments.group_id}`)
    .where(
      sql.join(
        [
          sql`true`,
          ...(after === undefined
            ? []
            : [sql`(active.ends_at, active.grant_id) > (${after[0]}, ${after[1]})`]),
          ...contains(person, people.display_name, people.email),
          ...contains(account, accounts.name, assignments.account_id),
          ...contains(permission_set, permissionSets.name, groups.name),
          ...contains(department, people.department),
        ],
        sql` and `,
      ),
    )
    .orderBy(sql`active.ends_at`, sql`active.grant_id`)
    .limit(limit);
}

/** One of the columns contains the words; no condition where there are none. */
function contains(words: string | undefined, ...columns: readonly unknown[]): SQL[] {
  if (words === undefined) return [];
  const each = columns.map(
    (column) => sql`instr(lower(coalesce(${column}, '')), lower(${words})) > 0`,
  );
  return [sql`(${sql.join(each, sql` or `)})`];
}
