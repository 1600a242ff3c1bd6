import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPolicy } from "./policy-input.ts";
import type { PolicyDocument } from "./policy.ts";

type Place = {
  readonly instanceArn: string;
  readonly identityStoreId: string;
  readonly managementAccountId: string;
};

/**
 * The role's policy as it ships in `docs/aws/`, for an organization.
 * @throws Error when the file has an open place that is not known here
 */
export function shippedPolicy(
  account: "management" | "delegated",
  { instanceArn, identityStoreId, managementAccountId }: Place,
): PolicyDocument {
  return filled(account === "management" ? "iam-policy.json" : "iam-policy.delegated.json", {
    InstanceId: instanceArn.slice(instanceArn.indexOf("/") + 1),
    IdentityStoreId: identityStoreId,
    ManagementAccountId: managementAccountId,
  });
}

/** The trust policy as it ships there. */
export function shippedTrust(userArn: string, externalId: string): PolicyDocument {
  return filled("trust-policy.json", { DaypassUserArn: userArn, ExternalId: externalId });
}

function filled(file: string, values: Readonly<Record<string, string>>): PolicyDocument {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/aws", file), "utf8");
  const whole = text.replaceAll(/\$\{(\w+)\}/g, (open, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${file} wants a value for ${open}`);
    return value;
  });
  return readPolicy(JSON.parse(whole));
}
