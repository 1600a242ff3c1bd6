import type { Call } from "../call.ts";
import { accessDenied } from "../iam/authorize.ts";
import { integer, oneOf, optional, required, text } from "../input.ts";
import { pairKey, type Account, type PermissionSet } from "../rows.ts";
import { Refusal } from "../wire.ts";

const arn = String.raw`^arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso:::`;

export const instanceArn = required(
  text({
    min: 10,
    max: 1224,
    form: new RegExp(String.raw`${arn}instance/(sso)?ins-[a-zA-Z0-9-.]{16}$`),
  }),
);
export const permissionSetArn = required(
  text({
    min: 10,
    max: 1224,
    form: new RegExp(
      String.raw`${arn}permissionSet/(sso)?ins-[a-zA-Z0-9-.]{16}/ps-[a-zA-Z0-9-./]{16}$`,
    ),
  }),
);
export const accountId = text({ min: 12, max: 12, form: /^\d{12}$/ });
export const principalId = required(
  text({
    min: 1,
    max: 47,
    form: /^([0-9a-f]{10}-|)[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$/,
  }),
);
export const principalType = required(oneOf("USER", "GROUP"));
export const targetType = required(oneOf("AWS_ACCOUNT"));
export const operationId = required(
  text({
    min: 36,
    max: 36,
    form: /^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$/,
  }),
);

/** The two members that every list takes. */
export const paging = {
  MaxResults: optional(integer(1, 100)),
  NextToken: optional(text({ min: 0, max: 2048, form: /^[-a-zA-Z0-9+=/_]*$/ })),
};

/** The most rows of a page. */
export const mostRows = 100;

/** There is one instance; any other is not known. */
export function checkInstance(call: Call, given: string): void {
  if (given !== call.world.names.instanceArn)
    throw notFound(`Instance with ARN ${given} was not found.`);
}

/** What is asked about a set itself, not about who has it. */
const describing = new Set([
  "DescribePermissionSet",
  "GetInlinePolicyForPermissionSet",
  "ListCustomerManagedPolicyReferencesInPermissionSet",
  "ListManagedPoliciesInPermissionSet",
  "ListTagsForResource",
]);

/** A set; a delegated administrator is denied one that is assigned in the management account. */
export function permissionSetOf(call: Call, given: string): PermissionSet {
  const set = call.world.permissionSets.get(given);
  if (set === undefined)
    throw notFound(`PermissionSet with id ${given.slice(given.lastIndexOf("/") + 1)} not found.`);
  const { managementAccountId } = call.world.names;
  const isDescribed =
    call.world.switches.setsOfManagement === "described" && describing.has(call.operation);
  if (
    isDelegated(call) &&
    !isDescribed &&
    call.world.roles.has(pairKey(managementAccountId, given))
  )
    throw denied(call, given);
  return set;
}

/** An account; a delegated administrator is denied the management account. */
export function accountOf(call: Call, given: string): Account {
  const account = call.world.accounts.get(given);
  if (account === undefined)
    throw notFound(`Account with id ${given} was not found in the organization.`);
  if (isDelegated(call) && given === call.world.names.managementAccountId)
    throw denied(call, `arn:aws:sso:::account/${given}`);
  return account;
}

export function notFound(message: string): Refusal {
  return new Refusal("ResourceNotFoundException", message);
}

export function conflict(message: string): Refusal {
  return new Refusal("ConflictException", message);
}

/** Refuses a delegated administrator what only the management account may do. */
export function denied(call: Call, resource: string): Refusal {
  return accessDenied("sso-admin", call.operation, call.caller, resource);
}

/** A role outside the management account acts as delegated administrator. */
export function isDelegated({ world }: Call): boolean {
  return !world.names.roleArn.startsWith(`arn:aws:iam::${world.names.managementAccountId}:`);
}
