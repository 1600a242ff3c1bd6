import { expect, test } from "vitest";
import type { Switches } from "../../local/aws/switches.ts";
import { emulated, type Emulated, failure } from "./emulated.ts";

const account = "100000000001";

function known({ emulator }: Emulated) {
  const { permissionSets, users, groups } = emulator.state();
  return {
    set: (name: string) => there(permissionSets.find((row) => row.name === name)).arn,
    user: (name: string) => there(users.find((row) => row.userName === name)).id,
    group: (name: string) => there(groups.find((row) => row.displayName === name)).id,
  };
}

function there<T>(row: T | undefined): T {
  if (row === undefined) throw new Error("the organization lacks what the test names");
  return row;
}

function sorted(rows: Iterable<string>): string[] {
  return [...rows].toSorted();
}

const forms: Partial<Switches>[] = [
  {},
  { pages: "short", accountStatus: "sent", errorType: "qualified", errorStatus: "modelled" },
  { pages: "empty-first" },
];

test.each(forms)("everything in AWS is read, and all of it: %o", async (switches) => {
  const world = emulated({ switches });
  const { ssoAdmin, identityStore, organizations } = world.aws;
  const { emulator } = world;
  const { set, user, group } = known(world);
  const state = emulator.state();

  const accounts = await organizations.listAccounts();
  expect(accounts).toHaveLength(45);
  expect(accounts.filter((row) => row.state === "SUSPENDED").map((row) => row.name)).toEqual([
    "account-44",
  ]);
  const units = await organizations.ouNames();
  expect(units.map((unit) => unit.name)).toHaveLength(1 + 2 + 23);
  const path = accounts.find((row) => row.id === account)?.paths[0]?.split("/") ?? [];
  const above = path.flatMap((id) => units.find((unit) => unit.id === id)?.name ?? []);
  expect(above).toEqual(["Root", "Workloads", "team-3"]);
  expect(await organizations.tagsOf(account)).toEqual({ env: "prod", number: "1" });
  expect(await organizations.describeOrganization()).toEqual({
    id: emulator.names.organizationId,
    managementAccountId: "100000000000",
  });

  const sets = await ssoAdmin.listPermissionSets();
  expect(sorted(sets)).toEqual(sorted(state.permissionSets.map((row) => row.arn)));
  const first = set("set-0");
  expect(await ssoAdmin.describePermissionSet(first)).toEqual({
    arn: first,
    name: "set-0",
    description: "The first",
    sessionDurationMs: 5_400_000,
  });
  expect(await ssoAdmin.listManagedPolicies(first)).toEqual(["ReadOnlyAccess"]);
  expect(await ssoAdmin.listCustomerManagedPolicies(first)).toEqual(["deploy"]);
  expect(await ssoAdmin.inlinePolicy(first)).toBe(true);
  expect(await ssoAdmin.inlinePolicy(set("set-1"))).toBe(false);
  expect(await ssoAdmin.listAccountsForProvisionedPermissionSet(first)).toEqual([account]);
  const assigned = await ssoAdmin.listAssignments(account, first);
  expect(sorted(assigned.map((row) => row.principalId))).toEqual(
    sorted(state.users.map((row) => row.id)),
  );
  expect(await ssoAdmin.listAssignmentsForPrincipal(user("user-7"))).toEqual([
    {
      accountId: account,
      permissionSetArn: first,
      principalType: "USER",
      principalId: user("user-7"),
    },
  ]);
  expect(await ssoAdmin.describeInstance()).toMatchObject({
    identityStoreId: emulator.names.identityStoreId,
    status: "ACTIVE",
  });

  expect(await identityStore.listUsers()).toHaveLength(120);
  expect(await identityStore.listGroups()).toHaveLength(105);
  expect(await identityStore.listMembers(group("group-0"))).toHaveLength(120);
  expect(await identityStore.membershipsOf(user("user-0"))).toHaveLength(105);
  expect(await identityStore.isMember(user("user-5"), group("group-0"))).toBe(true);
  expect(await identityStore.isMember(user("user-5"), group("group-1"))).toBe(false);
  expect(await identityStore.describeUser(user("user-1"))).toMatchObject({
    userName: "user-1",
    email: "user-1@example.com",
    status: "ENABLED",
    externalIds: [{ issuer: "https://idp.example.com", id: "00u1" }],
  });
});

