import type { Call } from "../call.ts";
import { integer, oneOf, optional, required, text } from "../input.ts";
import type { Account, PermissionSet } from "../rows.ts";
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

export function permissionSetOf(call: Call, given: string): PermissionSet {
  const set = call.world.permissionSets.get(given);
  if (set === undefined)
    throw notFound(`PermissionSet with id ${given.slice(given.lastIndexOf("/") + 1)} not found.`);
  return set;
}

export function accountOf(call: Call, given: string): Account {
  const account = call.world.accounts.get(given);
  if (account === undefined)
    throw notFound(`Account with id ${given} was not found in the organization.`);
  return account;
}

export function notFound(message: string): Refusal {
  return new Refusal("ResourceNotFoundException", message);
}

export function conflict(message: string): Refusal {
  return new Refusal("ConflictException", message);
}

/** Refuses a delegated administrator what only the management account may do. */
export function denied(call: Call): Refusal {
  return new Refusal(
    "AccessDeniedException",
    `User: ${call.caller.arn} is not authorized to perform: sso:${call.operation}`,
  );
}

/** A role outside the management account acts as delegated administrator. */
export function isDelegated({ world }: Call): boolean {
  return !world.names.roleArn.startsWith(`arn:aws:iam::${world.names.managementAccountId}:`);
}

/** The accounts in which a set is assigned. */
export function reaches(call: Call, setArn: string, account: string): boolean {
  return call.world.roles.has(`${account}|${setArn}`);
}
