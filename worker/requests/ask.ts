import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { change, merge, refuseIf } from "../db/change.ts";
import { NEVER } from "../db/context.ts";
import type { Ctx, Instant } from "../db/context.ts";
import type { Statement } from "../db/statement.ts";
import { assignments, holds } from "../grants/tables.ts";
import { foldText } from "../people/canonical.ts";
import { people } from "../people/tables.ts";
import { worldOf, worldQueries } from "../policy/active.ts";
import { eligibilityFor } from "../policy/eligibility.ts";
import { personFacts } from "../policy/person-facts.ts";
import { targetKey } from "../policy/facts.ts";
import type { Target } from "../policy/facts.ts";
import type { TargetNames } from "../policy/targets.ts";
import { Problem } from "../problem.ts";
import { accessQueries, noUser } from "./access.ts";
import { pinnedBy } from "./approvers.ts";
import { isActive } from "./case.ts";
import type { Person, Request } from "./case.ts";
import { inactive } from "./deciding.ts";
import { requireLength, requireReasons, requireStart } from "./fit.ts";
import type { Wish } from "./fit.ts";
import { alreadyHas, alreadyHeld } from "./held-already.ts";
import { havingOf, havingQueries } from "./having.ts";
import { makeRequest } from "./make.ts";
import type { Way } from "./make.ts";
import { openQuery } from "./open.ts";
import type { Decision } from "./outcome.ts";
import { accessSpan } from "./rules.ts";
import { requireTarget, unknownTarget } from "./target.ts";

export interface Ask {
  /** The asker's own; a service token names the person by it. */
  readonly email: string | undefined;
  readonly target: TargetNames;
  readonly wish: Wish;
  /** Left out: at approval. */
  readonly starts_at: Instant | null;
}

type Open = Pick<Request, "id" | "kind" | "target_key">;

/**
 * Somebody asks for access.
 * @throws Problem 403 `not-your-email`, `not-active`, `not-eligible`; 409 `already-held`, `already-asked`,
 *   `too-many-open`, `no-approver`, `no-user`; 422 `unknown-person`, `unknown-target`, `ambiguous-target` and what is
 *   wrong with the wish (`requireLength`, `requireReasons`, `requireStart`)
 */
export async function ask(ctx: Ctx, input: Ask): Promise<Decision> {
  const { wish, starts_at } = input;
  const whom = whomQuery(ctx, input.email);
  const [candidates, open, identities, withheld, theirs, given, ...versions] = await ctx.db.read([
    ctx.db.q.select().from(people).where(whom.all),
    openQuery(ctx, whom.one),
    ...accessQueries(ctx, whom.one),
    ...havingQueries(ctx, whom.one, input.target),
    ...worldQueries(ctx),
  ]);
  const now = ctx.now();
  const person = requireAsker(ctx, candidates, input.email);
  const [identity] = identities;
  if (identity === undefined) throw noUser();
  requireStart(starts_at, now);
  const world = await worldOf(ctx, versions);
  const facts = personFacts(person);
  const target = requireTarget(world, input.target, facts);
  const span = accessSpan({ starts_at, duration_ms: wish.duration_ms }, now);
  const { having, gives } = havingOf([theirs, given]);
  const already = alreadyHas(having, gives, targetKey(target), span);
  if (already !== undefined) throw alreadyHeld(already);
  requireRoom(ctx, open, targetKey(target));
  const { ticket, ...reasons } = wish;
  const eligible = eligibilityFor(world.compiled, facts, target, {
    ...reasons,
    ...(ticket === undefined ? {} : { ticket }),
  });
  if (!eligible.ok) {
    if (eligible.why === "unknown_target") throw unknownTarget("account_id", eligible.detail);
    throw new Problem(403, "not-eligible", `You may not ask for this: ${eligible.detail}.`);
  }
  const { terms } = eligible;
  requireLength(terms, wish.duration_ms);
  requireReasons(terms, wish);

  const trust = { now, trust_after_ms: world.policy.people.manager_trust_after_ms };
  const way: Way =
    terms.approval.kind === "automatic"
      ? terms.approval
      : {
          kind: "people",
          pinned: pinnedBy(terms.approval, person, trust),
          expires_after_ms: terms.approval.expires_after_ms,
        };
  const { change: made, answer } = makeRequest(ctx, {
    kind: "access",
    person,
    target,
    wish,
    starts_at,
    span,
    decide_by: starts_at === null ? NEVER : span.ends_at,
    terms,
    way,
    world,
    grant_id: null,
    access: { identity, withheld },
  });
  return {
    change: merge(made, change({ guards: [isNotHeld(identity.id, target, span)] })),
    answer,
  };
}

/** Whom it is for: the caller, or for a service the person of that email; someone who works here goes first. */
function whomQuery({ actor }: Pick<Ctx, "actor">, email: string | undefined) {
  const all =
    actor.kind === "person" ? eq(people.id, actor.id) : eq(people.email_key, foldText(email ?? ""));
  const one = sql`(select ${people.id} from ${people} where ${all}
    order by ${people.employment} = 'active' desc, ${people.id} limit 1)`;
  return { all, one };
}

function requireAsker(ctx: Ctx, candidates: readonly Person[], email: string | undefined): Person {
  const field = "email";
  if (ctx.actor.kind === "person") {
    const [person] = candidates;
    if (person === undefined || !isActive(person)) throw inactive();
    if (email === undefined || foldText(email) === person.email_key) return person;
    const message = "must be your own, or left out";
    throw new Problem(403, "not-your-email", `You may not ask for ${email}: email ${message}.`, {
      fields: [{ field, message }],
    });
  }
  const works = candidates.filter(({ employment }) => employment === "active");
  const [person] = works;
  if (person === undefined || works.length > 1) {
    const message =
      works.length > 1 ? "is the email of several people" : "is nobody's who works here";
    throw new Problem(422, "unknown-person", `email ${message}.`, { fields: [{ field, message }] });
  }
  if (!isActive(person)) throw inactive();
  return person;
}

function requireRoom({ config }: Ctx, open: readonly Open[], target_key: string): void {
  const same = open.find((one) => one.target_key === target_key && one.kind === "access");
  if (same !== undefined)
    throw new Problem(409, "already-asked", "You have asked for this already.", {
      request_id: same.id,
    });
  const most = config.numbers.open_requests;
  if (open.length >= most)
    throw new Problem(
      409,
      "too-many-open",
      `You have ${open.length} open requests, and at most ${most} may be.`,
    );
}

/** Refuses the batch when a racing decision gave the same access for some of the same time. */
function isNotHeld(
  identity_id: string,
  target: Target,
  span: { starts_at: Instant; ends_at: Instant },
): Statement {
  return refuseIf(sql`
    select 1 from ${assignments} join ${holds} on ${holds.assignment_id} = ${assignments.id}
    where ${and(
      eq(assignments.identity_id, identity_id),
      eq(assignments.target_key, targetKey(target)),
      isNull(assignments.withheld_at),
      isNull(holds.released_at),
      lt(holds.starts_at, span.ends_at),
      gt(holds.ends_at, span.starts_at),
    )}`);
}
