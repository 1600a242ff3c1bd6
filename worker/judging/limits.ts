/**
 * The limits on removals: how many people may lose something because of HR, a policy or the directory.
 * @module
 */
import { and, eq, gt, lt, notInArray, sql } from "drizzle-orm";
import { refuseIf } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { raw, statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import type { Policy, RemovalLimit } from "../policy/policy.ts";
import { people } from "../people/tables.ts";
import { losses } from "./tables.ts";

type Limits = Policy["limits"]["removals"];

/** Whatever the limits say, so many people may lose something: a single offboarding is never in the way. */
const FLOOR = 3;
const DAY = 86_400_000;

/** What takes something from people: `hr:<source>`, `policy` or `directory`, and the body or version that does it. */
export interface Cause {
  readonly cause: string;
  readonly run: string;
}

/** The most people that a limit lets lose something: the smaller of its count and its percent, never under 3. */
export function most(limit: RemovalLimit, peopleTotal: number): number {
  return Math.max(FLOOR, Math.min(limit.count, Math.floor((peopleTotal * limit.percent) / 100)));
}

/**
 * How many more people may lose something now.
 * @param asked.peopleTotal the people whom the cause could take something from, those already counted today included
 * @param asked.runSoFar the people counted in this run
 * @param asked.daySoFar the people counted for this cause in the last 24 hours
 */
export function allowance(asked: {
  readonly peopleTotal: number;
  readonly runSoFar: number;
  readonly daySoFar: number;
  readonly limits: Limits;
}): number {
  const { peopleTotal, runSoFar, daySoFar, limits } = asked;
  const run = most(limits.per_run, peopleTotal) - runSoFar;
  const day = most(limits.per_day, peopleTotal) - daySoFar;
  return Math.max(0, Math.min(run, day));
}

/** From how many people on the counts alone limit: nobody need count further. */
export function enoughPeople({ per_run, per_day }: Limits): number {
  return Math.max(
    ...[per_run, per_day].map(({ count, percent }) =>
      percent === 0 ? 0 : Math.ceil((count * 100) / percent),
    ),
  );
}

/**
 * Counts the people whom a limit's percentage is of: who works here, and who was counted for this cause in the last day
 * (so that a day's own removals don't lower its limit). No further than the limits can tell apart.
 */
export function totalQuery({ db, now }: Pick<Ctx, "db" | "now">, cause: string, limits: Limits) {
  return db.q.select({ people: sql<number>`count(*)` }).from(sql`(
      select ${people.id} from ${people} where ${people.employment} = 'active'
      union
      select ${losses.person_id} from ${losses} where ${losses.cause} = ${cause} and ${losses.at} > ${now() - DAY}
      limit ${enoughPeople(limits)})`);
}

/** Two selects for a batch: people counted by run (of these runs), and in the last day; `without` are not counted. */
export function lossQueries(
  { db, now }: Pick<Ctx, "db" | "now">,
  { cause, runs }: { cause: string; runs: readonly string[] },
  without: readonly string[],
) {
  const others = notInArray(
    losses.person_id,
    sql`(select value from json_each(${JSON.stringify(without)}))`,
  );
  const ofRuns = sql`${losses.run} in (select value from json_each(${JSON.stringify(runs)}))`;
  return [
    db.q
      .select({ run: losses.run, people: sql<number>`count(*)` })
      .from(losses)
      .where(and(eq(losses.cause, cause), ofRuns, others))
      .groupBy(losses.run),
    db.q
      .select({ people: sql<number>`count(distinct ${losses.person_id})` })
      .from(losses)
      .where(and(eq(losses.cause, cause), gt(losses.at, now() - DAY), others)),
  ] as const;
}

/**
 * Counts the people's losses and refuses the whole change where that is more than the limits let: whoever decided at
 * the same time on the same last place is refused. One write and two guards, however many people.
 */
export function countLosses(
  ctx: Pick<Ctx, "now">,
  { cause, run }: Cause,
  personIds: readonly string[],
  { peopleTotal, limits }: { readonly peopleTotal: number; readonly limits: Limits },
): Statement[] {
  const now = ctx.now();
  return [
    raw(sql`
      insert into ${losses} (cause, run, person_id, at)
      select ${cause}, ${run}, value, ${now} from json_each(${JSON.stringify(personIds)}) where true
      on conflict do nothing`),
    refuseIf(sql`
      select 1 where ${most(limits.per_run, peopleTotal)} < (
        select count(*) from ${losses} where cause = ${cause} and run = ${run})`),
    refuseIf(sql`
      select 1 where ${most(limits.per_day, peopleTotal)} < (
        select count(distinct person_id) from ${losses} where cause = ${cause} and at > ${now - DAY})`),
  ];
}

/** Forgets losses from before `before`. */
export function forgetOldLosses(ctx: Pick<Ctx, "db">, before: number): Statement {
  return statement(ctx.db.q.delete(losses).where(lt(losses.at, before)));
}
