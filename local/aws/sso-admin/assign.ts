import { operation, type Call } from "../call.ts";
import { faultOf } from "../faults.ts";
import { uuid } from "../ids.ts";
import { required, structure } from "../input.ts";
import { Throttled } from "../refusals.ts";
import { tupleKey, type Operation, type Tuple } from "../rows.ts";
import type { Output, Refusal } from "../wire.ts";
import { tell } from "../world.ts";
import {
  accountId,
  accountOf,
  checkInstance,
  conflict,
  instanceArn,
  notFound,
  permissionSetArn,
  permissionSetOf,
  principalId,
  principalType,
  targetType,
} from "./fields.ts";
import { refusedBehind, refusedByIam, rivalsOf } from "./role-updates.ts";
import { enqueue } from "./settle.ts";
import { statusOutput } from "./status.ts";

const mostOperations = 20_000;
const tooManyOutstandingCodes = {
  throttling: "ThrottlingException",
  quota: "ServiceQuotaExceededException",
  conflict: "ConflictException",
} as const;

const form = structure({
  InstanceArn: instanceArn,
  TargetId: required(accountId),
  TargetType: targetType,
  PermissionSetArn: permissionSetArn,
  PrincipalType: principalType,
  PrincipalId: principalId,
});

type Input = ReturnType<typeof form>;
type Kind = Operation["kind"];

export const createAccountAssignment = operation(form, (call, input): Output => ({
  AccountAssignmentCreationStatus: statusOutput(begin(call, "create", tupleOf(call, input))),
}));

export const deleteAccountAssignment = operation(form, (call, input): Output => ({
  AccountAssignmentDeletionStatus: statusOutput(begin(call, "delete", tupleOf(call, input))),
}));

function tupleOf(call: Call, input: Input): Tuple {
  checkInstance(call, input.InstanceArn);
  const { PrincipalType, PrincipalId } = input;
  return {
    accountId: accountOf(call, input.TargetId).id,
    permissionSetArn: permissionSetOf(call, input.PermissionSetArn).arn,
    principalType: PrincipalType,
    principalId: PrincipalId,
  };
}

function begin(call: Call, kind: Kind, tuple: Tuple): Operation {
  const { world, at } = call;
  const same = world.pending.find((other) => !other.stuck && tupleKey(other) === tupleKey(tuple));
  if (same !== undefined && same.kind !== kind) throw busy();
  const rivals = same === undefined ? rivalsOf(world, kind, tuple) : [];
  if (world.switches.roleUpdates === "conflict" && rivals.length > 0) throw busy();
  if (kind === "create") checkCreation(call, tuple);
  const none = same !== undefined || world.assignments.has(tupleKey(tuple)) === (kind === "create");
  const started = none ? repeated(call, kind, tuple) : start(call, kind, tuple, rivals);
  world.operations.set(started.requestId, started);
  keepBounded(world.operations);
  if (started.status === "IN_PROGRESS") {
    const waits = started.stuck && faultOf(call.faults, "stuck")?.effect === "none";
    if (!waits) enqueue(world, started);
  }
  tell(world, { at, what: "operation", kind: "added", row: started });
  return started;
}

function checkCreation(
  { world }: Call,
  { accountId: account, principalType: type, principalId: id }: Tuple,
): void {
  const known = type === "USER" ? world.users.has(id) : world.groups.has(id);
  if (!known && world.switches.unknownPrincipal === "not-found")
    throw notFound(`${type} ${id} was not found.`);
  if (
    world.accounts.get(account)?.state !== "ACTIVE" &&
    world.switches.suspendedAccount === "conflict"
  ) {
    throw conflict(`Account ${account} is not active.`);
  }
  const outstanding = world.pending.filter(
    (other) => other.kind === "create" && !other.stuck,
  ).length;
  const most = world.quotas.outstandingCreations;
  if (outstanding < most) return;
  const message = `There are ${most} outstanding account assignment creations.`;
  throw new Throttled(tooManyOutstandingCodes[world.switches.tooManyOutstanding], message);
}

/** A creation of what is there, or a deletion of what is not: there is nothing to do. */
function repeated(call: Call, kind: Kind, tuple: Tuple): Operation {
  const { repeatedCreate, absentDelete } = call.world.switches;
  const answer = kind === "create" ? repeatedCreate : absentDelete;
  if (answer === "conflict")
    throw conflict(`The account assignment is ${kind === "create" ? "there" : "absent"} already.`);
  if (answer === "not-found") throw notFound("The account assignment was not found.");
  const absent = "Received a 404 status error: the account assignment was not found.";
  const started = start(call, kind, tuple, [], answer === "fails" ? absent : undefined);
  return answer === "succeeds-at-once" ? { ...started, status: "SUCCEEDED" } : started;
}

/** @param rivals what AWS must be done with before this */
function start(
  call: Call,
  kind: Kind,
  tuple: Tuple,
  rivals: readonly Operation[],
  failure = refusedBehind(call, rivals) ?? refusedByIam(call, kind, tuple),
): Operation {
  const { world, at, faults } = call;
  const fails = faultOf(faults, "fails");
  return {
    ...tuple,
    kind,
    requestId: uuid(world.random),
    createdAt: at,
    settlesAt: settlesAt(call, rivals),
    failure:
      fails === undefined
        ? failure
        : (fails.reason ?? "Received a 500 status error: Internal error"),
    stuck: faultOf(faults, "stuck") !== undefined,
    forgotten: faultOf(faults, "forgotten") !== undefined,
    status: "IN_PROGRESS",
    failureReason: undefined,
  };
}

function settlesAt({ world, at, faults }: Call, rivals: readonly Operation[]): number {
  const { minMs, maxMs } = world.latency;
  const takes =
    faultOf(faults, "takes")?.ms ?? Math.round(minMs + world.random() * (maxMs - minMs));
  if (world.switches.roleUpdates !== "queued") return at + takes;
  return Math.max(at, ...rivals.map((other) => other.settlesAt)) + takes;
}

/** Statuses are kept by age; this only keeps a long life from filling the memory. */
function keepBounded(operations: Map<string, Operation>): void {
  const [oldest] = operations.keys();
  if (operations.size > mostOperations && oldest !== undefined) operations.delete(oldest);
}

function busy(): Refusal {
  return conflict(
    "Another operation on this account assignment is in progress. Please try again later.",
  );
}
