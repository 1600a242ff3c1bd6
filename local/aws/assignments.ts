import { hex } from "./ids.ts";
import { pairKey, tupleKey, type Assignment, type Tuple } from "./rows.ts";
import { nextSeq, tell, type World } from "./world.ts";

/** An account assignment comes to be, and with the first of its set in the account, the set's role there. */
export function addAssignment(world: World, at: number, tuple: Tuple): void {
  const key = tupleKey(tuple);
  if (world.assignments.has(key)) return;
  const { accountId, permissionSetArn, principalType, principalId } = tuple;
  const row: Assignment = {
    seq: nextSeq(world),
    accountId,
    permissionSetArn,
    principalType,
    principalId,
    createdAt: at,
  };
  world.assignments.add(key, row, at);
  tell(world, { at, what: "assignment", kind: "added", row });
  addRole(world, at, accountId, permissionSetArn);
}

/** An account assignment is no more, and with the last of its set in the account, the set's role there. */
export function removeAssignment(world: World, at: number, tuple: Tuple): void {
  const row = world.assignments.remove(tupleKey(tuple), at);
  if (row === undefined) return;
  tell(world, { at, what: "assignment", kind: "removed", row });
  for (const other of world.assignments.rows.values()) {
    if (other.accountId === row.accountId && other.permissionSetArn === row.permissionSetArn)
      return;
  }
  const role = world.roles.remove(pairKey(row.accountId, row.permissionSetArn), at);
  if (role !== undefined) tell(world, { at, what: "role", kind: "removed", row: role });
}

function addRole(world: World, at: number, accountId: string, permissionSetArn: string): void {
  const key = pairKey(accountId, permissionSetArn);
  const set = world.permissionSets.get(permissionSetArn);
  if (world.roles.has(key) || set === undefined) return;
  // AWS leaves the Region's segment out where Identity Center is in us-east-1.
  const region = world.names.region === "us-east-1" ? "" : `${world.names.region}/`;
  const name = `AWSReservedSSO_${set.name}_${hex(world.random, 16)}`;
  const arn = `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${region}${name}`;
  const role = { seq: nextSeq(world), accountId, permissionSetArn, arn, createdAt: at };
  world.roles.add(key, role, at);
  tell(world, { at, what: "role", kind: "added", row: role });
}
