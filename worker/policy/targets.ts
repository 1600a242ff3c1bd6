/**
 * From what a person writes to the target they mean.
 * @module
 */
import { covers } from "./compile.ts";
import type { CompiledPolicy } from "./compile.ts";
import type { PersonFacts, Target } from "./facts.ts";
import { foldPerson } from "./match.ts";

/** How a request names its target: a permission set (its name or its ARN) with or without an account, or a group. */
export interface TargetNames {
  readonly permission_set?: string;
  readonly permission_set_arn?: string;
  readonly account_id?: string;
  /** Name or id. */
  readonly group?: string;
}

/** The target, or why it is not clear which. `field` is the one to change; `detail` is in words for the asker. */
export type ResolvedTarget =
  | { readonly ok: true; readonly target: Target }
  | {
      readonly ok: false;
      readonly why: "unknown";
      readonly field: keyof TargetNames;
      readonly detail: string;
    }
  | {
      readonly ok: false;
      readonly why: "ambiguous";
      readonly field: keyof TargetNames;
      readonly detail: string;
      /** Every target that it could be, by account name. */
      readonly candidates: readonly Target[];
    };

/**
 * Resolves names. An account left out is looked for among those where this person may ask for the permission set (with
 * no person: where anyone may). A target that is named in full is returned whether or not anyone may ask for it.
 */
export function resolveTarget(
  compiled: CompiledPolicy,
  names: TargetNames,
  person?: PersonFacts,
): ResolvedTarget {
  const { permission_set, permission_set_arn, account_id, group } = names;
  const given = [permission_set, permission_set_arn, group].filter((name) => name !== undefined);
  if (given.length !== 1)
    return unknown("permission_set", "name one of permission_set, permission_set_arn and group");
  if (group !== undefined) return resolveGroup(compiled, group, account_id);

  const field = permission_set === undefined ? "permission_set_arn" : "permission_set";
  const text = permission_set ?? permission_set_arn ?? "";
  const sets = compiled.directory.permissionSetsNamed(text);
  if (sets.length === 0)
    return unknown(field, `no permission set is named ${JSON.stringify(text)}`);
  if (account_id !== undefined && !compiled.directory.accounts.has(account_id))
    return unknown("account_id", `no account has the id ${JSON.stringify(account_id)}`);

  const candidates = sets.flatMap(({ arn }) =>
    account_id === undefined
      ? askable(compiled, arn, person)
      : [{ kind: "account" as const, account_id, permission_set_arn: arn }],
  );
  const [only] = candidates;
  if (only === undefined)
    return unknown(
      "account_id",
      `there is no account where ${JSON.stringify(text)} may be asked for`,
    );
  if (candidates.length === 1) return { ok: true, target: only };
  return sets.length > 1
    ? ambiguous(field, `several permission sets are named ${JSON.stringify(text)}`, candidates)
    : ambiguous(
        "account_id",
        `${JSON.stringify(text)} may be asked for in several accounts`,
        candidates,
      );
}

function resolveGroup(
  compiled: CompiledPolicy,
  group: string,
  account_id: string | undefined,
): ResolvedTarget {
  if (account_id !== undefined) return unknown("account_id", "a group is in no account");
  const candidates = compiled.directory
    .groupsNamed(group)
    .map(({ id }): Target => ({ kind: "group", group_id: id }));
  const [only] = candidates;
  if (only === undefined) return unknown("group", `no group is named ${JSON.stringify(group)}`);
  if (candidates.length === 1) return { ok: true, target: only };
  return ambiguous("group", `several groups are named ${JSON.stringify(group)}`, candidates);
}

/** The accounts where a permission set may be asked for, as targets by account name. */
function askable(
  compiled: CompiledPolicy,
  permission_set_arn: string,
  person: PersonFacts | undefined,
): Target[] {
  const folded = person && foldPerson(person);
  const rules = compiled.eligibility.filter((one) => folded === undefined || one.matches(folded));
  const denials = compiled.deny.filter((one) => folded !== undefined && one.matches(folded));
  const ids = new Set(
    rules.flatMap(({ covers: { pairs } }) =>
      pairs.flatMap((pair) =>
        pair.permission_sets.has(permission_set_arn) ? [...pair.accounts] : [],
      ),
    ),
  );
  const name = (id: string): string => compiled.directory.accounts.get(id)?.name ?? id;
  return [...ids]
    .toSorted((a, b) => name(a).localeCompare(name(b), "en") || a.localeCompare(b, "en"))
    .map((account_id): Target => ({ kind: "account", account_id, permission_set_arn }))
    .filter((target) => !denials.some((denial) => covers(denial.covers, target)));
}

function unknown(field: keyof TargetNames, detail: string): ResolvedTarget {
  return { ok: false, why: "unknown", field, detail };
}

function ambiguous(
  field: keyof TargetNames,
  detail: string,
  candidates: readonly Target[],
): ResolvedTarget {
  return { ok: false, why: "ambiguous", field, detail, candidates };
}
