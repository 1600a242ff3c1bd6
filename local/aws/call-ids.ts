import { isObject } from "./input.ts";
import type { Output } from "./wire.ts";

const idNames = [
  "TargetId",
  "AccountId",
  "PermissionSetArn",
  "PrincipalType",
  "PrincipalId",
  "UserId",
  "GroupId",
  "MembershipId",
  "ParentId",
  "ChildId",
  "ResourceId",
];
const operationNames = ["AccountAssignmentCreationRequestId", "AccountAssignmentDeletionRequestId"];
const statusNames = ["AccountAssignmentCreationStatus", "AccountAssignmentDeletionStatus"];

/** The ids in a call's input and output, for the log. */
export function idsOf(input: unknown, output: Output | undefined): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const from of [input, output]) {
    if (!isObject(from)) continue;
    for (const name of idNames) put(ids, name, from[name]);
    for (const name of operationNames) put(ids, "OperationId", from[name]);
    for (const name of statusNames) {
      const status = from[name];
      if (isObject(status)) put(ids, "OperationId", status["RequestId"]);
    }
    const meta = from["meta"];
    if (isObject(meta)) put(ids, `${String(meta["resourceType"])}Id`, from["id"]);
    const member = from["MemberId"];
    if (isObject(member)) put(ids, "UserId", member["UserId"]);
  }
  return ids;
}

function put(ids: Record<string, string>, name: string, value: unknown): void {
  if (typeof value === "string") ids[name] = value;
}
