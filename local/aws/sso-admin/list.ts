import { bySeq, listed, operation, page, staleView, type Call } from "../call.ts";
import { optional, required, structure } from "../input.ts";
import type { Assignment } from "../rows.ts";
import type { Output } from "../wire.ts";
import {
  accountId,
  accountOf,
  checkInstance,
  denied,
  instanceArn,
  isDelegated,
  mostRows,
  notFound,
  paging,
  permissionSetArn,
  permissionSetOf,
  principalId,
  principalType,
} from "./fields.ts";

export const listAccountAssignments = operation(
  structure({
    InstanceArn: instanceArn,
    AccountId: required(accountId),
    PermissionSetArn: permissionSetArn,
    ...paging,
  }),
  (call, input): Output => {
    checkInstance(call, input.InstanceArn);
    const account = accountOf(call, input.AccountId).id;
    const set = permissionSetOf(call, input.PermissionSetArn).arn;
    const rows = call.world.assignments.list(
      call.at,
      staleView(call),
      (row) => row.accountId === account && row.permissionSetArn === set,
    );
    const cut = page(call, input, mostRows, `${account} ${set}`, rows, bySeq);
    return listed("AccountAssignments", cut.rows.map(output), cut);
  },
);

export const listAccountAssignmentsForPrincipal = operation(
  structure({
    InstanceArn: instanceArn,
    PrincipalId: principalId,
    PrincipalType: principalType,
    Filter: optional(structure({ AccountId: optional(accountId) })),
    ...paging,
  }),
  (call, input): Output => {
    checkInstance(call, input.InstanceArn);
    if (isDelegated(call)) throw denied(call, input.InstanceArn);
    const { PrincipalId: id, PrincipalType: type, Filter } = input;
    const { world } = call;
    const known = type === "USER" ? world.users.has(id) : world.groups.has(id);
    if (!known && world.switches.forAbsentPrincipal === "not-found")
      throw notFound(`${type} ${id} was not found.`);
    const groups = type === "USER" ? groupsOf(call, id) : new Set<string>();
    const account = Filter?.AccountId;
    const rows = world.assignments.list(call.at, staleView(call), (row) => {
      if (account !== undefined && row.accountId !== account) return false;
      const own = row.principalType === type && row.principalId === id;
      return own || (row.principalType === "GROUP" && groups.has(row.principalId));
    });
    const cut = page(call, input, mostRows, `${type} ${id} ${account ?? ""}`, rows, bySeq);
    return listed("AccountAssignments", cut.rows.map(output), cut);
  },
);

/** The groups whose rows are listed with a user's own. */
function groupsOf({ world }: Call, userId: string): ReadonlySet<string> {
  const groups = new Set<string>();
  if (world.switches.forPrincipal === "own-rows") return groups;
  for (const membership of world.memberships.rows.values()) {
    if (membership.userId === userId) groups.add(membership.groupId);
  }
  return groups;
}

function output(row: Assignment): Output {
  return {
    AccountId: row.accountId,
    PermissionSetArn: row.permissionSetArn,
    PrincipalId: row.principalId,
    PrincipalType: row.principalType,
  };
}
