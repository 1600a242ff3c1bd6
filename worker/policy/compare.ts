/**
 * What another policy would change: everybody who works here, judged by both.
 * @module
 */
import { and, asc, gt, isNull, sql } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { people } from "../people/tables.ts";
import { baselineOf, whoMatches } from "./baseline.ts";
import type { CompiledPolicy } from "./compile.ts";
import type { DirectoryIndex } from "./directory-index.ts";
import type { Target } from "./facts.ts";
import { personFacts } from "./person-facts.ts";

/** One target, and who comes to have it or has it no longer. */
export interface TargetChange {
  readonly target: Target;
  /** In words: `ReadOnly in shop-prod`, or the group's name. */
  readonly name: string;
  readonly people: number;
  /** The first of them by id. */
  readonly first: readonly { readonly id: string; readonly display_name: string }[];
}

export interface Comparison {
  /** People who gain, or lose, anything at all. */
  readonly gaining: number;
  readonly losing: number;
  /** By target, most people first. */
  readonly gains: readonly TargetChange[];
  readonly losses: readonly TargetChange[];
  /** Rules of the new policy that are for nobody who works here now. */
  readonly rulesForNobody: readonly string[];
}

const PAGE = 1_000;
const NAMES = 50;

/** Reads everybody in pages of 1,000; one round trip for each page. */
export async function comparePolicies(
  ctx: Pick<Ctx, "db">,
  before: CompiledPolicy,
  after: CompiledPolicy,
): Promise<Comparison> {
  const gains = new Tally(after.directory);
  const losses = new Tally(after.directory);
  const used = new Set<string>();
  for (let last = ""; ;) {
    const [page] = await ctx.db.read([workingPeople(ctx, last)]);
    for (const person of page) {
      const facts = personFacts(person);
      const had = baselineOf(before, facts);
      const has = baselineOf(after, facts);
      gains.add(person, without(has, had));
      losses.add(person, without(had, has));
      const matched = whoMatches(after, facts);
      for (const names of [matched.baseline, matched.eligibility, matched.deny])
        for (const name of names) used.add(name);
    }
    if (page.length < PAGE) break;
    last = page.at(-1)?.id ?? last;
  }
  const rules = [...after.policy.baseline, ...after.policy.eligibility, ...after.policy.deny];
  return {
    gaining: gains.people,
    losing: losses.people,
    gains: gains.byTarget(),
    losses: losses.byTarget(),
    rulesForNobody: rules.map((rule) => rule.name).filter((name) => !used.has(name)),
  };
}

interface Keyed {
  readonly key: string;
  readonly target: Target;
}

class Tally {
  people = 0;
  readonly #directory: DirectoryIndex;
  readonly #targets = new Map<
    string,
    { target: Target; name: string; people: number; first: { id: string; display_name: string }[] }
  >();

  constructor(directory: DirectoryIndex) {
    this.#directory = directory;
  }

  add(person: { id: string; display_name: string }, targets: readonly Keyed[]): void {
    if (targets.length > 0) this.people += 1;
    for (const { key, target } of targets) {
      const one = this.#targets.get(key) ?? {
        target,
        name: this.#name(target),
        people: 0,
        first: [],
      };
      one.people += 1;
      if (one.first.length < NAMES)
        one.first.push({ id: person.id, display_name: person.display_name });
      this.#targets.set(key, one);
    }
  }

  byTarget(): TargetChange[] {
    return [...this.#targets.values()].toSorted((a, b) => b.people - a.people);
  }

  #name(target: Target): string {
    const { accounts, groups, permission_sets } = this.#directory;
    if (target.kind === "group") return groups.get(target.group_id)?.name ?? target.group_id;
    const { account_id, permission_set_arn } = target;
    const set = permission_sets.get(permission_set_arn)?.name ?? permission_set_arn;
    return `${set} in ${accounts.get(account_id)?.name ?? account_id}`;
  }
}

function without(these: readonly Keyed[], those: readonly Keyed[]): Keyed[] {
  const keys = new Set(those.map((one) => one.key));
  return these.filter((one) => !keys.has(one.key));
}

function workingPeople({ db }: Pick<Ctx, "db">, after: string) {
  return db.q
    .select()
    .from(people)
    .where(
      and(gt(people.id, after), sql`${people.employment} = 'active'`, isNull(people.suspended_at)),
    )
    .orderBy(asc(people.id))
    .limit(PAGE);
}
