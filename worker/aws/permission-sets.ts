import * as z from "zod";
import { type JsonClient, maybe, nextToken } from "./json-client.ts";
import type { PermissionSet, SsoAdmin } from "./sso-admin.ts";

/** What AWS gives a set that says nothing. */
const DEFAULT_SESSION_MS = 3_600_000;

const arns = z.object({ PermissionSets: z.array(z.string()), NextToken: nextToken });
const described = z.object({
  PermissionSet: z.object({
    PermissionSetArn: z.string(),
    Name: z.string(),
    Description: maybe(z.string()),
    SessionDuration: maybe(z.string()),
  }),
});
const named = z.array(z.object({ Name: z.string() }));
const managed = z.object({ AttachedManagedPolicies: named, NextToken: nextToken });
const customerManaged = z.object({ CustomerManagedPolicyReferences: named, NextToken: nextToken });
const inline = z.object({ InlinePolicy: maybe(z.string()) });
const accounts = z.object({ AccountIds: z.array(z.string()), NextToken: nextToken });

type PermissionSets = Pick<
  SsoAdmin,
  | "listPermissionSets"
  | "describePermissionSet"
  | "listManagedPolicies"
  | "listCustomerManagedPolicies"
  | "inlinePolicy"
  | "listAccountsForProvisionedPermissionSet"
>;

/** The part of sso-admin that tells which permission sets there are, and what is in them. */
export function permissionSetCalls(client: JsonClient): PermissionSets {
  return {
    listPermissionSets: (options) =>
      client.list(
        {
          name: "ListPermissionSets",
          input: { MaxResults: 100 },
          output: arns,
          read: (out) => out.PermissionSets,
        },
        options,
      ),

    describePermissionSet: (arn, options) =>
      client.call(
        {
          name: "DescribePermissionSet",
          input: { PermissionSetArn: arn },
          output: described,
          read: (out) => readPermissionSet(out.PermissionSet, arn),
        },
        options,
      ),

    listManagedPolicies: (arn, options) =>
      client.list(
        {
          name: "ListManagedPoliciesInPermissionSet",
          input: { PermissionSetArn: arn, MaxResults: 100 },
          output: managed,
          read: (out) => out.AttachedManagedPolicies.map((policy) => policy.Name),
        },
        options,
      ),

    listCustomerManagedPolicies: (arn, options) =>
      client.list(
        {
          name: "ListCustomerManagedPolicyReferencesInPermissionSet",
          input: { PermissionSetArn: arn, MaxResults: 100 },
          output: customerManaged,
          read: (out) => out.CustomerManagedPolicyReferences.map((policy) => policy.Name),
        },
        options,
      ),

    inlinePolicy: (arn, options) =>
      client.call(
        {
          name: "GetInlinePolicyForPermissionSet",
          input: { PermissionSetArn: arn },
          output: inline,
          read: (out) => out.InlinePolicy !== undefined && out.InlinePolicy !== "",
        },
        options,
      ),

    listAccountsForProvisionedPermissionSet: (arn, options) =>
      client.list(
        {
          name: "ListAccountsForProvisionedPermissionSet",
          input: { PermissionSetArn: arn, MaxResults: 100 },
          output: accounts,
          read: (out) => out.AccountIds,
        },
        options,
      ),
  };
}

function readPermissionSet(
  set: z.infer<typeof described>["PermissionSet"],
  arn: string,
): PermissionSet | undefined {
  const sessionDurationMs =
    set.SessionDuration === undefined ? DEFAULT_SESSION_MS : durationMs(set.SessionDuration);
  if (set.PermissionSetArn !== arn || sessionDurationMs === undefined) return undefined;
  return { arn, name: set.Name, description: set.Description, sessionDurationMs };
}

/** ISO 8601 as far as 12 hours, AWS's longest, need it: `PT8H`, `PT1H30M`, `P0DT1H`. */
function durationMs(text: string): number | undefined {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (parts === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const total = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  return total > 0 ? Math.round(total) : undefined;
}
