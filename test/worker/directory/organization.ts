import { AwsError } from "../../../worker/aws/errors.ts";
import type { AwsFailure } from "../../../worker/aws/errors.ts";
import type { Account } from "../../../worker/aws/organizations.ts";
import type { AwsDirectory } from "../../../worker/directory/part.ts";
import { testSettings } from "../settings.ts";

const MANAGEMENT = "000000000001";

/** A small organization behind the clients' interfaces; tests change its fields between readings. */
export class Organization {
  units = [
    { id: "r-root", name: "Root" },
    { id: "ou-work", name: "Workloads", parentId: "r-root" },
    { id: "ou-prod", name: "Production", parentId: "ou-work" },
  ];
  accounts: Account[] = [
    account(MANAGEMENT, "management", []),
    account("000000000002", "shop-prod", ["ou-work", "ou-prod"]),
    account("000000000003", "shop-dev", ["ou-work"]),
  ];
  /** Accounts that AWS knows although its list lacks them. */
  unlisted = new Set<string>();
  tags: Record<string, Record<string, string>> = { "000000000002": { team: "shop", env: "prod" } };
  sets = new Map([
    [arn("ReadOnly"), { name: "ReadOnly", hours: 1, inline: false, accounts: ["000000000002"] }],
    [arn("Admin"), { name: "Admin", hours: 8, inline: true, accounts: ["000000000003"] }],
  ]);
  groups = [
    { groupId: "g-1", displayName: "engineers", description: "all of them" },
    { groupId: "g-2", displayName: "finance", description: undefined },
  ];
  assigned: { accountId: string; set: string; group: string }[] = [
    { accountId: "000000000002", set: arn("ReadOnly"), group: "g-1" },
  ];
  /** Permission sets that AWS refuses, as to a delegated administrator. */
  refused = new Set<string>();
  instanceArn = testSettings.AWS_INSTANCE_ARN;
  /** Operation -> how it fails. */
  failing = new Map<string, Pick<AwsFailure, "code" | "class">>();
  calls: string[] = [];

  fail(operation: string, code: string, errorClass: AwsFailure["class"]) {
    this.failing.set(operation, { code, class: errorClass });
  }

  aws(): AwsDirectory {
    const call = (operation: string) => {
      this.calls.push(operation);
      const failure = this.failing.get(operation);
      if (failure !== undefined)
        throw new AwsError({ service: "sso-admin", operation, mayHaveHappened: false, ...failure });
    };
    const known = <T>(operation: string, found: T | undefined): T => {
      call(operation);
      if (found !== undefined) return found;
      const failure = { code: "ResourceNotFoundException", class: "look" as const };
      throw new AwsError({ service: "sso-admin", operation, mayHaveHappened: false, ...failure });
    };
    const set = (operation: string, key: string) => {
      if (!this.refused.has(key)) return known(operation, this.sets.get(key));
      const failure = { code: "AccessDeniedException", class: "person" as const };
      throw new AwsError({ service: "sso-admin", operation, mayHaveHappened: false, ...failure });
    };
    return {
      organizations: {
        describeOrganization: async () => {
          call("describeOrganization");
          return { id: "o-1", managementAccountId: MANAGEMENT };
        },
        ouNames: async () => known("ouNames", this.units),
        listAccounts: async () =>
          known("listAccounts", this.accounts).filter((one) => !this.unlisted.has(one.id)),
        tagsOf: async (id: string) => {
          known(
            "tagsOf",
            this.accounts.find((one) => one.id === id),
          );
          return this.tags[id] ?? {};
        },
      },
      ssoAdmin: {
        describeInstance: async () =>
          known("describeInstance", {
            arn: this.instanceArn,
            identityStoreId: testSettings.AWS_IDENTITY_STORE_ID,
            status: "ACTIVE",
          }),
        listPermissionSets: async () => known("listPermissionSets", [...this.sets.keys()]),
        describePermissionSet: async (key: string) => {
          const { name, hours } = set("describePermissionSet", key);
          return { arn: key, name, sessionDurationMs: hours * 3_600_000 };
        },
        listManagedPolicies: async (key: string) => [set("listManagedPolicies", key).name],
        listCustomerManagedPolicies: async () => known("listCustomerManagedPolicies", []),
        inlinePolicy: async (key: string) => set("inlinePolicy", key).inline,
        listAccountsForProvisionedPermissionSet: async (key: string) =>
          set("listAccountsForProvisionedPermissionSet", key).accounts,
        listAssignments: async (accountId: string, key: string) => {
          set("listAssignments", key);
          return [
            { principalType: "USER" as const, principalId: "u-1" },
            ...this.assigned
              .filter((row) => row.accountId === accountId && row.set === key)
              .map((row) => ({ principalType: "GROUP" as const, principalId: row.group })),
          ];
        },
      },
      identityStore: {
        listGroups: async () =>
          known(
            "listGroups",
            this.groups.map((group) => ({ ...group, externalIds: [] })),
          ),
        listMembers: async (id: string) => {
          known(
            "listMembers",
            this.groups.find((group) => group.groupId === id),
          );
          return [];
        },
      },
    };
  }
}

export function account(id: string, name: string, units: string[]): Account {
  const paths = [["o-1", "r-root", ...units, ""].join("/")];
  return { id, name, email: `${name}@example.com`, state: "ACTIVE", paths };
}

export function arn(name: string): string {
  return `arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-${name.padEnd(16, "0")}`;
}
