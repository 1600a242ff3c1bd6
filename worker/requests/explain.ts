/**
 * Why somebody has access, or has not; what they could do about it.
 * @module
 */
import { and, desc, eq, sql } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { assignments, holds } from "../grants/tables.ts";
import { identities, people } from "../people/tables.ts";
import { stateOf } from "../people/state.ts";
import type { PersonState } from "../people/state.ts";
import { worldOf, worldQueries } from "../policy/active.ts";
import type { World } from "../policy/active.ts";
import { whoMatches } from "../policy/baseline.ts";
import { covers } from "../policy/compile.ts";
import { eligibilityFor } from "../policy/eligibility.ts";
import type { Eligibility } from "../policy/eligibility.ts";
import { targetKey } from "../policy/facts.ts";
import type { PersonFacts, Target } from "../policy/facts.ts";
import { personFacts } from "../policy/person-facts.ts";
import type { TargetNames } from "../policy/targets.ts";
import { Problem } from "../problem.ts";
import { pinnedBy } from "./approvers.ts";
import type { Pinned } from "./approvers.ts";
import { havingOf, havingQueries } from "./having.ts";
import { requireTarget } from "./target.ts";

/** A rule that is about the target, and whether it is for this person. */
interface RuleSaid {
  readonly rule: string;
  readonly is_for_them: boolean;
}

export interface Explanation {
  readonly person_id: string;
  readonly person_state: PersonState;
  readonly target: Target;
  readonly world: World;
  /** The rules of standing access that give it, and those that deny it to anybody. */
  readonly baseline: readonly RuleSaid[];
  readonly deny: readonly RuleSaid[];
  readonly eligibility: Eligibility;
  /** Who would decide if they asked now; null where they may not ask, or nobody needs to. */
  readonly approvers: readonly Pinned[] | null;
  /** Every hold there ever was, newest first. */
  readonly holds: readonly (typeof holds.$inferSelect)[];
  /** What AWS showed; null where nobody ever had a reason to look. */
  readonly assignment: typeof assignments.$inferSelect | null;
  /** Groups that they are in and that give it. */
  readonly through_groups: readonly string[];
}

/**
 * Explains one person's access to one target; one round trip where this process holds the world.
 * @throws Problem 404 for somebody unknown; 422 as `requireTarget`
 */
export async function explain(
  ctx: Ctx,
  personId: string,
  names: TargetNames,
): Promise<Explanation> {
  const { q } = ctx.db;
  const themselves = sql`${personId}`;
  const live = and(eq(identities.person_id, personId), sql`${identities.status} <> 'deleted'`);
  const [[person], theirAssignments, theirHolds, theirs, given, ...versions] = await ctx.db.read([
    q.select().from(people).where(eq(people.id, personId)),
    q
      .select({ assignment: assignments })
      .from(identities)
      .innerJoin(assignments, eq(assignments.identity_id, identities.id))
      .where(live),
    q
      .select({ hold: holds, target_key: assignments.target_key })
      .from(identities)
      .innerJoin(assignments, eq(assignments.identity_id, identities.id))
      .innerJoin(holds, eq(holds.assignment_id, assignments.id))
      .where(live)
      .orderBy(desc(holds.starts_at)),
    ...havingQueries(ctx, themselves, names),
    ...worldQueries(ctx),
  ]);
  if (person === undefined) throw new Problem(404, "not-found", "There is no such person.");
  const world = await worldOf(ctx, versions);
  const facts = personFacts(person);
  const target = requireTarget(world, names, facts);
  const key = targetKey(target);
  const { having, gives } = havingOf([theirs, given]);
  const eligibility = eligibilityFor(world.compiled, facts, target);
  const trust = { now: ctx.now(), trust_after_ms: world.policy.people.manager_trust_after_ms };
  return {
    person_id: personId,
    person_state: stateOf(person),
    target,
    world,
    ...rulesAbout(world, facts, target),
    eligibility,
    approvers:
      eligibility.ok && eligibility.terms.approval.kind === "people"
        ? pinnedBy(eligibility.terms.approval, person, trust)
        : null,
    holds: theirHolds.filter(({ target_key }) => target_key === key).map(({ hold }) => hold),
    assignment:
      theirAssignments.find(({ assignment }) => assignment.target_key === key)?.assignment ?? null,
    through_groups: gives
      .filter(
        (one) => one.target_key === key && having.some(({ group_id }) => group_id === one.group_id),
      )
      .map((one) => one.group_id),
  };
}

function rulesAbout({ compiled }: World, facts: PersonFacts, target: Target) {
  const key = targetKey(target);
  const matching = whoMatches(compiled, facts);
  return {
    baseline: compiled.baseline
      .filter(({ targets }) => targets.some((one) => one.key === key))
      .map(({ rule }) => ({ rule: rule.name, is_for_them: matching.baseline.includes(rule.name) })),
    deny: compiled.deny
      .filter((denial) => covers(denial.covers, target))
      .map(({ name }) => ({ rule: name, is_for_them: matching.deny.includes(name) })),
  };
}
