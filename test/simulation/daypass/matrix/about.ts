import type { Aws } from "../../../../local/aws/aws.ts";
import type { WireRequest } from "../../../../local/aws/wire.ts";
import type { Target } from "../../world/faults.ts";
import { principalOf, readAwsCall, targetKeyOf } from "../invariants/aws-call.ts";
import type { AwsCall } from "../invariants/aws-call.ts";
import type { Standing } from "./states.ts";

const OURS = /\b(?:asg|idn|op)_[0-9a-z]{26}\b/g;

/**
 * The rows that a happening is about: those that a call names, by an id of ours or of AWS's. A statement, an alarm, a tick,
 * a pause or a nudge that names none is about all of them, because the driver's whole round waits for it; what a caller's own
 * process does meanwhile is about none.
 */
export function isAbout(target: Target, aws: Aws): (row: Standing) => boolean {
  const { kind, from = "", what = "", request } = target;
  if (kind === "fetch") return request === undefined ? none : isAsked(request, aws);
  if (kind !== "d1" && kind !== "service") return kind === "sleep" && isCaller(from) ? none : all;
  const named = new Set(what.match(OURS));
  if (named.size > 0)
    return ({ assignment_id, identity_id, op_id }) =>
      named.has(assignment_id ?? identity_id) || (op_id !== null && named.has(op_id));
  return isCaller(from) ? none : all;
}

/** The rows that a call of AWS asks about: of a target, of a user, of an operation; of a session all. */
export function isAsked(request: WireRequest, aws: Aws): (row: Standing) => boolean {
  const call = readAwsCall(request, "");
  if (call === undefined) return request.body.includes("Action=AssumeRole") ? all : none;
  const { operation, input } = call;
  const target = targetAsked(call, aws);
  if (target !== undefined)
    return (row) =>
      row.target_key === target.key &&
      (target.principal === undefined || row.principal_id === target.principal);
  if (operation.startsWith("ListAccountAssignment") && operation.endsWith("Status")) {
    const op = operation.includes("Creation") ? "create" : "delete";
    return (row) => row.op === op && row.assignment_id !== null;
  }
  const id =
    input["AccountAssignmentCreationRequestId"] ?? input["AccountAssignmentDeletionRequestId"];
  if (id !== undefined) return (row) => row.op_request_id === id;
  const user = usersAsked(call, request);
  return user.length === 0
    ? none
    : ({ principal_id, user_name, email, person_id }) =>
        [principal_id, user_name, email, person_id].some(
          (one) => one !== null && user.includes(one),
        );
}

interface Place {
  readonly key: string;
  /** Undefined: everybody's. */
  readonly principal?: string;
}

function targetAsked(call: AwsCall, aws: Aws): Place | undefined {
  const { operation, input } = call;
  switch (operation) {
    case "CreateAccountAssignment":
    case "DeleteAccountAssignment":
    case "CreateGroupMembership":
    case "GetGroupMembershipId":
      return { key: targetKeyOf(call), principal: principalOf(call) };
    case "DeleteGroupMembership": {
      const id = input["MembershipId"];
      const found = aws.state().memberships.find((one) => one.id === id);
      return found && { key: `group/${found.groupId}`, principal: found.userId };
    }
    case "ListAccountAssignments":
      return { key: `account/${String(input["AccountId"])}/${String(input["PermissionSetArn"])}` };
    case "ListGroupMemberships":
      return { key: targetKeyOf(call) };
    default:
      return undefined;
  }
}

/** Names, emails and ids of AWS's and ours of the user whom the call is about. */
function usersAsked({ operation, input }: AwsCall, { url }: WireRequest): string[] {
  if (operation.startsWith("List") && url.includes("?filter="))
    return [...decodeURIComponent(url).matchAll(/"([^"]*)"/g)].map(([, value = ""]) => value);
  const unique = Object(Object(input["AlternateIdentifier"])["UniqueAttribute"])["AttributeValue"];
  const named = [input["UserId"], input["PrincipalId"], Object(input["MemberId"])["UserId"]];
  const byName = [unique, input["UserName"], input["userName"]].map((name) =>
    typeof name === "string" ? name.toLowerCase() : undefined,
  );
  return [...named, ...byName].filter((one) => typeof one === "string");
}

function isCaller(from: string): boolean {
  return from.startsWith("http");
}

const all = () => true;
const none = () => false;
