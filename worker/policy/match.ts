/**
 * Whether a person is one whom a rule is for.
 * @module
 */
import { foldText } from "../people/canonical.ts";
import type { PersonFacts } from "./facts.ts";
import type { Who } from "./policy.ts";

/** A person's known attributes by name (`department`, `attributes.cost_center`), folded for comparing. */
export type FoldedPerson = ReadonlyMap<string, string>;

/** A rule's condition, made ready once and asked for many people. */
export type Matcher = (person: FoldedPerson) => boolean;

/** A person's attributes as matchers take them. What is unknown or empty is absent. */
export function foldPerson(person: PersonFacts): FoldedPerson {
  const { id: _id, attributes, ...own } = person;
  const folded = new Map<string, string>();
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== "") folded.set(name, foldText(value));
  };
  for (const [name, value] of Object.entries(own)) add(name, value);
  for (const [name, value] of Object.entries(attributes)) add(`attributes.${name}`, value);
  return folded;
}

/**
 * Makes a condition ready. Attributes are compared without regard to case; one that is absent matches no pattern, not
 * even `*`, so that `not` holds for it: to need a value known, name it.
 */
export function matcher(who: Who): Matcher {
  if (who.kind === "attribute") {
    const matches = globs(who.patterns.map(foldText));
    return (person) => {
      const value = person.get(who.name);
      return value !== undefined && matches(value);
    };
  }
  if (who.kind === "not") {
    const part = matcher(who.of);
    return (person) => !part(person);
  }
  const parts = who.of.map(matcher);
  return who.kind === "all"
    ? (person) => parts.every((part) => part(person))
    : (person) => parts.some((part) => part(person));
}

/** A test of whether one of these patterns matches a whole value. Case counts: fold both sides where it must not. */
export function globs(patterns: readonly string[]): (value: string) => boolean {
  const plain = new Set(patterns.filter((pattern) => !/[*?]/.test(pattern)));
  const wild = patterns
    .filter((pattern) => /[*?]/.test(pattern))
    .map((pattern) => Array.from(pattern));
  return (value) => {
    if (plain.has(value)) return true;
    if (wild.length === 0) return false;
    const characters = Array.from(value);
    return wild.some((pattern) => globMatches(pattern, characters));
  };
}

/** `*` is any characters, `?` any one. Going back only to the last `*` is enough, so that time is at most the product. */
function globMatches(pattern: readonly string[], value: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < value.length;) {
    if (pattern[at] === "*") {
      star = at++;
      resume = i;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === value[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
