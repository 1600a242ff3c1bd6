import { asc, eq, lte, sql } from "drizzle-orm";
import { built } from "../../db/built.ts";
import type { Value } from "../../db/built.ts";
import type { Ctx, Instant } from "../../db/context.ts";
import { holds } from "../../grants/tables.ts";
import { identities, people } from "../../people/tables.ts";

export type Identity = typeof identities.$inferSelect;
export type Person = typeof people.$inferSelect;

/** A due identity with what the decision about it needs. */
export interface IdentityView {
  readonly row: Identity;
  /** Null for a user whose person is no longer ours. */
  readonly person: Person | null;
  /** Assignments that AWS shows or that are not known to be gone, operations under way included. */
  readonly unsettled: number;
  /** A grant is live now: it is looked at more often. */
  readonly hasLiveGrant: boolean;
}

/** Ids of the next due identities, by age; whoever is to be disabled before everybody else. */
export function dueIdentitiesQuery(ctx: Pick<Ctx, "db" | "config">, now: Instant, limit: number) {
  const due = ctx.config.mode === "scim" ? dueLeaversFirst : dueByAge;
  return due(ctx, { now, limit });
}

type When = Value<{ now: Instant; limit: number }>;

const dueByAge = built((q, value: When) =>
  q
    .select({ id: identities.id })
    .from(identities)
    .where(lte(identities.check_at, value("now")))
    .orderBy(asc(identities.check_at))
    .limit(value("limit")),
);

const dueLeaversFirst = built((q, value: When) => {
  const isIn = sql`${identities.sign_in} = 'disabled' or exists (select 1 from ${people}
    where ${people.id} = ${identities.person_id} and ${people.employment} = 'active' and ${people.suspended_at} is null)`;
  return q
    .select({ id: identities.id })
    .from(identities)
    .where(lte(identities.check_at, value("now")))
    .orderBy(asc(isIn), asc(identities.check_at))
    .limit(value("limit"));
});

/** The views of these identities; one round trip. */
export async function loadIdentities(
  ctx: Pick<Ctx, "db" | "now">,
  ids: readonly string[],
): Promise<IdentityView[]> {
  if (ids.length === 0) return [];
  const [rows] = await ctx.db.read([views(ctx, { ids: JSON.stringify(ids), now: ctx.now() })]);
  return rows.map((found) => ({ ...found, hasLiveGrant: found.hasLiveGrant === 1 }));
}

const views = built((q, value: Value<{ ids: string; now: Instant }>) =>
  q
    .select({
      row: identities,
      person: people,
      unsettled: sql<number>`(select count(*) from assignments a where a.identity_id = identities.id
        and (a.observed <> 'absent' or a.op <> 'none'
          or exists (select 1 from receipts r where r.assignment_id = a.id and r.gone_at is null
            and r.confirmed_at is null and r.kept_at is null)))`,
      hasLiveGrant: sql<number>`exists (select 1 from assignments a join ${holds} on ${holds.assignment_id} = a.id
        where a.identity_id = identities.id and ${holds.reason} = 'grant'
        and ${holds.starts_at} <= ${value("now")} and ${holds.ends_at} > ${value("now")})`,
    })
    .from(identities)
    .leftJoin(people, eq(people.id, identities.person_id))
    .where(sql`${identities.id} in (select value from json_each(${value("ids")}))`),
);
