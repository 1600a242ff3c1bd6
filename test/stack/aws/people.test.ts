import {
  ConflictException,
  CreateUserCommand,
  DeleteUserCommand,
  DescribeUserCommand,
  GetUserIdCommand,
  ListUsersCommand,
  paginateListUsers,
  ResourceNotFoundException,
  UpdateUserCommand,
  ValidationException,
  type CreateUserCommandInput,
} from "@aws-sdk/client-identitystore";
import { describe, expect, test } from "vitest";
import { failure, identityStoreId, need, useStage } from "./stage.ts";

const stage = useStage();
const IdentityStoreId = identityStoreId;
function person(name: string): CreateUserCommandInput {
  return {
    IdentityStoreId,
    UserName: `${name}@example.com`,
    DisplayName: `${name} O'Brien`,
    Name: { GivenName: name, FamilyName: "O'Brien" },
    Emails: [{ Value: `${name}@example.com`, Type: "work", Primary: true }],
  };
}

async function createUser(input: CreateUserCommandInput) {
  return need((await stage.people.send(new CreateUserCommand(input))).UserId);
}

async function describeUser(UserId: string) {
  return stage.people.send(new DescribeUserCommand({ IdentityStoreId, UserId }));
}

async function update(UserId: string, AttributePath: string, AttributeValue?: unknown) {
  const value =
    AttributeValue === undefined
      ? {}
      : { AttributeValue: JSON.parse(JSON.stringify(AttributeValue)) };
  return stage.people.send(
    new UpdateUserCommand({ IdentityStoreId, UserId, Operations: [{ AttributePath, ...value }] }),
  );
}

async function userId(AttributePath: string, AttributeValue: string) {
  const AlternateIdentifier = { UniqueAttribute: { AttributePath, AttributeValue } };
  const found = await stage.people.send(
    new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier }),
  );
  return found.UserId;
}

const byExternalId = (Id: string) =>
  stage.people.send(
    new GetUserIdCommand({
      IdentityStoreId,
      AlternateIdentifier: { ExternalId: { Issuer: "idp", Id } },
    }),
  );

