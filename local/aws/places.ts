import { hex } from "./ids.ts";
import type { AccountData, PermissionSetData } from "./organization.ts";
import { removeAssignment } from "./assignments.ts";
import type { Account, PermissionSet, Unit } from "./rows.ts";
import { nextSeq, tell, type World } from "./world.ts";

type NewUnit = Pick<Unit, "name" | "parentId" | "tags"> & { readonly id: string | undefined };

export function addUnit(world: World, { id, name, parentId, tags }: NewUnit): Unit {
  const { organizationId, managementAccountId, rootId } = world.names;
  const unitId = id ?? `ou-${rootId.slice(2)}-${hex(world.random, 8)}`;
  const above =
    parentId === undefined ? `${organizationId}/` : (world.units.get(parentId)?.path ?? "");
  const kind = parentId === undefined ? "root" : "ou";
  const unit: Unit = {
    id: unitId,
    arn: `arn:aws:organizations::${managementAccountId}:${kind}/${organizationId}/${unitId}`,
    name,
    parentId,
    path: `${above}${unitId}/`,
    tags,
  };
  world.units.set(unitId, unit);
  return unit;
}

export function addAccount(
  world: World,
  at: number,
  data: AccountData & { readonly parentId: string },
): Account {
  const { organizationId, managementAccountId } = world.names;
  const account: Account = {
    seq: nextSeq(world),
    id: data.id,
    arn: `arn:aws:organizations::${managementAccountId}:account/${organizationId}/${data.id}`,
    name: data.name,
    email: data.email,
    parentId: data.parentId,
    path: `${world.units.get(data.parentId)?.path ?? ""}${data.id}/`,
    tags: data.tags ?? {},
    state: data.state ?? "ACTIVE",
    joinedAt: at,
  };
  world.accounts.add(account.id, account, at);
  return account;
}

export function setAccountState(
  world: World,
  at: number,
  account: Account,
  state: Account["state"],
): void {
  account.state = state;
  tell(world, { at, what: "account", kind: "changed", row: account });
}

/** An account leaves the organization: its roles and assignments go with it. */
export function removeAccount(world: World, at: number, account: Account): void {
  for (const assignment of world.assignments.list(
    at,
    undefined,
    (row) => row.accountId === account.id,
  )) {
    removeAssignment(world, at, assignment);
  }
  world.accounts.remove(account.id, at);
  tell(world, { at, what: "account", kind: "removed", row: account });
}

export function addPermissionSet(world: World, at: number, data: PermissionSetData): PermissionSet {
  const instance = world.names.instanceArn.slice(world.names.instanceArn.indexOf("/") + 1);
  const set: PermissionSet = {
    seq: nextSeq(world),
    arn: data.arn ?? `arn:aws:sso:::permissionSet/${instance}/ps-${hex(world.random, 16)}`,
    name: data.name,
    description: data.description,
    sessionDuration: data.sessionDuration ?? "PT1H",
    relayState: data.relayState,
    managedPolicies: data.managedPolicies ?? [],
    customerManagedPolicies: data.customerManagedPolicies ?? [],
    inlinePolicy: data.inlinePolicy ?? "",
    tags: data.tags ?? {},
    createdAt: at,
  };
  world.permissionSets.add(set.arn, set, at);
  tell(world, { at, what: "permission-set", kind: "added", row: set });
  return set;
}

/** A permission set goes, with all that was assigned by it. */
export function removePermissionSet(world: World, at: number, set: PermissionSet): void {
  for (const assignment of world.assignments.list(
    at,
    undefined,
    (row) => row.permissionSetArn === set.arn,
  )) {
    removeAssignment(world, at, assignment);
  }
  world.permissionSets.remove(set.arn, at);
  tell(world, { at, what: "permission-set", kind: "removed", row: set });
}
