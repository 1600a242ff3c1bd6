import { expect, test } from "vitest";
import { ok, refuse, scripted } from "./scripted.test-support.ts";

const store = "d-1234567890";
const notFound = (type?: string, fields: object = {}): Response =>
  refuse("ResourceNotFoundException", {
    ...(type !== undefined && { ResourceType: type }),
    ...fields,
  });

test("a user is looked up by name or email", async () => {
  const { aws, sent } = scripted([ok({ UserId: "u-1" }), ok({ UserId: "u-2" })]);
  expect(await aws.identityStore.getUserIdByUserName("alice")).toBe("u-1");
  expect(await aws.identityStore.getUserIdByEmail("bob@example.com")).toBe("u-2");
  expect(sent.slice(1)).toMatchObject([
    {
      target: "AWSIdentityStore.GetUserId",
      body: {
        IdentityStoreId: store,
        AlternateIdentifier: {
          UniqueAttribute: { AttributePath: "userName", AttributeValue: "alice" },
        },
      },
    },
    {
      body: {
        AlternateIdentifier: {
          UniqueAttribute: { AttributePath: "emails.value", AttributeValue: "bob@example.com" },
        },
      },
    },
  ]);
});

test("only AWS's word that this very user or membership is unknown means absent", async () => {
  const { aws } = scripted([notFound("USER"), notFound("GROUP_MEMBERSHIP")]);
  expect(await aws.identityStore.getUserIdByUserName("alice")).toBeUndefined();
  expect(await aws.identityStore.getMembershipId("g-1", "u-1")).toBeUndefined();
});

test.each([
  ["the store", notFound("IDENTITY_STORE"), "look"],
  ["something unnamed", notFound(), "look"],
  ["a group", notFound("GROUP"), "look"],
  ["the key of an encrypted store", notFound("USER", { Reason: "KMS_KEY_NOT_FOUND" }), "person"],
])("%s that is not found proves nothing of the user", async (_what, answer, expected) => {
  const { aws } = scripted([answer]);
  await expect(aws.identityStore.getUserIdByUserName("alice")).rejects.toMatchObject({
    code: "ResourceNotFoundException",
    class: expected,
  });
});

test("a user that is described or deleted but unknown is something to look at", async () => {
  const { aws } = scripted([notFound("USER"), notFound("USER")]);
  const expected = { class: "look", resourceType: "USER" };
  await expect(aws.identityStore.describeUser("u-1")).rejects.toMatchObject(expected);
  await expect(aws.identityStore.deleteUser("u-1")).rejects.toMatchObject(expected);
});

test("a new user carries what Identity Center needs, with one primary address", async () => {
  const { aws, sent } = scripted([ok({ UserId: "u-1", IdentityStoreId: store })]);
  const id = await aws.identityStore.createUser({
    userName: "alice",
    givenName: "Alice",
    familyName: "Smith",
    displayName: "Alice Smith",
    email: "alice@example.com",
    title: "Engineer",
  });
  expect(id).toBe("u-1");
  expect(sent[1]?.body).toEqual({
    IdentityStoreId: store,
    UserName: "alice",
    Name: { GivenName: "Alice", FamilyName: "Smith" },
    DisplayName: "Alice Smith",
    Emails: [{ Value: "alice@example.com", Type: "work", Primary: true }],
    Title: "Engineer",
  });
});

test("a taken name is for a person, a concurrent change for another try", async () => {
  const { aws } = scripted([
    refuse("ConflictException", { Reason: "UNIQUENESS_CONSTRAINT_VIOLATION" }),
    refuse("ConflictException", { Reason: "CONCURRENT_MODIFICATION" }),
  ]);
  await expect(aws.identityStore.createMembership("g-1", "u-1")).rejects.toMatchObject({
    class: "person",
    reason: "UNIQUENESS_CONSTRAINT_VIOLATION",
  });
  await expect(aws.identityStore.createMembership("g-1", "u-1")).rejects.toMatchObject({
    class: "again",
  });
});

test("a change names AWS's attribute paths; an address replaces the whole list, null takes away", async () => {
  const { aws, sent } = scripted([ok({})]);
  await aws.identityStore.updateUser("u-1", [
    { attribute: "familyName", value: "Jones" },
    { attribute: "email", value: "alice.jones@example.com" },
    { attribute: "title", value: null },
  ]);
  expect(sent[1]).toMatchObject({
    target: "AWSIdentityStore.UpdateUser",
    body: {
      IdentityStoreId: store,
      UserId: "u-1",
      Operations: [
        { AttributePath: "name.familyName", AttributeValue: "Jones" },
        {
          AttributePath: "emails",
          AttributeValue: [{ Value: "alice.jones@example.com", Type: "work", Primary: true }],
        },
        { AttributePath: "title", AttributeValue: null },
      ],
    },
  });
});

