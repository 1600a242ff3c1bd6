/**
 * A request comes into being: waiting for its approvers, or, where the rule needs nobody, approved at once.
 * @module
 */
import { sql } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, merge, refuseIf, unchanged } from "../db/change.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { raw, statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { schedule } from "../db/work.ts";
import { people } from "../people/tables.ts";
import { guardWorld } from "../policy/active.ts";
import type { World } from "../policy/active.ts";
import { targetKey } from "../policy/facts.ts";
import type { Target } from "../policy/facts.ts";
import type { Terms } from "../policy/terms.ts";
import { Problem } from "../problem.ts";
import { giveAccess } from "./access.ts";
import type { Identity, Withheld } from "./access.ts";
import type { Pinned } from "./approvers.ts";
import type { Person, Request } from "./case.ts";
import type { Wish } from "./fit.ts";
import { fromOpenOf } from "./open.ts";
import type { Decision } from "./outcome.ts";
import { fallsDueAt } from "./rules.ts";
import type { Span } from "./rules.ts";
import { requestApprovers, requests } from "./tables.ts";

/** How it is to be decided: by the rule itself, or by somebody, in time. */
export type Way =
  | { readonly kind: "automatic" }
  | {
      readonly kind: "people";
      readonly pinned: readonly Pinned[];
      readonly expires_after_ms: number;
    };

export interface NewRequest {
  readonly kind: Request["kind"];
  readonly person: Person;
  readonly target: Target;
  readonly wish: Wish;
  readonly starts_at: Instant | null;
  /** What an approval at this instant comes to. */
  readonly span: Span;
  /** When there will be nothing left to approve. */
  readonly decide_by: Instant;
  readonly terms: Terms;
  readonly way: Way;
  readonly world: World;
  /** The grant to be extended. */
  readonly grant_id: string | null;
  readonly access: { readonly identity: Identity; readonly withheld: readonly Withheld[] };
}

/** @throws Problem 409 `no-approver` where nobody is left who could decide */
export function makeRequest(ctx: Ctx, made: NewRequest): Decision {
  const { kind, person, target, wish, terms, way, world } = made;
  const now = ctx.now();
  if (way.kind === "people" && way.pinned.length === 0)
    throw new Problem(409, "no-approver", "Nobody is left who could approve this. Tell an admin.");
  const automatic = way.kind === "automatic";
  const grant_id = made.grant_id ?? (automatic ? newId(ctx, "grt") : null);
  const expires_at = automatic ? null : now + way.expires_after_ms;
  const row = {
    id: newId(ctx, "req"),
    kind,
    person_id: person.id,
    asked_by: ctx.actor.kind === "service" ? ctx.actor.maker : null,
    target_key: targetKey(target),
    ...(target.kind === "account"
      ? { account_id: target.account_id, permission_set_arn: target.permission_set_arn }
      : { group_id: target.group_id }),
    duration_ms: wish.duration_ms,
    starts_at: made.starts_at,
    justification: wish.justification,
    ticket: wish.ticket ?? null,
    state: automatic ? ("approved" as const) : ("waiting" as const),
    rule: terms.rule,
    policy_version: world.policyVersion,
    longest_ms: terms.longest_ms,
    grant_id,
    created_at: now,
    expires_at,
    decide_by: made.decide_by,
    ...(automatic ? { decided_at: now, decided_by: `policy:${terms.rule}` } : {}),
  };
  const about = { person_id: person.id, request_id: row.id, grant_id };
  const { rule, target_key, duration_ms, starts_at, policy_version } = row;
  const born = change({
    guards: [unchanged(people, person), ...guardWorld(world), withinOpen(ctx, person.id)],
    writes: [statement(ctx.db.q.insert(requests).values(row))],
    audit: [
      append(ctx, {
        action: "request.made",
        ...about,
        details: { kind, target_key, duration_ms, starts_at, rule, policy_version },
      }),
    ],
  });
  const due = fallsDueAt({ expires_at, decide_by: made.decide_by });
  const outcome = { id: row.id, kind, state: row.state };
  if (!automatic) {
    const waiting = [pin(row.id, way.pinned), schedule(ctx, "request_expiry", row.id, due)];
    return {
      change: merge(born, change({ writes: waiting })),
      answer: { ...outcome, expires_at: due, grant: null },
    };
  }
  const id = grant_id ?? "";
  const approved = { request: row, target, grant_id: id, span: made.span, policy_version };
  return {
    change: merge(born, byRule(ctx, about, rule), giveAccess(ctx, approved, made.access)),
    answer: { ...outcome, expires_at: null, grant: { id, ...made.span } },
  };
}

/** The rule itself approves: nobody's decision, though the log's entry is written while the asker acts. */
function byRule(
  ctx: Ctx,
  about: { person_id: string; request_id: string; grant_id: string | null },
  rule: string,
) {
  return change({
    audit: [
      append(ctx, { action: "request.approved", ...about, details: { automatic: true, rule } }),
    ],
  });
}

function pin(request_id: string, pinned: readonly Pinned[]): Statement {
  const rows = JSON.stringify(
    pinned.map(({ approver, fallback }) => ({ approver, fallback: fallback ? 1 : 0 })),
  );
  return raw(sql`
    insert into ${requestApprovers} (request_id, approver, fallback)
    select ${request_id}, value->>'approver', value->>'fallback' from json_each(${rows})`);
}

/** Refuses the batch when racing calls have taken the last open request that a person may have. */
function withinOpen(ctx: Ctx, personId: string): Statement {
  return refuseIf(sql`
    select 1 ${fromOpenOf(personId)}
    group by ${requests.person_id} having count(*) >= ${ctx.config.numbers.open_requests}`);
}
