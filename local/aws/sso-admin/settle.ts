import { addAssignment, removeAssignment } from "../assignments.ts";
import type { CallLog } from "../calls.ts";
import type { Operation } from "../rows.ts";
import { tell, type World } from "../world.ts";

/**
 * Lets every operation that is due by `now` take effect, each at its own instant and in that order. Nothing runs by
 * itself: this is called before each call and before each look at the state.
 */
export function settle(world: World, calls: CallLog, now: number): void {
  for (;;) {
    const [next] = world.pending;
    if (next === undefined || next.settlesAt > now) return;
    world.pending.shift();
    take(world, calls, next);
  }
}

/** Keeps `pending` in the order of taking effect. */
export function enqueue(world: World, operation: Operation): void {
  let place = world.pending.length;
  while (place > 0 && (world.pending[place - 1]?.settlesAt ?? 0) > operation.settlesAt) place -= 1;
  world.pending.splice(place, 0, operation);
}

function take(world: World, calls: CallLog, operation: Operation): void {
  const at = operation.settlesAt;
  const failure = operation.failure ?? failureNow(world, operation);
  if (failure === undefined) {
    if (operation.kind === "create") addAssignment(world, at, operation);
    else removeAssignment(world, at, operation);
  }
  if (operation.stuck) return;
  operation.status = failure === undefined ? "SUCCEEDED" : "FAILED";
  operation.failureReason = failure;
  calls.settle(operation.requestId, at, operation.status);
  tell(world, { at, what: "operation", kind: "changed", row: operation });
}

/** Why an operation cannot take effect as the world is now. */
function failureNow(world: World, operation: Operation): string | undefined {
  const { accountId, permissionSetArn, principalType, principalId, kind } = operation;
  const account = world.accounts.get(accountId);
  if (account === undefined)
    return `Received a 404 status error: account ${accountId} was not found.`;
  if (!world.permissionSets.has(permissionSetArn)) {
    return `Received a 404 status error: permission set ${permissionSetArn} was not found.`;
  }
  const known =
    principalType === "USER" ? world.users.has(principalId) : world.groups.has(principalId);
  if (!known && (kind === "create" || world.switches.danglingDelete === "fails")) {
    const { identityStoreId } = world.names;
    return (
      `Received a 404 status error: the ${principalType} assignee ${principalId} ` +
      `was not found in directory ${identityStoreId}`
    );
  }
  if (kind === "create" && account.state !== "ACTIVE") {
    return (
      "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account " +
      `'${accountId}' takes longer than usual. Please try again in a few minutes. ` +
      "If this problem continues, contact AWS Support."
    );
  }
  return undefined;
}
