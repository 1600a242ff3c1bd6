/**
 * The role's permissions, each tried by a call that changes nothing.
 * @module
 */
import { AwsError } from "../../worker/aws/errors.ts";
import type { Aws } from "../../worker/aws/index.ts";
import type { CallRecord, Quota } from "../../worker/aws/ports.ts";
import { fault, ok, warning } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** Ids of AWS's form that nothing has. */
const NOBODY = "00000000-0000-0000-0000-000000000000";
const NO_ACCOUNT = "000000000000";

/** AWS never takes this name, so that asking for it makes no user. */
const RESERVED = {
  userName: "Administrator",
  givenName: "Daypass",
  familyName: "Doctor",
  displayName: "Daypass doctor",
  email: "daypass-doctor@example.com",
};

/** What Daypass needs of the role. */
export interface Role {
  readonly instanceArn: string;
  /** Daypass makes users. */
  readonly users: boolean;
  /** Not a delegated administrator, whom AWS refuses some. */
  readonly management: boolean;
}

type Tries = Readonly<Record<string, (aws: Aws) => Promise<unknown>>>;

/**
 * A call for each action of the role's policy. Reads are real ones, of lists the first page alone. A write is about
 * something that can't be: AWS refuses it, and the refusal tells whether it was for the right.
 */
function triesOf({ instanceArn, users, management }: Role): Tries {
  const noSet = `${instanceArn.replace(":instance/", ":permissionSet/")}/ps-0000000000000000`;
  const assignment = {
    accountId: NO_ACCOUNT,
    permissionSetArn: noSet,
    principalType: "USER",
    principalId: NOBODY,
  } as const;
  return {
    "sso:DescribeInstance": (aws) => aws.ssoAdmin.describeInstance(),
    "sso:ListPermissionSets": (aws) => aws.ssoAdmin.listPermissionSets(),
    "sso:DescribePermissionSet": (aws) => aws.ssoAdmin.describePermissionSet(noSet),
    "sso:ListManagedPoliciesInPermissionSet": (aws) => aws.ssoAdmin.listManagedPolicies(noSet),
    "sso:ListCustomerManagedPolicyReferencesInPermissionSet": (aws) =>
      aws.ssoAdmin.listCustomerManagedPolicies(noSet),
    "sso:GetInlinePolicyForPermissionSet": (aws) => aws.ssoAdmin.inlinePolicy(noSet),
    "sso:ListAccountsForProvisionedPermissionSet": (aws) =>
      aws.ssoAdmin.listAccountsForProvisionedPermissionSet(noSet),
    "sso:ListAccountAssignments": (aws) => aws.ssoAdmin.listAssignments(NO_ACCOUNT, noSet),
    ...(management && {
      "sso:ListAccountAssignmentsForPrincipal": (aws: Aws) =>
        aws.ssoAdmin.listAssignmentsForPrincipal(NOBODY),
    }),
    "sso:ListAccountAssignmentCreationStatus": (aws) => aws.ssoAdmin.listCreations(),
    "sso:ListAccountAssignmentDeletionStatus": (aws) => aws.ssoAdmin.listDeletions(),
    "sso:DescribeAccountAssignmentCreationStatus": (aws) => aws.ssoAdmin.describeCreation(NOBODY),
    "sso:DescribeAccountAssignmentDeletionStatus": (aws) => aws.ssoAdmin.describeDeletion(NOBODY),
    "sso:CreateAccountAssignment": (aws) => aws.ssoAdmin.createAccountAssignment(assignment),
    "sso:DeleteAccountAssignment": (aws) => aws.ssoAdmin.deleteAccountAssignment(assignment),
    "identitystore:GetUserId": (aws) => aws.identityStore.getUserIdByUserName(RESERVED.userName),
    "identitystore:DescribeUser": (aws) => aws.identityStore.describeUser(NOBODY),
    "identitystore:ListUsers": (aws) => aws.identityStore.listUsers(),
    "identitystore:ListGroups": (aws) => aws.identityStore.listGroups(),
    "identitystore:ListGroupMemberships": (aws) => aws.identityStore.listMembers(NOBODY),
    "identitystore:ListGroupMembershipsForMember": (aws) => aws.identityStore.membershipsOf(NOBODY),
    "identitystore:GetGroupMembershipId": (aws) =>
      aws.identityStore.getMembershipId(NOBODY, NOBODY),
    "identitystore:IsMemberInGroups": (aws) => aws.identityStore.isMember(NOBODY, NOBODY),
    "identitystore:CreateGroupMembership": (aws) =>
      aws.identityStore.createMembership(NOBODY, NOBODY),
    "identitystore:DeleteGroupMembership": (aws) => aws.identityStore.deleteMembership(NOBODY),
    ...(users && {
      "identitystore:CreateUser": (aws: Aws) => aws.identityStore.createUser(RESERVED),
      "identitystore:UpdateUser": (aws: Aws) =>
        aws.identityStore.updateUser(NOBODY, [{ attribute: "title", value: "nobody" }]),
      "identitystore:DeleteUser": (aws: Aws) => aws.identityStore.deleteUser(NOBODY),
    }),
    "organizations:DescribeOrganization": (aws) => aws.organizations.describeOrganization(),
    "organizations:ListAccounts": (aws) => aws.organizations.listAccounts(),
    "organizations:ListRoots": (aws) => aws.organizations.ouNames(),
    "organizations:ListOrganizationalUnitsForParent": (aws) => aws.organizations.ouNames(),
    "organizations:ListTagsForResource": (aws) => aws.organizations.tagsOf(NO_ACCOUNT),
  };
}

