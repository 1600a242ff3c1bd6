/**
 * Standing access: what follows from who a person is.
 * @module
 */
import { covers } from "./compile.ts";
import type { CompiledPolicy } from "./compile.ts";
import type { PersonFacts, Target } from "./facts.ts";
import { foldPerson } from "./match.ts";

/** One thing that a person has without asking. */
export interface BaselineEntry {
  readonly key: string;
  readonly target: Target;
  /** The first rule of the document that gives it. */
  readonly rule: string;
  /** Whether any rule that gives it says so. */
  readonly adopt: boolean;
  readonly enforce: boolean;
}

/** What a person has without asking: each target once, in the order of their keys, without what is denied. */
export function baselineOf(compiled: CompiledPolicy, person: PersonFacts): BaselineEntry[] {
  const folded = foldPerson(person);
  const denials = compiled.deny.filter((denial) => denial.matches(folded));
  const entries = new Map<string, BaselineEntry>();
  for (const { rule, matches, targets } of compiled.baseline) {
    if (!matches(folded)) continue;
    for (const { key, target } of targets) {
      const given = entries.get(key);
      if (given === undefined && denials.some((denial) => covers(denial.covers, target))) continue;
      entries.set(key, {
        key,
        target,
        rule: given?.rule ?? rule.name,
        adopt: rule.adopt || given?.adopt === true,
        enforce: rule.enforce || given?.enforce === true,
      });
    }
  }
  return [...entries.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** The names of the rules that are for this person, so that rules for nobody can be found. */
export function whoMatches(
  compiled: CompiledPolicy,
  person: PersonFacts,
): { readonly baseline: string[]; readonly eligibility: string[]; readonly deny: string[] } {
  const folded = foldPerson(person);
  return {
    baseline: compiled.baseline.filter((one) => one.matches(folded)).map((one) => one.rule.name),
    eligibility: compiled.eligibility
      .filter((one) => one.matches(folded))
      .map((one) => one.rule.name),
    deny: compiled.deny.filter((one) => one.matches(folded)).map((one) => one.name),
  };
}
