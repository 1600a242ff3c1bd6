/**
 * What AWS has, as anybody sees it through the official AWS SDK.
 * @module
 */
import {
  DescribeUserCommand,
  GetUserIdCommand,
  IdentitystoreClient,
  ListGroupMembershipsForMemberCommand,
  paginateListGroupMemberships,
  paginateListGroups,
  paginateListUsers,
} from "@aws-sdk/client-identitystore";
import {
  SSOAdminClient,
  paginateListAccountAssignments,
  paginateListAccountAssignmentsForPrincipal,
  paginateListAccountsForProvisionedPermissionSet,
} from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { awsAccess, organization } from "../company/organization.ts";

const InstanceArn = organization.instanceArn;
const IdentityStoreId = organization.identityStoreId;

const setNames = new Map(organization.permissionSets.map(({ arn, name }) => [arn, name]));
const accountNames = new Map(organization.accounts.map(({ id, name }) => [id, name]));

/** One thing that a user has access to. */
export interface Access {
  /** `SecAudit in payments-prod`, `group eng-all`. */
  readonly name: string;
  /** As Daypass's log names the target. */
  readonly target: string;
}

export function seeAws(endpoint: string) {
  const common = {
    endpoint,
    region: awsAccess.region,
    credentials: sessionOf(endpoint),
    maxAttempts: 8,
  };
  const sso = new SSOAdminClient(common);
  const store = new IdentitystoreClient(common);

  async function userIds(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for await (const page of paginateListUsers({ client: store }, { IdentityStoreId })) {
      for (const user of page.Users ?? []) found.set(user.UserName ?? "", user.UserId ?? "");
    }
    return found;
  }

  async function groupNames(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for await (const page of paginateListGroups({ client: store }, { IdentityStoreId })) {
      for (const group of page.Groups ?? [])
        found.set(group.GroupId ?? "", group.DisplayName ?? "");
    }
    return found;
  }

  /** Members' user ids by group name. */
  async function members(): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const [GroupId, name] of await groupNames()) {
      const ids: string[] = [];
      const pages = paginateListGroupMemberships({ client: store }, { IdentityStoreId, GroupId });
      for await (const page of pages) {
        for (const membership of page.GroupMemberships ?? [])
          ids.push(membership.MemberId?.UserId ?? "");
      }
      found.set(name, ids);
    }
    return found;
  }

  /** Users' own assignments, as `set name in account name`, by user id. */
  async function assignments(): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const { arn: PermissionSetArn } of organization.permissionSets) {
      const places = paginateListAccountsForProvisionedPermissionSet(
        { client: sso },
        { InstanceArn, PermissionSetArn },
      );
      for await (const { AccountIds } of places) {
        for (const AccountId of AccountIds ?? []) {
          const rows = paginateListAccountAssignments(
            { client: sso },
            { InstanceArn, AccountId, PermissionSetArn },
          );
          for await (const { AccountAssignments } of rows) {
            for (const row of AccountAssignments ?? []) {
              if (row.PrincipalType !== "USER" || row.PrincipalId === undefined) continue;
              const before = found.get(row.PrincipalId) ?? [];
              found.set(row.PrincipalId, [...before, named(AccountId, PermissionSetArn)]);
            }
          }
        }
      }
    }
    return found;
  }

  return {
    userIds,
    members,
    assignments,
    /** One user's id; undefined when AWS has no such user. */
    async userId(userName: string): Promise<string | undefined> {
      const AlternateIdentifier = {
        UniqueAttribute: { AttributePath: "userName", AttributeValue: userName },
      };
      try {
        return (await store.send(new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier })))
          .UserId;
      } catch (error) {
        if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
        throw error;
      }
    },
    /** Whether the user may sign in. */
    async isEnabled(UserId: string): Promise<boolean> {
      const { UserStatus } = await store.send(new DescribeUserCommand({ IdentityStoreId, UserId }));
      return UserStatus === "ENABLED";
    },
    /** What one user has: assignments of their own and groups, by name. */
    async accessOf(UserId: string): Promise<Access[]> {
      const access: Access[] = [];
      const pages = paginateListAccountAssignmentsForPrincipal(
        { client: sso },
        { InstanceArn, PrincipalId: UserId, PrincipalType: "USER" },
      );
      for await (const page of pages) {
        for (const { PrincipalId, AccountId, PermissionSetArn } of page.AccountAssignments ?? []) {
          if (PrincipalId !== UserId) continue;
          const target = `account/${AccountId ?? ""}/${PermissionSetArn ?? ""}`;
          access.push({ name: named(AccountId, PermissionSetArn), target });
        }
      }
      const names = await groupNames();
      const { GroupMemberships } = await store.send(
        new ListGroupMembershipsForMemberCommand({ IdentityStoreId, MemberId: { UserId } }),
      );
      for (const { GroupId = "" } of GroupMemberships ?? []) {
        access.push({ name: `group ${names.get(GroupId) ?? GroupId}`, target: `group/${GroupId}` });
      }
      return access.toSorted((one, other) => one.name.localeCompare(other.name));
    },
  };
}

export type SeenAws = ReturnType<typeof seeAws>;

function named(accountId = "", permissionSetArn = ""): string {
  return `${setNames.get(permissionSetArn) ?? permissionSetArn} in ${accountNames.get(accountId) ?? accountId}`;
}

/** The SDK asks again when they are about to expire. */
function sessionOf(endpoint: string) {
  const [credentials] = awsAccess.credentials;
  const { arn, externalId } = awsAccess.role;
  const sts = new STSClient({ endpoint, region: awsAccess.region, credentials });
  return async () => {
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({ RoleArn: arn, ExternalId: externalId, RoleSessionName: "npm-start" }),
    );
    if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined) {
      throw new Error("AWS gave no credentials for the role");
    }
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      ...(given.SessionToken === undefined ? {} : { sessionToken: given.SessionToken }),
      ...(given.Expiration === undefined ? {} : { expiration: given.Expiration }),
    };
  };
}
