/**
 * What AWS refuses to a delegated administrator: the management account, and every permission set that is assigned there.
 * @module
 */
import type { DirectoryIndex } from "./directory-index.ts";
import type { AccountFacts, PermissionSetFacts, Target } from "./facts.ts";

/** Why a target can't be reached, in words that go on after "because"; undefined when it can. */
export function refusalOf(
  { accounts, permission_sets }: Pick<DirectoryIndex, "accounts" | "permission_sets">,
  target: Target,
): string | undefined {
  if (target.kind === "group") return undefined;
  return (
    accountRefusal(accounts.get(target.account_id)) ??
    setRefusal(permission_sets.get(target.permission_set_arn))
  );
}

export function accountRefusal(account: AccountFacts | undefined): string | undefined {
  return account?.unreachable === true
    ? `the account ${account.id} is the management account, which AWS refuses to a delegated administrator`
    : undefined;
}

export function setRefusal(set: PermissionSetFacts | undefined): string | undefined {
  return set?.unreachable === true
    ? `the permission set ${JSON.stringify(set.name)} is assigned in the management account, so AWS refuses it to a delegated administrator`
    : undefined;
}