/** Thrown before a list's second page is asked for. */
class Enough extends Error {}

/** Notes the calls of one try at a time, and ends a list after its first page. */
export class FirstPages {
  #seen: CallRecord[] = [];

  readonly observe = (call: CallRecord): void => {
    this.#seen.push(call);
  };

  /** Throws where a second page would be asked for. */
  readonly check = (quota: Quota): void => {
    const again = this.#seen.some((call) => call.outcome === "ok" && quotaOf(call) === quota);
    if (again) throw new Enough();
  };

  /** How AWS answered that operation: `ok` or its code; undefined when it was not asked. */
  async outcome(operation: string, call: () => Promise<unknown>): Promise<string | undefined> {
    this.#seen = [];
    try {
      await call();
    } catch (error) {
      if (!(error instanceof Enough) && !(error instanceof AwsError)) throw error;
    }
    return this.#seen.findLast((record) => record.operation === operation)?.outcome;
  }
}

function quotaOf({ service, operation }: CallRecord): Quota | undefined {
  if (service === "sts") return undefined;
  return service === "sso-admin" ? service : `${service}:${operation}`;
}

/** Tries every permission that the role needs, one call after the other. */
export async function permissionVerdicts(
  aws: Aws,
  pages: FirstPages,
  role: Role,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const [action, call] of Object.entries(triesOf(role))) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other: it must not use up AWS's quotas
    const outcome = await pages.outcome(action.split(":")[1] ?? "", () => call(aws));
    verdicts.push(verdictOf(action, outcome));
  }
  return verdicts;
}

function verdictOf(action: string, outcome: string | undefined): Verdict {
  if (outcome === "ok") return ok(action, "allowed");
  if (outcome !== undefined && isAboutTheInput(outcome)) return ok(action, `allowed (${outcome})`);
  if (outcome?.startsWith("AccessDenied") === true) {
    return fault(
      action,
      "denied",
      "allow it in the role's policy as docs/aws/iam-policy.json has it; a service control policy may also deny it",
    );
  }
  return warning(action, `not told: ${outcome ?? "not asked"}`, "ask again later");
}

/** AWS looked at what was asked for, so that the right to ask was there. */
function isAboutTheInput(code: string): boolean {
  return (
    code.endsWith("NotFoundException") ||
    ["ValidationException", "InvalidInputException", "ConflictException"].includes(code)
  );
}
