import type { Aws as Emulator } from "../../../local/aws/aws.ts";
import type { IdentityStore } from "../../../worker/aws/identity-store.ts";
import type { Aws } from "../../../worker/aws/index.ts";
import type { Organizations } from "../../../worker/aws/organizations.ts";
import type { SsoAdmin } from "../../../worker/aws/sso-admin.ts";
import { need } from "./stage.ts";

/** A call for each operation of a client, in this order: a new operation is no program without one. */
type Calls<Client> = { readonly [Name in keyof Client]: (client: Client) => Promise<unknown> };

/** Makes every call that the Worker's clients can make; a delegated administrator leaves out what AWS refuses it. */
export async function everyCall(
  emulator: Emulator,
  {
    ssoAdmin,
    identityStore,
    organizations,
  }: Pick<Aws, "ssoAdmin" | "identityStore" | "organizations">,
  account: "management" | "delegated",
): Promise<void> {
  const { users, groups, accounts, permissionSets } = emulator.state();
  const user = need(users.find(({ userName }) => userName === "user-7")).id;
  const group = need(groups.find(({ displayName }) => displayName === "group-1")).id;
  const accountId = need(accounts.at(-1)).id;
  const permissionSetArn = need(permissionSets.at(-1)).arn;
  const assignment = {
    accountId,
    permissionSetArn,
    principalType: "USER",
    principalId: user,
  } as const;

  const { listAssignmentsForPrincipal, ...everywhere } = ssoAdminCalls(assignment);
  await each(ssoAdmin, everywhere);
  if (account === "management") await each(ssoAdmin, { listAssignmentsForPrincipal });
  await each(identityStore, identityStoreCalls(user, group));
  await each(organizations, organizationsCalls(accountId));
}

async function each<Client>(client: Client, calls: Partial<Calls<Client>>): Promise<void> {
  const made: ((client: Client) => Promise<unknown>)[] = Object.values(calls);
  // oxlint-disable-next-line no-await-in-loop -- one after the other: some want what the one before has made
  for (const call of made) await call(client);
}

type Assignment = Parameters<SsoAdmin["createAccountAssignment"]>[0];

function ssoAdminCalls(assignment: Assignment): Calls<SsoAdmin> {
  const { accountId, permissionSetArn, principalId } = assignment;
  return {
    createAccountAssignment: (sso) => sso.createAccountAssignment(assignment),
    deleteAccountAssignment: (sso) =>
      sso.deleteAccountAssignment({ ...assignment, accountId: "100000000003" }),
    describeCreation: async (sso) =>
      sso.describeCreation(need((await sso.listCreations())[0]).requestId),
    describeDeletion: async (sso) =>
      sso.describeDeletion(need((await sso.listDeletions())[0]).requestId),
    listCreations: (sso) => sso.listCreations(),
    listDeletions: (sso) => sso.listDeletions(),
    listAssignments: (sso) => sso.listAssignments(accountId, permissionSetArn),
    listAssignmentsForPrincipal: (sso) => sso.listAssignmentsForPrincipal(principalId),
    listPermissionSets: (sso) => sso.listPermissionSets(),
    describePermissionSet: (sso) => sso.describePermissionSet(permissionSetArn),
    listManagedPolicies: (sso) => sso.listManagedPolicies(permissionSetArn),
    listCustomerManagedPolicies: (sso) => sso.listCustomerManagedPolicies(permissionSetArn),
    inlinePolicy: (sso) => sso.inlinePolicy(permissionSetArn),
    listAccountsForProvisionedPermissionSet: (sso) =>
      sso.listAccountsForProvisionedPermissionSet(permissionSetArn),
    describeInstance: (sso) => sso.describeInstance(),
  };
}

/** The user that the first call makes. */
async function created(store: IdentityStore): Promise<string> {
  return need(await store.getUserIdByUserName("new"));
}

function identityStoreCalls(user: string, group: string): Calls<IdentityStore> {
  const profile = {
    userName: "new",
    givenName: "New",
    familyName: "User",
    displayName: "New User",
    email: "new@example.com",
  };
  return {
    createUser: (store) => store.createUser(profile),
    getUserIdByUserName: (store) => store.getUserIdByUserName("new"),
    getUserIdByEmail: (store) => store.getUserIdByEmail("new@example.com"),
    describeUser: (store) => store.describeUser(user),
    updateUser: async (store) =>
      store.updateUser(await created(store), [{ attribute: "title", value: "Engineer" }]),
    listUsers: (store) => store.listUsers(),
    listGroups: (store) => store.listGroups(),
    createMembership: async (store) => store.createMembership(group, await created(store)),
    getMembershipId: async (store) => store.getMembershipId(group, await created(store)),
    deleteMembership: async (store) =>
      store.deleteMembership(need(await store.getMembershipId(group, await created(store)))),
    membershipsOf: (store) => store.membershipsOf(user),
    isMember: (store) => store.isMember(user, group),
    listMembers: (store) => store.listMembers(group),
    deleteUser: async (store) => store.deleteUser(await created(store)),
  };
}

function organizationsCalls(accountId: string): Calls<Organizations> {
  return {
    listAccounts: (organizations) => organizations.listAccounts(),
    ouNames: (organizations) => organizations.ouNames(),
    describeOrganization: (organizations) => organizations.describeOrganization(),
    tagsOf: (organizations) => organizations.tagsOf(accountId),
  };
}
