import { sql } from "drizzle-orm";
import { append } from "../../audit/append.ts";
import { change, merge } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import type { Ctx } from "../../db/context.ts";
import { raw, statement } from "../../db/statement.ts";
import { schedule } from "../../db/work.ts";
import { settleFindings } from "../../directory/finding.ts";
import { liveAt } from "../../grants/rules.ts";
import { assignments, holds } from "../../grants/tables.ts";
import { people } from "../../people/tables.ts";
import type { Forgotten } from "./compare.ts";

/**
 * Puts access that was forgotten back as ours, with the reasons that it was given for and their ends. What no reason
 * wants any more is read, and taken away, at once. What is wanted still is taken to be there until the next read, which
 * is now: where it is not, another hand took it, or we did, and it is not given again without an admin's word. Standing
 * access is judged anew, within the limits.
 */
export function putBack(ctx: Ctx, all: readonly Forgotten[]): Change {
  if (all.length === 0) return change({});
  const now = ctx.now();
  const rows = all.map((one) => ({ ...one, holds: reasonsNow(one, now) }));
  const judged = all.flatMap(({ person_id, holds: lost }) =>
    person_id !== null && lost.some(({ reason }) => reason === "baseline") ? [person_id] : [],
  );
  return merge(
    change({
      writes: [
        assignmentsBack(ctx, rows),
        holdsBack(rows),
        ...(judged.length === 0
          ? []
          : [judgedAnew(ctx, judged), schedule(ctx, "judging", "people", now)]),
      ],
      audit: rows.map(({ copy, row, person_id, holds: given }) =>
        append(ctx, {
          action: "assignment.recovered",
          person_id,
          assignment_id: row?.id ?? copy.assignment_id,
          grant_id: given.find(({ grant_id }) => grant_id !== null)?.grant_id ?? null,
          details: {
            target: copy.target_key,
            op_id: copy.op_id,
            asked_at: copy.asked_at,
            holds: given.map(({ id }) => id),
          },
        }),
      ),
    }),
    ...all.flatMap(({ row }) => (row === null ? [] : [settleFindings(ctx, row.id)])),
  );
}

/** Who is out keeps no reason: it ends now, where it had not ended before. */
function reasonsNow({ out, holds: lost }: Forgotten, now: number) {
  return lost.map((hold) =>
    out === null || hold.ends_at <= now
      ? { ...hold, released_at: null, released_why: null }
      : {
          ...hold,
          ends_at: Math.max(now, hold.starts_at),
          released_at: now,
          released_why: out,
        },
  );
}

type Back = Omit<Forgotten, "holds"> & { readonly holds: ReturnType<typeof reasonsNow> };

function assignmentsBack(ctx: Ctx, all: readonly Back[]) {
  const now = ctx.now();
  const { confirm_after_ms, signature_lives_ms } = ctx.config.numbers;
  const rows = all.map(({ copy, identity_id, row, holds: given }) => {
    const isWanted = given.some((hold) => liveAt(hold, now));
    return {
      id: row?.id ?? copy.assignment_id,
      identity_id,
      target_key: copy.target_key,
      account_id: copy.account_id,
      permission_set_arn: copy.permission_set_arn,
      group_id: copy.group_id,
      observed: isWanted ? "present" : "unknown",
      missed_at: isWanted ? now - confirm_after_ms : null,
      version: row?.version ?? 1,
      asked_at: copy.asked_at,
      doubt_until: isWanted ? null : copy.asked_at + signature_lives_ms,
    };
  });
  return raw(
    sql`
      insert into ${assignments}
        (id, identity_id, target_key, account_id, permission_set_arn, group_id, origin, observed, missed_at, check_at,
          version, op, op_asked_at, doubt_until, attempt)
      select value->>'id', value->>'identity_id', value->>'target_key', value->>'account_id', value->>'permission_set_arn',
        value->>'group_id', 'managed', value->>'observed', value->>'missed_at', ${now},
        value->>'version', 'none', value->>'asked_at', value->>'doubt_until', 0
      from json_each(${JSON.stringify(rows)}) where true
      on conflict (identity_id, target_key) do update set
        origin = 'managed', observed = excluded.observed, missed_at = excluded.missed_at, check_at = excluded.check_at,
        version = assignments.version + 1, op = 'none', op_id = null, op_request_id = null,
        op_asked_at = excluded.op_asked_at, doubt_until = excluded.doubt_until, attempt = 0
      where assignments.version = excluded.version`,
    rows.length,
  );
}

function holdsBack(all: readonly Back[]) {
  const rows = all.flatMap(({ row, copy, holds: given }) =>
    given.map((hold) => ({
      ...hold,
      assignment_id: row?.id ?? copy.assignment_id,
      enforce: hold.enforce ? 1 : 0,
      adopt: hold.adopt ? 1 : 0,
    })),
  );
  return raw(
    sql`
      insert into ${holds}
        (id, assignment_id, reason, reason_id, policy_version, grant_id, enforce, adopt, starts_at, ends_at, granted_until,
          released_at, released_why, created_at)
      select value->>'id', value->>'assignment_id', value->>'reason', value->>'reason_id', value->>'policy_version',
        value->>'grant_id', value->>'enforce', value->>'adopt', value->>'starts_at', value->>'ends_at',
        value->>'granted_until', value->>'released_at', value->>'released_why', value->>'created_at'
      from json_each(${JSON.stringify(rows)})`,
    rows.length,
  );
}

function judgedAnew(ctx: Ctx, ids: readonly string[]) {
  return statement(
    ctx.db.q
      .update(people)
      .set({ judged_epoch: 0, version: sql`${people.version} + 1` })
      .where(sql`${people.id} in (select value from json_each(${JSON.stringify(ids)}))`),
  );
}
