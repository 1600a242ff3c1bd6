/**
 * What AWS has, found by id and by name.
 * @module
 */
import { foldText } from "../people/canonical.ts";
import type { AccountFacts, DirectoryFacts, GroupFacts, PermissionSetFacts } from "./facts.ts";

/** The directory by id and by name. */
export interface DirectoryIndex {
  readonly accounts: ReadonlyMap<string, AccountFacts>;
  /** By ARN. */
  readonly permission_sets: ReadonlyMap<string, PermissionSetFacts>;
  readonly groups: ReadonlyMap<string, GroupFacts>;
  /**
   * The permission sets that a text may mean. An ARN of AWS's form means that one set; any other ARN names a set by its
   * last segment. The exact name goes before names that differ in case only.
   */
  readonly permissionSetsNamed: (text: string) => readonly PermissionSetFacts[];
  /** The groups that a text may mean: an id, else the exact name, else names that differ in case only. */
  readonly groupsNamed: (text: string) => readonly GroupFacts[];
}

const AWS_SET_ARN =
  /^arn:aws[a-z-]*:sso:::permissionSet\/(?:sso)?ins-[a-zA-Z0-9-.]{16}\/ps-[a-zA-Z0-9-./]{16}$/;

/** Makes the index. */
export function directoryIndex(facts: DirectoryFacts): DirectoryIndex {
  const permission_sets = new Map(facts.permission_sets.map((set) => [set.arn, set]));
  const groups = new Map(facts.groups.map((group) => [group.id, group]));
  const setsNamed = byName(facts.permission_sets);
  const groupsNamed = byName(facts.groups);
  return {
    accounts: new Map(facts.accounts.map((account) => [account.id, account])),
    permission_sets,
    groups,
    permissionSetsNamed: (text) => {
      const exact = permission_sets.get(text);
      if (exact !== undefined) return [exact];
      if (AWS_SET_ARN.test(text)) return [];
      return setsNamed(text.startsWith("arn:") ? text.slice(text.lastIndexOf("/") + 1) : text);
    },
    groupsNamed: (text) => {
      const exact = groups.get(text);
      return exact === undefined ? groupsNamed(text) : [exact];
    },
  };
}

function byName<T extends { readonly name: string }>(
  things: readonly T[],
): (name: string) => readonly T[] {
  const exact = Map.groupBy(things, (thing) => thing.name);
  const folded = Map.groupBy(things, (thing) => foldText(thing.name));
  return (name) => exact.get(name) ?? folded.get(foldText(name)) ?? [];
}
