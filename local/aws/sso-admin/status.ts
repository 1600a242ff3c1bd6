import { operation, page, listed, type Call } from "../call.ts";
import { oneOf, optional, structure } from "../input.ts";
import type { Operation } from "../rows.ts";
import { seconds, type Output } from "../wire.ts";
import { checkInstance, instanceArn, mostRows, notFound, operationId, paging } from "./fields.ts";

const keptMs = { "90-days": 90 * 86_400_000, "1-hour": 3_600_000, "5-minutes": 300_000 };

export const describeAccountAssignmentCreationStatus = operation(
  structure({ InstanceArn: instanceArn, AccountAssignmentCreationRequestId: operationId }),
  (call, input): Output => {
    checkInstance(call, input.InstanceArn);
    const found = find(call, "create", input.AccountAssignmentCreationRequestId);
    return { AccountAssignmentCreationStatus: statusOutput(found) };
  },
);

export const describeAccountAssignmentDeletionStatus = operation(
  structure({ InstanceArn: instanceArn, AccountAssignmentDeletionRequestId: operationId }),
  (call, input): Output => {
    checkInstance(call, input.InstanceArn);
    const found = find(call, "delete", input.AccountAssignmentDeletionRequestId);
    return { AccountAssignmentDeletionStatus: statusOutput(found) };
  },
);

const listForm = structure({
  InstanceArn: instanceArn,
  ...paging,
  Filter: optional(structure({ Status: optional(oneOf("IN_PROGRESS", "FAILED", "SUCCEEDED")) })),
});

export const listAccountAssignmentCreationStatus = operation(listForm, (call, input) =>
  list(call, "create", "AccountAssignmentsCreationStatus", input),
);

export const listAccountAssignmentDeletionStatus = operation(listForm, (call, input) =>
  list(call, "delete", "AccountAssignmentsDeletionStatus", input),
);

/** The whole status: what CreateAccountAssignment and DescribeAccountAssignmentCreationStatus answer. */
export function statusOutput(found: Operation): Output {
  return {
    ...metadata(found),
    ...(found.failureReason === undefined ? {} : { FailureReason: found.failureReason }),
    TargetId: found.accountId,
    TargetType: "AWS_ACCOUNT",
    PermissionSetArn: found.permissionSetArn,
    PrincipalType: found.principalType,
    PrincipalId: found.principalId,
  };
}

function metadata(found: Operation): Output {
  return {
    Status: found.status,
    RequestId: found.requestId,
    CreatedDate: seconds(found.createdAt),
  };
}

function find(call: Call, kind: Operation["kind"], requestId: string): Operation {
  const found = call.world.operations.get(requestId);
  if (found === undefined || found.kind !== kind || !isKept(call, found)) {
    throw notFound(`Request with id ${requestId} was not found.`);
  }
  return found;
}

function list(
  call: Call,
  kind: Operation["kind"],
  name: string,
  input: ReturnType<typeof listForm>,
): Output {
  checkInstance(call, input.InstanceArn);
  const status = input.Filter?.Status;
  const rows: (Operation & { readonly index: number })[] = [];
  let index = 0;
  for (const one of call.world.operations.values()) {
    index += 1;
    if (one.kind !== kind || (status !== undefined && one.status !== status) || !isKept(call, one))
      continue;
    rows.push({ ...one, index });
  }
  const cut = page(call, input, mostRows, status ?? "", rows, (row) => row.index);
  return listed(name, cut.rows.map(metadata), cut);
}

function isKept({ world, at }: Call, { forgotten, createdAt }: Operation): boolean {
  return !forgotten && createdAt > at - keptMs[world.switches.statusKept];
}