describe("users", () => {
  test("a created user is described as given, found by name and by email, whatever the case", async () => {
    const id = await createUser({ ...person("Alice"), Title: "Programmer" });
    expect(await describeUser(id)).toMatchObject({
      UserId: id,
      IdentityStoreId,
      UserName: "Alice@example.com",
      DisplayName: "Alice O'Brien",
      Name: { GivenName: "Alice", FamilyName: "O'Brien" },
      Emails: [{ Value: "Alice@example.com", Type: "work", Primary: true }],
      Title: "Programmer",
      UserStatus: "ENABLED",
      CreatedAt: expect.any(Date),
      CreatedBy: expect.stringContaining("assumed-role/Daypass/test"),
    });
    expect(await userId("userName", "ALICE@EXAMPLE.COM")).toBe(id);
    expect(await userId("emails.value", "alice@example.com")).toBe(id);
  });

  test("names and emails are unique, whatever the case", async () => {
    await createUser(person("alice"));
    const sameName = await failure(createUser({ ...person("bob"), UserName: "Alice@Example.com" }));
    expect(sameName).toBeInstanceOf(ConflictException);
    expect(sameName).toMatchObject({
      Reason: "UNIQUENESS_CONSTRAINT_VIOLATION",
      RequestId: expect.any(String),
    });
    const sameEmail = await failure(
      createUser({ ...person("bob"), Emails: [{ Value: "ALICE@example.com" }] }),
    );
    expect(sameEmail).toMatchObject({
      name: "ConflictException",
      Reason: "UNIQUENESS_CONSTRAINT_VIOLATION",
    });
    const bob = await createUser(person("bob"));
    const taken = await failure(update(bob, "emails", [{ value: "alice@example.com" }]));
    expect(taken).toBeInstanceOf(ConflictException);
  });

  test("a deleted name and email are free again", async () => {
    const first = await createUser(person("alice"));
    await stage.people.send(new DeleteUserCommand({ IdentityStoreId, UserId: first }));
    expect(await failure(describeUser(first))).toMatchObject({
      name: "ResourceNotFoundException",
      ResourceType: "USER",
      ResourceId: first,
    });
    expect(await createUser(person("alice"))).not.toBe(first);
  });

  test.each<[string, Partial<CreateUserCommandInput>]>([
    ["no user name", { UserName: undefined }],
    ["a blank in the user name", { UserName: "alice smith" }],
    ["a user name of 129 characters", { UserName: "a".repeat(129) }],
    ["a reserved name", { UserName: "Administrator" }],
    ["no display name", { DisplayName: undefined }],
    ["no family name", { Name: { GivenName: "Alice" } }],
    ["an empty given name", { Name: { GivenName: "", FamilyName: "Smith" } }],
    ["two emails", { Emails: [{ Value: "a@example.com" }, { Value: "b@example.com" }] }],
    ["an identity store of the wrong form", { IdentityStoreId: "store" }],
  ])("%s is refused", async (_, change) => {
    const error = await failure(createUser({ ...person("alice"), ...change }));
    expect(error).toBeInstanceOf(ValidationException);
  });

  test("another identity store is not found", async () => {
    const error = await failure(
      createUser({ ...person("alice"), IdentityStoreId: "d-0000000000" }),
    );
    expect(error).toMatchObject({
      name: "ResourceNotFoundException",
      ResourceType: "IDENTITY_STORE",
    });
  });

  test("an update sets, replaces and removes attributes", async () => {
    const id = await createUser(person("alice"));
    await update(id, "name.familyName", "Smith");
    await update(id, "title", "Engineer");
    await update(id, "emails", [{ value: "alice@new.example.com", type: "work", primary: true }]);
    await update(id, "aws:identitystore:enterprise.department", "Engineering");
    expect(
      await stage.people.send(
        new DescribeUserCommand({
          IdentityStoreId,
          UserId: id,
          Extensions: ["aws:identitystore:enterprise"],
        }),
      ),
    ).toMatchObject({
      Name: { GivenName: "alice", FamilyName: "Smith" },
      Title: "Engineer",
      Emails: [{ Value: "alice@new.example.com", Type: "work", Primary: true }],
      Extensions: { "aws:identitystore:enterprise": { department: "Engineering" } },
    });
    expect(await userId("emails.value", "alice@new.example.com")).toBe(id);
    expect(await failure(userId("emails.value", "alice@example.com"))).toBeInstanceOf(
      ResourceNotFoundException,
    );
    await update(id, "title");
    await update(id, "emails");
    const after = await describeUser(id);
    expect(after).not.toHaveProperty("Title");
    expect(after).not.toHaveProperty("Emails");
  });

  test.each<[string, string, unknown]>([
    ["one value of many", "emails.value", "x@example.com"],
    ["the user name", "userName", "alice2@example.com"],
    ["the status", "userStatus", "DISABLED"],
    ["an index", "emails[0].value", "x@example.com"],
    ["an attribute that there is not", "shoeSize", "42"],
    ["the family name away", "name.familyName", undefined],
  ])("%s can not be updated", async (_, path, value) => {
    const id = await createUser(person("alice"));
    expect(await failure(update(id, path, value))).toBeInstanceOf(ValidationException);
  });

  test("every page of them, and the one of a name", async () => {
    for (let n = 0; n < 7; n += 1) await createUser(person(`u${n}`));
    const pages: number[] = [];
    for await (const page of paginateListUsers(
      { client: stage.people, pageSize: 3 },
      { IdentityStoreId },
    )) {
      pages.push(need(page.Users).length);
    }
    expect(pages).toEqual([3, 3, 2]);
    const Filters = [{ AttributePath: "UserName", AttributeValue: "u3@example.com" }];
    const one = await stage.people.send(new ListUsersCommand({ IdentityStoreId, Filters }));
    expect(need(one.Users).map((user) => user.UserName)).toEqual(["u3@example.com"]);
    const wrong = [{ AttributePath: "Title", AttributeValue: "x" }];
    expect(
      await failure(stage.people.send(new ListUsersCommand({ IdentityStoreId, Filters: wrong }))),
    ).toBeInstanceOf(ValidationException);
  });

  test("an external id finds its user, and no path but the two does", async () => {
    expect(await failure(byExternalId("1"))).toBeInstanceOf(ResourceNotFoundException);
    expect(await failure(userId("title", "Programmer"))).toBeInstanceOf(ValidationException);
  });
});
