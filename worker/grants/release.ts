import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { actorText } from "../db/context.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { raw, statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { audit } from "../audit/tables.ts";
import { groups } from "../directory/tables.ts";
import { lookNow } from "../people/identity.ts";
import { identities } from "../people/tables.ts";
import { makeDue } from "./due.ts";
import { assignments, holds } from "./tables.ts";

type ReleasedWhy = NonNullable<typeof holds.$inferSelect.released_why>;
type Acting = Pick<Ctx, "db" | "now" | "actor" | "channel" | "config">;

/**
 * Ends a grant before its time: its holds, those of its extensions too. Holds of other reasons stay.
 * @param error what AWS said, for a grant that is given up
 */
export function endGrant(
  ctx: Acting,
  grant: { grant_id: string; assignment_id: string },
  why: Exclude<ReleasedWhy, "offboarding" | "suspension" | "not_started" | "judging">,
  error?: string | null,
): Change {
  const ending = { chosen: eq(holds.grant_id, grant.grant_id), why, now: ctx.now() };
  return change({
    writes: [release(ctx, ending), makeDue(ctx, eq(assignments.id, grant.assignment_id))],
    audit: [released(ctx, ending, error)],
  });
}

/** Ends baseline holds that no rule of the policy stands behind any more; one statement however many. */
export function endBaseline(ctx: Acting, holdIds: readonly string[]): Change {
  if (holdIds.length === 0) return change({});
  const chosen = sql`${holds.id} in (select value from json_each(${JSON.stringify(holdIds)}))`;
  const touched = sql`${assignments.id} in (select assignment_id from ${holds} where ${chosen})`;
  const ending = { chosen, why: "judging", now: ctx.now() } as const;
  return change({
    writes: [release(ctx, ending), makeDue(ctx, touched)],
    audit: [released(ctx, ending)],
  });
}

/**
 * Somebody leaves, is suspended or has not begun: every hold ends now, found access is taken over so that it goes too (protected
 * groups excepted), and AWS itself is listed for what nobody knew of.
 */
export function endAllAccess(
  ctx: Acting,
  personId: string,
  why: "offboarding" | "suspension" | "not_started" | "admin",
): Change {
  const now = ctx.now();
  const theirs = inArray(
    assignments.identity_id,
    ctx.db.q
      .select({ id: identities.id })
      .from(identities)
      .where(eq(identities.person_id, personId)),
  );
  const held = inArray(
    holds.assignment_id,
    ctx.db.q.select({ id: assignments.id }).from(assignments).where(theirs),
  );
  const ending = { chosen: held, why, now };
  return change({
    writes: [
      release(ctx, ending),
      takeOver(ctx, theirs),
      lookNow(ctx, eq(identities.person_id, personId)),
    ],
    audit: [released(ctx, ending)],
  });
}

/** A person's word over found access: from here on it is ours to remove. */
export function takeOver(
  ctx: Pick<Ctx, "db" | "now" | "config">,
  which: SQL | undefined,
): Statement {
  const names = JSON.stringify([...ctx.config.protected.groups]);
  const protectedGroup = sql`${assignments.group_id} in (
    select ${groups.id} from ${groups} where lower(${groups.name}) in (select value from json_each(${names})))`;
  const now = ctx.now();
  return statement(
    ctx.db.q
      .update(assignments)
      .set({
        origin: sql`iif(${protectedGroup}, ${assignments.origin}, 'managed')`,
        taken_over_at: sql`iif(${assignments.origin} = 'found' and not coalesce(${protectedGroup}, 0), ${now}, ${assignments.taken_over_at})`,
        check_at: sql`min(${assignments.check_at}, ${now})`,
        version: sql`${assignments.version} + 1`,
      })
      .where(which),
  );
}

/** Holds that end before their time: by the one instant the log knows which of them this very change ended. */
interface Ending {
  readonly chosen: SQL;
  readonly why: ReleasedWhy;
  readonly now: Instant;
}

/** Brings the end of the chosen live and future holds forward to now. */
function release(ctx: Pick<Ctx, "db">, { chosen, why, now }: Ending): Statement {
  return statement(
    ctx.db.q
      .update(holds)
      .set({
        ends_at: now,
        // What a clock that was ahead released a moment ago ends now; it was released, and told of, then.
        released_at: sql`coalesce(${holds.released_at}, ${now})`,
        released_why: sql`coalesce(${holds.released_why}, ${why})`,
      })
      .where(and(chosen, gt(holds.ends_at, now))),
  );
}

/** One entry for each grant and each baseline hold (with its rule) that this very change released; written after the release. */
function released(ctx: Acting, { chosen, why, now }: Ending, error?: string | null): Statement {
  const details = JSON.stringify({ why, ...(error == null ? {} : { error }) });
  return raw(sql`
      insert into ${audit} (at, actor, channel, action, person_id, assignment_id, request_id, grant_id, details)
      select ${now}, ${actorText(ctx.actor)}, ${ctx.channel},
        case when ${holds.reason} = 'baseline' then 'baseline.lost' when ${why} = 'failed' then 'grant.failed' else 'grant.ended' end,
        ${identities.person_id}, ${holds.assignment_id},
        iif(${holds.reason} = 'grant', min(${holds.reason_id}), null), ${holds.grant_id},
        iif(${holds.reason} = 'baseline', json_set(${details}, '$.rule', ${holds.reason_id}), ${details})
      from ${holds}
      join ${assignments} on ${assignments.id} = ${holds.assignment_id}
      join ${identities} on ${identities.id} = ${assignments.identity_id}
      where ${chosen} and ${holds.released_at} = ${now} and ${holds.released_why} = ${why}
      group by coalesce(${holds.grant_id}, ${holds.id})`);
}
