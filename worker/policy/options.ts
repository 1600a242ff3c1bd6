/**
 * What a person may ask for, found by words.
 * @module
 */
import { covers } from "./compile.ts";
import type { CompiledPolicy, Coverage } from "./compile.ts";
import type { DirectoryIndex } from "./directory-index.ts";
import { termsOf } from "./eligibility.ts";
import { targetKey } from "./facts.ts";
import type { AccountFacts, PersonFacts, Target } from "./facts.ts";
import { foldPerson } from "./match.ts";
import type { EligibilityRule } from "./policy.ts";
import { refusalOf } from "./reach.ts";
import type { Terms } from "./terms.ts";
import { scoreOf, wordFit, wordsOf } from "./word-fit.ts";
import type { WordFit } from "./word-fit.ts";

/** One thing that a person may ask for, on the most favourable terms (see `eligibilityFor`). */
export interface Option {
  readonly key: string;
  readonly target: Target;
  readonly terms: Terms;
}

interface Found {
  readonly score: number;
  /** Orders equals: by account, then by permission set; groups by name. */
  readonly label: string;
  readonly target: Target;
}

/**
 * The options of a person that every word of the query fits, the best first, at most `limit`; an empty query fits all.
 * A word may fit the account's name, id, organizational units and values of tags, and the permission set's or group's
 * name. Time is in proportion to what the person may ask for.
 */
export function optionsOf(
  compiled: CompiledPolicy,
  person: PersonFacts,
  query: string,
  limit: number,
): Option[] {
  const folded = foldPerson(person);
  const rules = compiled.eligibility.filter((one) => one.matches(folded));
  const denials = compiled.deny.filter((one) => one.matches(folded));
  const fits = fitsOf(wordsOf(query), compiled.directory);
  const best: { found: Found; rule: EligibilityRule }[] = [];
  for (const { rule, covers: coverage } of rules) {
    for (const found of search(coverage, fits)) {
      const last = best[limit - 1];
      if (last !== undefined && order(found, last.found) >= 0) continue;
      // A target has the same place under every rule: the first rule to offer it has the better terms.
      if (best.some((one) => order(one.found, found) === 0)) continue;
      if (denials.some((denial) => covers(denial.covers, found.target))) continue;
      if (refusalOf(compiled.directory, found.target) !== undefined) continue;
      best.push({ found, rule });
      best.sort((a, b) => order(a.found, b.found));
      best.length = Math.min(best.length, limit);
    }
  }
  return best.map(({ found: { target }, rule }) => ({
    key: targetKey(target),
    target,
    terms: termsOf(compiled, rule, target),
  }));
}

function order(a: Found, b: Found): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.label === b.label) return 0;
  return a.label < b.label ? -1 : 1;
}

interface Fit {
  readonly words: WordFit;
  readonly label: string;
}
type Fits = (id: string) => Fit | undefined;

function* search(
  coverage: Coverage,
  fits: { account: Fits; set: Fits; group: Fits },
): Generator<Found> {
  for (const pair of coverage.pairs) {
    for (const account_id of pair.accounts) {
      const account = fits.account(account_id);
      if (account === undefined) continue;
      for (const permission_set_arn of pair.permission_sets) {
        const set = fits.set(permission_set_arn);
        const score = set && scoreOf(account.words, set.words);
        if (set === undefined || score === undefined) continue;
        const target: Target = { kind: "account", account_id, permission_set_arn };
        yield { score, label: `${account.label}\n${set.label}`, target };
      }
    }
  }
  for (const group_id of coverage.groups) {
    const group = fits.group(group_id);
    const score = group && scoreOf(group.words);
    if (group !== undefined && score !== undefined)
      yield { score, label: group.label, target: { kind: "group", group_id } };
  }
}

/** How the words fit each thing of the directory, worked out once for each. The label ends in the id: it is unique. */
function fitsOf(
  words: readonly string[],
  directory: DirectoryIndex,
): { account: Fits; set: Fits; group: Fits } {
  return {
    account: memo(directory.accounts, (account, id) =>
      fit([account.name, id, ...placeOf(account)], id),
    ),
    set: memo(directory.permission_sets, (set, arn) => fit([set.name], arn)),
    group: memo(directory.groups, (group, id) => fit([group.name], id)),
  };

  function fit(texts: readonly string[], id: string): Fit {
    return { words: wordFit(words, texts), label: `${texts[0]}\n${id}` };
  }
}

function placeOf(account: AccountFacts): string[] {
  return [...account.ou_path, ...Object.values(account.tags)];
}

function memo<T>(things: ReadonlyMap<string, T>, fit: (thing: T, id: string) => Fit): Fits {
  const known = new Map<string, Fit>();
  return (id) => {
    const thing = things.get(id);
    if (thing === undefined) return undefined;
    const given = known.get(id) ?? fit(thing, id);
    known.set(id, given);
    return given;
  };
}