test("an assignment is created, followed, listed, deleted and gone", async () => {
  const world = emulated();
  const { ssoAdmin } = world.aws;
  const { set, user } = known(world);
  const pair = [account, set("set-9")] as const;
  const assignment = {
    accountId: account,
    permissionSetArn: set("set-9"),
    principalType: "USER",
    principalId: user("user-3"),
  } as const;

  const asked = await ssoAdmin.createAccountAssignment(assignment);
  expect(asked).toMatchObject({
    status: "IN_PROGRESS",
    createdAt: world.clock.now,
    accountId: account,
    permissionSetArn: set("set-9"),
    principalId: user("user-3"),
  });
  expect(await ssoAdmin.listAssignments(...pair)).toEqual([]);
  expect(await ssoAdmin.listCreations("IN_PROGRESS")).toEqual([
    { requestId: asked.requestId, status: "IN_PROGRESS", createdAt: world.clock.now },
  ]);
  world.clock.now += 1_000;
  expect((await ssoAdmin.describeCreation(asked.requestId)).status).toBe("SUCCEEDED");
  expect(await ssoAdmin.listAssignments(...pair)).toEqual([
    { principalType: "USER", principalId: user("user-3") },
  ]);
  expect(
    await ssoAdmin.listAssignmentsForPrincipal(user("user-3"), { accountId: account }),
  ).toContainEqual(assignment);

  const taken = await ssoAdmin.deleteAccountAssignment(assignment);
  world.clock.now += 1_000;
  expect((await ssoAdmin.describeDeletion(taken.requestId)).status).toBe("SUCCEEDED");
  expect(await ssoAdmin.listDeletions("SUCCEEDED")).toHaveLength(1);
  expect(await ssoAdmin.listAssignments(...pair)).toEqual([]);
});

test("an operation that ends FAILED says why", async () => {
  const world = emulated();
  world.emulator.faults.add({ on: "sso-admin:CreateAccountAssignment", fault: { kind: "fails" } });
  const { set, user } = known(world);
  const { requestId } = await world.aws.ssoAdmin.createAccountAssignment({
    accountId: account,
    permissionSetArn: set("set-9"),
    principalType: "USER",
    principalId: user("user-3"),
  });
  world.clock.now += 1_000;
  const ended = await world.aws.ssoAdmin.describeCreation(requestId);
  expect(ended.status).toBe("FAILED");
  expect(ended.failureReason).toBeTruthy();
});

test("a user is created, changed, put into a group, taken out and deleted", async () => {
  const world = emulated();
  const { identityStore } = world.aws;
  const group = known(world).group("group-1");
  const profile = {
    userName: "zoë",
    givenName: "Zoë",
    familyName: "O'Brien",
    displayName: "Zoë O'Brien 🚀",
    email: "zoe@example.com",
    title: "Engineer",
  };
  const id = await identityStore.createUser(profile);
  expect(await identityStore.getUserIdByUserName("zoë")).toBe(id);
  expect(await identityStore.describeUser(id)).toMatchObject(profile);

  await identityStore.updateUser(id, [
    { attribute: "familyName", value: "Smith" },
    { attribute: "email", value: "zoe.smith@example.com" },
    { attribute: "title", value: null },
  ]);
  const changed = await identityStore.describeUser(id);
  expect(changed).toMatchObject({ familyName: "Smith", email: "zoe.smith@example.com" });
  expect(changed.title).toBeUndefined();
  expect(await identityStore.getUserIdByEmail("zoe.smith@example.com")).toBe(id);
  expect(await identityStore.getUserIdByEmail("zoe@example.com")).toBeUndefined();

  const membership = await identityStore.createMembership(group, id);
  expect(await identityStore.getMembershipId(group, id)).toBe(membership);
  expect(await identityStore.membershipsOf(id)).toEqual([
    { groupId: group, membershipId: membership },
  ]);
  await identityStore.deleteMembership(membership);
  expect(await identityStore.getMembershipId(group, id)).toBeUndefined();

  await identityStore.deleteUser(id);
  expect(await identityStore.getUserIdByUserName("zoë")).toBeUndefined();
  expect(await failure(identityStore.describeUser(id))).toMatchObject({
    class: "look",
    resourceType: "USER",
  });
});

test("a taken name or membership is for a person", async () => {
  const world = emulated();
  const { user, group } = known(world);
  const taken = { class: "person", reason: "UNIQUENESS_CONSTRAINT_VIOLATION" };
  const profile = { userName: "user-1", givenName: "A", familyName: "B", displayName: "A B" };
  const again = world.aws.identityStore.createUser({ ...profile, email: "new@example.com" });
  expect(await failure(again)).toMatchObject(taken);
  const member = world.aws.identityStore.createMembership(group("group-0"), user("user-1"));
  expect(await failure(member)).toMatchObject(taken);
});
