import { sql } from "drizzle-orm";
import { built } from "../../db/built.ts";
import type { Value } from "../../db/built.ts";
import type { Ctx, Instant } from "../../db/context.ts";
import { assignments } from "../../grants/tables.ts";

/** A due assignment, as far as its place in the order needs it. */
export interface DueAssignment {
  readonly id: string;
  /** What goes first is least; the query says why. */
  readonly urgency: number;
  readonly check_at: Instant;
  readonly step: DueStep;
}

/**
 * What the next step can only be. One call of AWS's tells of many that are followed or read; a creation may have to wait
 * for room at AWS, or for the end of a stop.
 */
export type DueStep = "remove" | "follow" | "read" | "create_account" | "create_group" | "other";

/** The assignments that became due after one instant (all that are due, without one) and by another. */
export interface Span {
  readonly after: Instant | null;
  readonly until: Instant;
}

/** The urgency of standing access, and of whatever goes after it. */
export const STANDING = 5;

/** What is to be found out about a removal goes before everything again once it has waited so long. */
const LOOKED_AT_WITHIN_MS = 60_000;

/**
 * The due assignments, at most so many to a step. Removals are asked first: what became of them can be found out together,
 * with few calls, once all have been asked. Then goes what AWS is at work on, what somebody waits for, what was removed
 * and is read back, and standing access. While there are enough removals nothing else is read: to end a thousand costs no
 * more for each than to end ten.
 * @param givingSince as `givingSinceOf` says; no freeze ever stood when left out
 */
export function dueAssignmentsQuery(
  ctx: Pick<Ctx, "db" | "config">,
  { after, until }: Span,
  most: number,
  givingSince: Instant = 0,
) {
  return due(ctx, {
    after: after ?? LONG_AGO,
    until,
    lookedAt: until - LOOKED_AT_WITHIN_MS,
    givesUpAfter: ctx.config.numbers.grant_gives_up_after_ms,
    givingSince,
    most,
  });
}

/** Before anything can be due. */
const LONG_AGO = -1;

type Values = Record<
  "after" | "until" | "lookedAt" | "givesUpAfter" | "givingSince" | "most",
  number
>;

const due = built((q, value: Value<Values>) => {
  const [after, until, most] = [value("after"), value("until"), value("most")];
  const isDue = sql`check_at <= ${until} and check_at > ${after}`;
  const live = sql`from holds where holds.assignment_id = assignments.id
    and holds.starts_at <= ${until} and holds.ends_at > ${until}`;
  // Odd: a creation makes sense, not all of its grants are to be given up. From 2 on: some grant wants it.
  const wanted = sql`iif(withheld_at is null, (select 2 * max(reason = 'grant') + max(reason <> 'grant'
    or max(starts_at, created_at, ${value("givingSince")}) + ${value("givesUpAfter")} > ${until}) ${live}), null)`;
  const step = sql`case when op <> 'none' then iif(op_request_id is null, 'other', 'follow')
    when wanted is null then iif(observed = 'present', 'remove', 'read')
    when observed = 'absent' and wanted % 2 and coalesce(doubt_until > ${until}, true)
      then iif(group_id is null, 'create_account', 'create_group')
    when observed = 'unknown' then 'read' else 'other' end`;
  const urgency = sql`case
    when wanted is null then case when step = 'remove' or check_at < ${value("lookedAt")} then 0 when op <> 'none' then 1 else 4 end
    when op <> 'none' then 1
    when wanted >= 2 then iif(step = 'read', 3, 2)
    else iif(step = 'read', ${STANDING + 1}, ${STANDING}) end`;
  return q
    .select({
      id: sql<DueAssignment["id"]>`id`,
      urgency: sql<DueAssignment["urgency"]>`urgency`,
      check_at: sql<DueAssignment["check_at"]>`check_at`,
      step: sql<DueAssignment["step"]>`step`,
    })
    .from(
      sql`(
      with removals as materialized (
        select id, 0 as urgency, check_at, 'remove' as step from ${assignments}
        where ${isDue} and op = 'none' and observed = 'present'
          and (withheld_at is not null or not exists (select 1 ${live}))
        order by check_at limit ${most}),
      due as materialized (
        select *, ${wanted} as wanted from ${assignments}
        where ${isDue} and (select count(*) from removals) < ${most}),
      stepped as (select *, ${step} as step from due),
      ranked as (
        select id, ${urgency} as urgency, check_at, step, account_id, permission_set_arn from stepped
        where step <> 'remove')
      select * from removals
      union all
      select id, urgency, check_at, step from (
        select *, row_number() over (
          partition by step order by urgency, iif(step = 'read', account_id, ''), iif(step = 'read', permission_set_arn, ''), check_at
        ) as place from ranked)
      where place <= ${most})`,
    );
});
