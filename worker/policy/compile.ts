/**
 * A policy brought together with what AWS has: names become ids once, so that judging a person is cheap.
 * @module
 */
import { accountSetsOf } from "./account-sets.ts";
import type { AccountSets } from "./account-sets.ts";
import { directoryIndex } from "./directory-index.ts";
import type { DirectoryIndex } from "./directory-index.ts";
import { targetKey } from "./facts.ts";
import type { DirectoryFacts, Target } from "./facts.ts";
import { matcher } from "./match.ts";
import type { Matcher } from "./match.ts";
import { pathText } from "./path.ts";
import { setRefusal } from "./reach.ts";
import type { BaselineRule, EligibilityRule, Fault, Named, Policy, Risk, What } from "./policy.ts";

/** The targets that a rule is about: every permission set in every account of a pair, and groups, all by id. */
export interface Coverage {
  readonly pairs: readonly {
    readonly accounts: ReadonlySet<string>;
    readonly permission_sets: ReadonlySet<string>;
  }[];
  readonly groups: ReadonlySet<string>;
}

/** A target with its key. */
interface KeyedTarget {
  readonly key: string;
  readonly target: Target;
}

/** A policy that is ready to judge by. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly directory: DirectoryIndex;
  readonly baseline: readonly {
    readonly rule: BaselineRule;
    readonly matches: Matcher;
    readonly targets: readonly KeyedTarget[];
  }[];
  /** The most favourable first: by longest, then by place in the document. */
  readonly eligibility: readonly {
    readonly rule: EligibilityRule;
    readonly matches: Matcher;
    readonly covers: Coverage;
  }[];
  readonly deny: readonly {
    readonly name: string;
    readonly matches: Matcher;
    readonly covers: Coverage;
  }[];
  /** Permission set ARN -> its risk, where the policy says one. */
  readonly risks: ReadonlyMap<string, Risk>;
  /** Names that AWS does not have or has more than once, and sets of accounts without any. */
  readonly warnings: readonly Fault[];
}

/** Resolves a policy against one complete reading of the directory. Unknown names are warnings: they give nothing. */
export function compile(policy: Policy, facts: DirectoryFacts): CompiledPolicy {
  const warnings = new Map<string, Fault>();
  const warn = (path: string, message: string): void => {
    warnings.set(`${path}: ${message}`, { path, message });
  };
  const directory = directoryIndex(facts);
  const accounts = accountSetsOf(policy, facts, warn);
  const eligibility = policy.eligibility.map((rule) => ({
    rule,
    matches: matcher(rule.who),
    covers: coverage(rule.what, accounts.usable),
  }));
  return {
    policy,
    directory,
    baseline: policy.baseline.map((rule) => ({
      rule,
      matches: matcher(rule.who),
      targets: targetsOf(coverage(rule.what, accounts.usable)),
    })),
    // Sorting is stable: rules of one length stay in the document's order.
    eligibility: eligibility.toSorted((a, b) => b.rule.longest_ms - a.rule.longest_ms),
    deny: policy.deny.map((rule) => ({
      name: rule.name,
      matches: matcher(rule.who),
      covers: coverage(rule.what, accounts.every, true),
    })),
    risks: new Map(
      [...policy.permission_sets].flatMap(([name, { risk }]) =>
        setIds({ path: pathText(["permission_sets", name]), text: name }, true).map(
          (arn) => [arn, risk] as const,
        ),
      ),
    ),
    warnings: [...warnings.values()],
  };

  /** A denial is `wide`: a name that fits several things means them all. */
  function coverage(what: readonly What[], idsOf: AccountSets["usable"], wide = false): Coverage {
    return {
      pairs: what.flatMap((item) =>
        item.kind === "group"
          ? []
          : [
              {
                accounts: idsOf(item.accounts),
                permission_sets: new Set(
                  item.permission_sets === "all"
                    ? facts.permission_sets.map((set) => set.arn)
                    : item.permission_sets.flatMap((named) => setIds(named, wide)),
                ),
              },
            ],
      ),
      groups: new Set(
        what.flatMap((item) =>
          item.kind === "group"
            ? resolved(item.group, directory.groupsNamed(item.group.text), wide, "group").map(
                (group) => group.id,
              )
            : [],
        ),
      ),
    };
  }

  function setIds(named: Named, wide: boolean): readonly string[] {
    const found = directory.permissionSetsNamed(named.text);
    for (const refusal of found.map(setRefusal))
      if (refusal !== undefined && !wide) warn(named.path, refusal);
    return resolved(named, found, wide, "permission set").map((set) => set.arn);
  }

  function resolved<T>(
    { path, text }: Named,
    found: readonly T[],
    wide: boolean,
    kind: string,
  ): readonly T[] {
    if (found.length === 1) return found;
    const problem = found.length === 0 ? "no" : "more than one";
    warn(path, `${problem} ${kind} is named ${JSON.stringify(text)}`);
    return wide ? found : [];
  }
}

/** Whether a target is among those that a rule is about. */
export function covers(coverage: Coverage, target: Target): boolean {
  if (target.kind === "group") return coverage.groups.has(target.group_id);
  return coverage.pairs.some(
    (pair) =>
      pair.accounts.has(target.account_id) && pair.permission_sets.has(target.permission_set_arn),
  );
}

function targetsOf(coverage: Coverage): KeyedTarget[] {
  const targets = new Map<string, KeyedTarget>();
  const add = (target: Target): void => {
    const key = targetKey(target);
    targets.set(key, { key, target });
  };
  for (const { accounts, permission_sets } of coverage.pairs)
    for (const account_id of accounts)
      for (const permission_set_arn of permission_sets)
        add({ kind: "account", account_id, permission_set_arn });
  for (const group_id of coverage.groups) add({ kind: "group", group_id });
  return [...targets.values()];
}
