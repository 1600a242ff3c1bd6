/**
 * What the log tells of a period, by day: each query reads the entries of the period that it is about, and no others.
 * @module
 */
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Action } from "../audit/actions.ts";
import { inPeriod } from "../audit/search.ts";
import { audit } from "../audit/tables.ts";
import type { Ctx } from "../db/context.ts";
import { requests } from "../requests/tables.ts";
import { DAY_MS } from "./period.ts";
import type { Period } from "./period.ts";

const DAY = sql`(${audit.at} / ${sql.raw(String(DAY_MS))})`;

const among = (actions: readonly Action[], period: Period) =>
  sql`${audit.action} in ${actions} and ${inPeriod(period)}`;

/** How many entries of each action, and how many of them about a grant; of changed people those who changed department. */
export function countsQuery({ db }: Pick<Ctx, "db">, period: Period) {
  const of: Action[] = [
    "assignment.created",
    "assignment.gone",
    "person.onboarded",
    "person.returned",
    "person.changed",
    "person.offboarded",
    "request.approved",
    "request.rejected",
  ];
  return db.q
    .select({
      day: sql<number>`${DAY}`,
      action: audit.action,
      entries: sql<number>`count(*)`,
      of_grants: sql<number>`count(${audit.grant_id})`,
    })
    .from(audit)
    .where(
      sql`${among(of, period)} and (${audit.action} <> 'person.changed'
        or json_extract(${audit.details}, '$.fields.department') is not null)`,
    )
    .groupBy(DAY, audit.action);
}

/** How long people took to decide, in milliseconds; what the policy decides by itself is left out. */
export function timesToDecideQuery(ctx: Pick<Ctx, "db">, period: Period) {
  const times = sql`select ${DAY} as day, ${requests.decided_at} - ${requests.created_at} as value
    from ${audit} join ${requests} on ${requests.id} = ${audit.request_id}
    where ${among(["request.approved", "request.rejected"], period)}
      and ${requests.decided_by} not like 'policy:%'`;
  return percentilesQuery(ctx, times);
}

/** How late removals were read to be gone, in milliseconds. */
export function latenessQuery(ctx: Pick<Ctx, "db">, period: Period) {
  const late = sql`select ${DAY} as day, json_extract(${audit.details}, '$.late_ms') as value
    from ${audit} where ${among(["assignment.gone"], period)}`;
  return percentilesQuery(ctx, late);
}

const at = (share: number) => sql<number>`min(iif(place >= ${share} * of_day, value, null))`;

/** Percentiles (nearest rank) of `value` by `day`; in the row whose day is null, of the whole period. */
function percentilesQuery({ db }: Pick<Ctx, "db">, values: SQL) {
  return db.q
    .select({
      day: sql<number | null>`day`,
      count: sql<number>`count(*)`,
      median: at(0.5),
      p90: at(0.9),
      p99: at(0.99),
      worst: sql<number>`max(value)`,
    })
    .from(
      sql`(
      with each_value as materialized (${values}),
      both as (select day, value from each_value union all select null, value from each_value)
      select day, value, row_number() over (partition by day order by value) as place,
        count(*) over (partition by day) as of_day from both)`,
    )
    .groupBy(sql`day`);
}
