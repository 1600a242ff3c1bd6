/**
 * The IAM roles that AWS makes in accounts: one for each permission set that is assigned there.
 * @module
 */
import type { Call } from "../call.ts";
import { pairKey, tupleKey, type Operation, type Tuple } from "../rows.ts";
import type { World } from "../world.ts";

type Kind = Operation["kind"];

/** Why it will fail because of what it would have to wait for, if it does. */
export function refusedBehind({ world }: Call, rivals: readonly Operation[]): string | undefined {
  if (world.switches.roleUpdates !== "fails" || rivals.length === 0) return undefined;
  return "Received a 409 status error: another IAM role in the account is being updated.";
}

/** In the management account AWS makes the set's role with the caller's own rights. */
export function refusedByIam(
  { world, caller }: Call,
  kind: Kind,
  tuple: Tuple,
): string | undefined {
  const { policy } = world.role;
  const { accountId: account } = tuple;
  if (kind === "delete" || policy === undefined || account !== world.names.managementAccountId)
    return undefined;
  const action = "iam:CreateRole";
  const resource = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*`;
  if (policy.judge({ action, resource }) === "allowed") return undefined;
  return (
    "Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to " +
    `complete. IAM Error: User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`
  );
}

/** What is under way in the account and updates a role, where this would update one too. */
export function rivalsOf(world: World, kind: Kind, tuple: Tuple): readonly Operation[] {
  if (!updatesRole(world, { ...tuple, kind })) return [];
  return world.pending.filter(
    (other) => !other.stuck && other.accountId === tuple.accountId && updatesRole(world, other),
  );
}

function updatesRole(
  { switches, roles, assignments }: World,
  asked: Tuple & Pick<Operation, "kind">,
): boolean {
  if (switches.roleUpdatedBy === "each") return true;
  const { accountId: account, permissionSetArn: set } = asked;
  if (asked.kind === "create") return !roles.has(pairKey(account, set));
  for (const [key, row] of assignments.rows) {
    const isOther = row.accountId === account && row.permissionSetArn === set;
    if (isOther && key !== tupleKey(asked)) return false;
  }
  return true;
}
