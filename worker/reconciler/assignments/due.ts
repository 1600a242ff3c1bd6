import { sql } from "drizzle-orm";
import type { Ctx, Instant } from "../../db/context.ts";
import { assignments } from "../../grants/tables.ts";

/** A due assignment, as far as its place in the order needs it. */
export interface DueAssignment {
  readonly id: string;
  /** What goes first is least: not wanted, AWS at work on it, somebody waits for it, standing; creations after the rest. */
  readonly urgency: number;
  readonly check_at: Instant;
  /** What can only be the next step: a creation, which may have to wait for room at AWS, or for the end of a stop. */
  readonly creates: "account" | "group" | "no";
}

/** The assignments that became due after one instant (all that are due, without one) and by another. */
export interface Span {
  readonly after: Instant | null;
  readonly until: Instant;
}

/**
 * The due assignments, most urgent first: at most so many that are not wanted, and where there are fewer, so many of the
 * creations of either kind, and so many of the others, so that neither hides the other. Removals are read until there
 * are enough of them and no further: to end a thousand costs no more for each than to end ten.
 */
export function dueAssignmentsQuery(
  { db, config }: Pick<Ctx, "db" | "config">,
  { after, until }: Span,
  most: number,
) {
  const isDue =
    after === null ? sql`check_at <= ${until}` : sql`check_at <= ${until} and check_at > ${after}`;
  const live = sql`from holds where holds.assignment_id = assignments.id
    and holds.starts_at <= ${until} and holds.ends_at > ${until}`;
  // Odd: a creation makes sense, not all of its grants are to be given up. From 2 on: some grant wants it.
  const wanted = sql`(select 2 * max(reason = 'grant') + max(reason <> 'grant'
    or max(starts_at, created_at) + ${config.numbers.grant_gives_up_after_ms} > ${until}) ${live})`;
  const creates = sql`iif(wanted % 2 and op = 'none' and observed = 'absent'
    and coalesce(doubt_until > ${until}, true), iif(group_id is null, 'account', 'group'), 'no')`;
  const urgency = sql`iif(op <> 'none', 1, iif(wanted >= 2, 2, 4) + (observed = 'absent'))`;
  return db.q
    .select({
      id: sql<DueAssignment["id"]>`id`,
      urgency: sql<DueAssignment["urgency"]>`urgency`,
      check_at: sql<DueAssignment["check_at"]>`check_at`,
      creates: sql<DueAssignment["creates"]>`creates`,
    })
    .from(
      sql`(
      with unwanted as materialized (
        select id, 0 as urgency, check_at, 'no' as creates from ${assignments}
        where ${isDue} and (withheld_at is not null or not exists (select 1 ${live}))
        order by check_at limit ${most}),
      due as (
        select *, ${wanted} as wanted from ${assignments}
        where ${isDue} and withheld_at is null and (select count(*) from unwanted) < ${most}),
      ranked as (
        select id, ${urgency} as urgency, check_at, ${creates} as creates from due where wanted is not null)
      select * from unwanted
      union all
      select id, urgency, check_at, creates from (
        select *, row_number() over (partition by creates order by urgency, check_at) as place from ranked)
      where place <= ${most})`,
    );
}