test("a user is told as AWS has it, whoever owns it, with what AWS leaves out left out", async () => {
  const wire = {
    UserId: "u-1",
    IdentityStoreId: store,
    UserName: "alice",
    Name: { GivenName: "Alice", FamilyName: "Smith" },
    DisplayName: "Alice Smith",
    Emails: [{ Value: "old@example.com" }, { Value: "alice@example.com", Primary: true }],
    UserStatus: "ENABLED",
    ExternalIds: [{ Issuer: "https://idp.example.com", Id: "00u1" }],
  };
  const { aws } = scripted([ok(wire), ok({ Users: [wire, { UserId: "u-2" }] }), ok(wire)]);
  const alice = {
    userId: "u-1",
    userName: "alice",
    givenName: "Alice",
    familyName: "Smith",
    displayName: "Alice Smith",
    email: "alice@example.com",
    status: "ENABLED",
    externalIds: [{ issuer: "https://idp.example.com", id: "00u1" }],
  };
  expect(await aws.identityStore.describeUser("u-1")).toEqual(alice);
  expect(await aws.identityStore.listUsers()).toEqual([alice, { userId: "u-2", externalIds: [] }]);
  await expect(aws.identityStore.describeUser("u-3")).rejects.toMatchObject({ code: "Malformed" });
});

test("groups are listed with their names", async () => {
  const { aws } = scripted([
    ok({ Groups: [{ GroupId: "g-1", DisplayName: "Admins", IdentityStoreId: store }] }),
  ]);
  expect(await aws.identityStore.listGroups()).toEqual([
    { groupId: "g-1", displayName: "Admins", externalIds: [] },
  ]);
});

test("a membership is made, found and unmade", async () => {
  const { aws, sent } = scripted([
    ok({ MembershipId: "m-1", IdentityStoreId: store }),
    ok({ MembershipId: "m-1", IdentityStoreId: store }),
    ok({}),
  ]);
  expect(await aws.identityStore.createMembership("g-1", "u-1")).toBe("m-1");
  expect(await aws.identityStore.getMembershipId("g-1", "u-1")).toBe("m-1");
  await aws.identityStore.deleteMembership("m-1");
  const pair = { IdentityStoreId: store, GroupId: "g-1", MemberId: { UserId: "u-1" } };
  expect(sent.slice(1)).toMatchObject([
    { target: "AWSIdentityStore.CreateGroupMembership", body: pair },
    { target: "AWSIdentityStore.GetGroupMembershipId", body: pair },
    {
      target: "AWSIdentityStore.DeleteGroupMembership",
      body: { IdentityStoreId: store, MembershipId: "m-1" },
    },
  ]);
});

test("a deletion that is answered by something else than AWS did not happen for sure", async () => {
  const { aws } = scripted([new Response("<html>Welcome</html>")]);
  await expect(aws.identityStore.deleteMembership("m-1")).rejects.toMatchObject({
    code: "Malformed",
    mayHaveHappened: true,
  });
});

const membership = (group: string, user: string): object => ({
  IdentityStoreId: store,
  MembershipId: `${group}/${user}`,
  GroupId: group,
  MemberId: { UserId: user },
});

test("memberships are listed by user and by group, and another's rows are not believed", async () => {
  const both = { GroupMemberships: [membership("g-1", "u-1"), membership("g-2", "u-1")] };
  const { aws } = scripted([
    ok(both),
    ok({ GroupMemberships: [membership("g-1", "u-1"), membership("g-1", "u-2")] }),
    ok(both),
  ]);
  expect(await aws.identityStore.membershipsOf("u-1")).toEqual([
    { groupId: "g-1", membershipId: "g-1/u-1" },
    { groupId: "g-2", membershipId: "g-2/u-1" },
  ]);
  expect(await aws.identityStore.listMembers("g-1")).toEqual([
    { userId: "u-1", membershipId: "g-1/u-1" },
    { userId: "u-2", membershipId: "g-1/u-2" },
  ]);
  await expect(aws.identityStore.listMembers("g-1")).rejects.toMatchObject({ code: "Malformed" });
});

test("being a member is answered for this user and group, or not at all", async () => {
  const result = { GroupId: "g-1", MemberId: { UserId: "u-1" } };
  const { aws } = scripted([
    ok({ Results: [{ ...result, MembershipExists: true }] }),
    ok({ Results: [{ ...result, MembershipExists: false }] }),
    ok({ Results: [] }),
  ]);
  expect(await aws.identityStore.isMember("u-1", "g-1")).toBe(true);
  expect(await aws.identityStore.isMember("u-1", "g-1")).toBe(false);
  await expect(aws.identityStore.isMember("u-1", "g-1")).rejects.toMatchObject({
    code: "Malformed",
  });
});
