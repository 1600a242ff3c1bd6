import { sql } from "drizzle-orm";
import { audit } from "../audit/tables.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { actorText, NEVER } from "../db/context.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { raw } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { identities } from "../people/tables.ts";
import { targetKey } from "../policy/facts.ts";
import type { Target } from "../policy/facts.ts";
import { assignments, holds } from "./tables.ts";

/** A reason to have access, from an instant, perhaps to an instant. */
export interface NewHold {
  readonly identity_id: string;
  readonly target: Target;
  readonly reason: "baseline" | "grant";
  /** The rule's name, or the request's id. */
  readonly reason_id: string;
  readonly policy_version: number;
  /** Grants: the grant that this hold begins or extends. */
  readonly grant_id?: string;
  readonly enforce?: boolean;
  readonly adopt?: boolean;
  readonly starts_at: Instant;
  /** Left out: no end. */
  readonly ends_at?: Instant;
}

type Acting = Pick<Ctx, "db" | "now" | "random" | "actor" | "channel">;

/** So many holds are some 500 kB of JSON: D1 takes 2 MB in a value. */
const AT_A_TIME = 1_000;

/**
 * Wants the access: the missing assignment rows, the holds, and a look at each of them now.
 * Three statements for each thousand.
 */
export function addHolds(ctx: Acting, wanted: readonly NewHold[]): Change {
  const writes = [];
  for (let at = 0; at < wanted.length; at += AT_A_TIME)
    writes.push(...added(ctx, wanted.slice(at, at + AT_A_TIME)));
  return change({ writes });
}

function added(ctx: Acting, wanted: readonly NewHold[]): Statement[] {
  const now = ctx.now();
  const rows = JSON.stringify(
    wanted.map((hold) => ({
      hold_id: newId(ctx, "hld"),
      assignment_id: newId(ctx, "asg"),
      identity_id: hold.identity_id,
      target_key: targetKey(hold.target),
      account_id: hold.target.kind === "account" ? hold.target.account_id : null,
      permission_set_arn: hold.target.kind === "account" ? hold.target.permission_set_arn : null,
      group_id: hold.target.kind === "group" ? hold.target.group_id : null,
      reason: hold.reason,
      reason_id: hold.reason_id,
      policy_version: hold.policy_version,
      grant_id: hold.grant_id ?? null,
      enforce: hold.enforce === true ? 1 : 0,
      adopt: hold.adopt === true ? 1 : 0,
      starts_at: hold.starts_at,
      ends_at: hold.ends_at ?? NEVER,
    })),
  );
  const writes = [
    raw(sql`
      insert into ${assignments}
        (id, identity_id, target_key, account_id, permission_set_arn, group_id, origin, observed, check_at, version, op, attempt)
      select value->>'assignment_id', value->>'identity_id', value->>'target_key', value->>'account_id',
        value->>'permission_set_arn', value->>'group_id', 'managed', 'unknown', ${now}, 1, 'none', 0
      from json_each(${rows}) where true
      on conflict (identity_id, target_key) do update set
        check_at = min(assignments.check_at, excluded.check_at), version = assignments.version + 1`),
    raw(sql`
      insert into ${holds}
        (id, assignment_id, reason, reason_id, policy_version, grant_id, enforce, adopt, starts_at, ends_at, granted_until, created_at)
      select value->>'hold_id', assignments.id, value->>'reason', value->>'reason_id', value->>'policy_version',
        value->>'grant_id', value->>'enforce', value->>'adopt', value->>'starts_at', value->>'ends_at', value->>'ends_at', ${now}
      from json_each(${rows})
      join ${assignments} on assignments.identity_id = value->>'identity_id' and assignments.target_key = value->>'target_key'`),
  ];
  return wanted.some((hold) => hold.adopt === true) ? [...writes, ...adopted(ctx, rows)] : writes;
}

/** A rule makes found access ours. Which it was is known before the write alone: the entries go first. */
function adopted(ctx: Acting, rows: string): Statement[] {
  const found = sql`from json_each(${rows})
    join ${assignments} a on a.identity_id = value->>'identity_id' and a.target_key = value->>'target_key'
    where value->>'adopt' = 1 and a.origin = 'found'`;
  return [
    raw(sql`
      insert into ${audit} (at, actor, channel, action, person_id, assignment_id, details)
      select ${ctx.now()}, ${actorText(ctx.actor)}, ${ctx.channel}, 'assignment.adopted',
        (select person_id from ${identities} i where i.id = a.identity_id), a.id, json_object('rule', value->>'reason_id')
      ${found} group by a.id`),
    raw(sql`update ${assignments} set origin = 'managed' where id in (select a.id ${found})`),
  ];
}
