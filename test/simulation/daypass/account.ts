import { shippedPolicy } from "../../../local/aws/iam/shipped.ts";
import { organization, ROLE, TEST } from "./company.ts";

/** Where the Worker's role stands: in the management account, or in one that is delegated administrator. */
export type AccountName = "management" | "delegated";

/** The role, which may do what the shipped policy allows. */
export function roleIn(account: AccountName) {
  return { arn: arnIn(account), externalId: ROLE.externalId, policy: policies[account] };
}

/** The Worker's settings for it. */
export function accountSettings(account: AccountName) {
  return { AWS_ACCOUNT: account, AWS_ROLE_ARN: arnIn(account) };
}

function arnIn(account: AccountName): string {
  return account === "management"
    ? ROLE.arn
    : ROLE.arn.replace(organization.managementAccountId, TEST);
}

const place = {
  instanceArn: organization.instanceArn ?? "",
  identityStoreId: organization.identityStoreId ?? "",
  managementAccountId: organization.managementAccountId,
};
const policies = {
  management: shippedPolicy("management", place),
  delegated: shippedPolicy("delegated", place),
};
