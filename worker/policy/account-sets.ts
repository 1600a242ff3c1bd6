/**
 * Which accounts a rule means.
 * @module
 */
import type { AccountFacts, DirectoryFacts } from "./facts.ts";
import { globs } from "./match.ts";
import { accountRefusal } from "./reach.ts";
import type { AccountSet, AccountsRef, Named, Policy } from "./policy.ts";

/** Account ids of what a rule names. */
export interface AccountSets {
  /**
   * Where access may be given: active accounts only, and the management account only where its id is named.
   */
  readonly usable: (ref: AccountsRef) => ReadonlySet<string>;
  /** Every account that a denial means: those not active and the management account too. */
  readonly every: (ref: AccountsRef) => ReadonlySet<string>;
}

/** Resolves account sets; `warn` hears of ids that are unknown or not active, and of sets without an account. */
export function accountSetsOf(
  policy: Policy,
  { accounts }: DirectoryFacts,
  warn: (path: string, message: string) => void,
): AccountSets {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const usableByName = new Map<string, ReadonlySet<string>>();
  const everyByName = new Map<string, ReadonlySet<string>>();
  for (const [name, set] of policy.accounts) {
    noteIds([...set.ids, ...set.except]);
    const members = accounts.filter(membership(set));
    const named = new Set(set.ids.map((id) => id.text));
    const usable = members.filter(
      (account) => isUsable(account) || (isOpen(account) && named.has(account.id)),
    );
    if (usable.length === 0) warn(set.path, "no account that may be used is in this set");
    usableByName.set(name, idsOf(usable));
    everyByName.set(name, idsOf(members));
  }
  const allUsable = idsOf(accounts.filter(isUsable));
  const all = idsOf(accounts);

  return {
    usable: (ref) => {
      if (ref.kind === "all") return allUsable;
      if (ref.kind === "set") return usableByName.get(ref.name) ?? new Set();
      noteIds(ref.ids);
      return new Set(ref.ids.map((id) => id.text).filter((id) => isOpen(byId.get(id))));
    },
    every: (ref) => {
      if (ref.kind === "all") return all;
      if (ref.kind === "set") return everyByName.get(ref.name) ?? new Set();
      noteIds(ref.ids);
      return new Set(ref.ids.map((id) => id.text));
    },
  };

  function noteIds(ids: readonly Named[]): void {
    for (const { path, text } of ids) {
      const account = byId.get(text);
      if (account === undefined) warn(path, `no account has the id ${text}`);
      else if (!isActive(account)) warn(path, `the account ${text} is ${account.state}`);
      const refusal = accountRefusal(account);
      if (refusal !== undefined) warn(path, refusal);
    }
  }
}

function isActive(account: AccountFacts): boolean {
  return account.state === "ACTIVE";
}

/** Active, and AWS lets us assign there. */
function isOpen(account: AccountFacts | undefined): boolean {
  return account !== undefined && isActive(account) && accountRefusal(account) === undefined;
}

function isUsable(account: AccountFacts): boolean {
  return isOpen(account) && !account.management;
}

function idsOf(accounts: readonly AccountFacts[]): ReadonlySet<string> {
  return new Set(accounts.map((account) => account.id));
}

function membership(set: AccountSet): (account: AccountFacts) => boolean {
  const tags = [...set.tags].map(([tag, patterns]) => [tag, globs(patterns)] as const);
  const ids = new Set(set.ids.map((id) => id.text));
  const except = new Set(set.except.map((id) => id.text));
  return (account) =>
    !except.has(account.id) &&
    (ids.size === 0 || ids.has(account.id)) &&
    (set.ou.length === 0 || set.ou.some((ou) => isBelow(account.ou_path, ou))) &&
    tags.every(
      ([tag, matches]) => Object.hasOwn(account.tags, tag) && matches(account.tags[tag] ?? ""),
    );
}

/** An organizational unit is named by its name at any depth, or by its path from the root. */
function isBelow(path: readonly string[], ou: string): boolean {
  return path.some((name, i) => name === ou || path.slice(0, i + 1).join("/") === ou);
}
