import {
  CreateUserCommand,
  DescribeUserCommand,
  GetUserIdCommand,
} from "@aws-sdk/client-identitystore";
import { describe, expect, test } from "vitest";
import { adminUser, identityStoreId, useStage } from "./stage.ts";
import { coreUser, enterprise, idOf, person, useScim } from "./scim-client.ts";

const stage = useStage();
const { ask, patch, makeUser } = useScim(stage);
const IdentityStoreId = identityStoreId;

const invalid = {
  status: 400,
  body: { detail: "Request is unparsable, syntactically incorrect, or violates schema." },
};
const duplicate = {
  status: 409,
  body: { detail: "Refused to create a new, duplicate resource.", status: "409" },
};

const describeUser = (UserId: string) =>
  stage.people.send(
    new DescribeUserCommand({
      IdentityStoreId,
      UserId,
      Extensions: ["aws:identitystore:enterprise"],
    }),
  );
const withEnterprise = {
  externalId: "701984",
  title: "Tour Guide",
  addresses: [{ locality: "Hollywood", country: "USA", type: "work", primary: true }],
  phoneNumbers: [{ value: "555-555-5555", type: "work" }],
  [enterprise]: {
    employeeNumber: "701984",
    costCenter: "4130",
    organization: "Universal Studios",
    division: "Theme Park",
    department: "Tour Operations",
    manager: { value: adminUser, $ref: `../Users/${adminUser}` },
  },
};

describe("creating a user", () => {
  test("answers 201 with the user, enterprise attributes and all", async () => {
    const given = person("babs", withEnterprise);
    const answer = await ask("POST", "/Users", given);
    expect(answer).toMatchObject({
      status: 201,
      type: "application/json",
      body: {
        ...given,
        id: expect.any(String),
        schemas: [coreUser, enterprise],
        meta: {
          resourceType: "User",
          created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        },
      },
    });
    expect(await ask("GET", `/Users/${idOf(answer)}`)).toEqual({ ...answer, status: 200 });
  });

  test("makes a user of the identity store, with an external id of SCIM's issuer", async () => {
    const id = await makeUser("babs", withEnterprise);
    const Issuer = `https://scim.aws.com/${stage.aws.scim.tenant}`;
    expect(await describeUser(id)).toMatchObject({
      UserName: "babs@example.com",
      Name: { GivenName: "babs", FamilyName: "O'Brien" },
      Emails: [{ Value: "babs@example.com", Type: "work", Primary: true }],
      Addresses: [{ Locality: "Hollywood" }],
      ExternalIds: [{ Issuer, Id: "701984" }],
      Extensions: { "aws:identitystore:enterprise": { department: "Tour Operations" } },
      UserStatus: "ENABLED",
    });
    const found = await stage.people.send(
      new GetUserIdCommand({
        IdentityStoreId,
        AlternateIdentifier: { ExternalId: { Issuer, Id: "701984" } },
      }),
    );
    expect(found.UserId).toBe(id);
  });

  test("can make one that is disabled", async () => {
    expect(await describeUser(await makeUser("babs", { active: false }))).toMatchObject({
      UserStatus: "DISABLED",
    });
  });

  test.each<[string, object]>([
    ["no userName", { userName: undefined }],
    ["a blank in the userName", { userName: "babs jensen" }],
    ["a reserved userName", { userName: "Administrator" }],
    ["no givenName", { name: { familyName: "Jensen" } }],
    ["no familyName", { name: { givenName: "Babs" } }],
    ["an empty familyName", { name: { givenName: "Babs", familyName: "" } }],
    ["no displayName", { displayName: undefined }],
    ["an email that is not primary", { emails: [{ value: "b@example.com" }] }],
    ["an email that is primary: false", { emails: [{ value: "b@example.com", primary: false }] }],
    ["two emails", { emails: ["b", "c"].map((value) => ({ value, primary: true })) }],
    ["two phone numbers", { phoneNumbers: [{ value: "1" }, { value: "2" }] }],
    ["two addresses", { addresses: [{ country: "USA" }, { country: "DE" }] }],
    ["two roles", { roles: [{ value: "a" }, { value: "b" }] }],
    ["display of an email", { emails: [{ value: "b@c.de", primary: true, display: "B" }] }],
    ["groups", { groups: [{ value: "x" }] }],
    ["a password", { password: "secret" }],
    ["photos", { photos: [{ value: "https://example.com/x.png" }] }],
    ["ims", { ims: [{ value: "x" }] }],
    ["certificates", { x509Certificates: [{ value: "x" }] }],
    ["entitlements", { entitlements: [{ value: "x" }] }],
    ["the manager's displayName", { [enterprise]: { manager: { displayName: "Boss" } } }],
    ["active that is no boolean", { active: "perhaps" }],
    ["a name that is no object", { name: "Babs" }],
  ])("%s is refused", async (_, change) => {
    expect(await ask("POST", "/Users", person("babs", change))).toMatchObject(invalid);
    expect(stage.aws.usersNamed("babs@example.com")).toEqual([]);
  });

  test("a body that is not JSON, or no object, is refused", async () => {
    expect(await ask("POST", "/Users", "{")).toMatchObject(invalid);
    expect(await ask("POST", "/Users", "[]")).toMatchObject(invalid);
  });

  test("a duplicate is 409 by name, by email and by externalId, without scimType", async () => {
    await makeUser("babs", { externalId: "1" });
    const others = [
      person("BABS", { emails: undefined }),
      person("bob", { emails: person("babs").emails }),
      person("bob", { externalId: "1" }),
    ];
    for (const other of others) {
      const answer = await ask("POST", "/Users", other);
      expect(answer).toMatchObject(duplicate);
      expect(answer.body).not.toHaveProperty("scimType");
    }
  });
});

describe("changing a user", () => {
  test("PATCH sets, replaces and removes, and answers 200 with the user", async () => {
    const path = `/Users/${await makeUser("babs", { title: "Guide", nickName: "B" })}`;
    stage.wait(5000);
    const answer = await patch(
      path,
      { op: "replace", path: "name.familyName", value: "Jensen" },
      { op: "Add", path: "userType", value: "Employee" },
      { op: "remove", path: "title" },
      { op: "replace", path: 'emails[type eq "work"].value', value: "babs@new.example.com" },
      { op: "add", path: `${enterprise}:department`, value: "Tours" },
      { op: "replace", value: { nickName: "Babsy", externalId: "7", "name.middleName": "J" } },
    );
    expect(answer).toMatchObject({
      status: 200,
      body: {
        name: { givenName: "babs", familyName: "Jensen", middleName: "J" },
        userType: "Employee",
        nickName: "Babsy",
        externalId: "7",
        emails: [{ value: "babs@new.example.com", type: "work", primary: true }],
        [enterprise]: { department: "Tours" },
      },
    });
    expect(answer.body).not.toHaveProperty("title");
    expect((await ask("GET", path)).body).toEqual(answer.body);
  });

  test.each([[false], ["false"], ["False"]])(
    "active %j disables: the identity store says so, and the page",
    async (value) => {
      const id = await makeUser("babs");
      const answer = await patch(`/Users/${id}`, { op: "replace", path: "active", value });
      expect(answer).toMatchObject({ status: 200, body: { active: false } });
      expect(await describeUser(id)).toMatchObject({ UserStatus: "DISABLED" });
      expect(await (await fetch(stage.url)).text()).toContain("disabled");
      const back = await patch(`/Users/${id}`, { op: "replace", value: { active: "true" } });
      expect(back).toMatchObject({ status: 200, body: { active: true } });
      expect(await describeUser(id)).toMatchObject({ UserStatus: "ENABLED" });
    },
  );

  test("a user of the identity store whose email was never primary can be disabled", async () => {
    const { UserId = "" } = await stage.people.send(
      new CreateUserCommand({
        IdentityStoreId,
        UserName: "old",
        DisplayName: "Old",
        Name: { GivenName: "O", FamilyName: "Ld" },
        Emails: [{ Value: "old@example.com" }],
      }),
    );
    const answer = await patch(`/Users/${UserId}`, { op: "replace", path: "active", value: false });
    expect(answer).toMatchObject({ status: 200, body: { active: false } });
  });

  test("a user who was disabled in the console is not active", async () => {
    stage.aws.console.setUserStatus(adminUser, "DISABLED");
    expect((await ask("GET", `/Users/${adminUser}`)).body).toMatchObject({ active: false });
  });

  test("userName can change, and the old one is free", async () => {
    const id = await makeUser("babs");
    const value = "barbara@example.com";
    expect((await patch(`/Users/${id}`, { op: "replace", path: "userName", value })).status).toBe(
      200,
    );
    expect(stage.aws.usersNamed(value)).toMatchObject([{ id }]);
    expect(stage.aws.usersNamed("babs@example.com")).toEqual([]);
  });

  test.each<[string, object[]]>([
    ["a removal without a path", [{ op: "remove" }]],
    ["a removal of userName", [{ op: "remove", path: "userName" }]],
    ["a removal of active", [{ op: "remove", path: "active" }]],
    ["a removal of displayName, which everyone has", [{ op: "remove", path: "displayName" }]],
    [
      "two operations on userName or active",
      [
        { op: "replace", path: "active", value: false },
        { op: "replace", value: { userName: "b" } },
      ],
    ],
    ["an operation without op", [{ path: "title", value: "x" }]],
    ["another operation", [{ op: "move", path: "title", value: "x" }]],
    ["a setting without a value", [{ op: "add", path: "title" }]],
    ["a second email", [{ op: "add", path: "emails", value: [{ value: "x@y.z", primary: true }] }]],
    ["an email that is not there", [{ op: "replace", path: 'emails[type eq "home"]', value: {} }]],
    ["another operator than eq", [{ op: "replace", path: 'emails[type ne "x"]', value: {} }]],
    ["groups", [{ op: "add", path: "groups", value: [{ value: "x" }] }]],
    ["no operations", []],
  ])("%s is refused, and changes nothing", async (_, operations) => {
    const path = `/Users/${await makeUser("babs", { title: "Guide" })}`;
    const before = await ask("GET", path);
    const first = { op: "replace", path: "title", value: "Boss" };
    const all = operations.length === 0 ? [] : [first, ...operations];
    expect(await patch(path, ...all)).toMatchObject(invalid);
    expect(await ask("GET", path)).toEqual(before);
  });

  test("PUT replaces all of a user, and wants what a new one needs", async () => {
    const path = `/Users/${await makeUser("babs", { title: "Guide", externalId: "1" })}`;
    const answer = await ask("PUT", path, person("babs", { nickName: "B", active: false }));
    expect(answer).toMatchObject({ status: 200, body: { nickName: "B", active: false } });
    expect(answer.body).not.toHaveProperty("title");
    expect(answer.body).not.toHaveProperty("externalId");
    expect(await ask("PUT", path, { displayName: "B" })).toMatchObject(invalid);
  });

  test("what is another's is 409", async () => {
    await makeUser("alice");
    const id = await makeUser("babs");
    const value = "ALICE@example.com";
    expect(await patch(`/Users/${id}`, { op: "replace", path: "userName", value })).toMatchObject(
      duplicate,
    );
  });
});

test("DELETE answers 204 without a body; after that the user is not found", async () => {
  const path = `/Users/${await makeUser("babs")}`;
  expect(await ask("DELETE", path)).toMatchObject({ status: 204, body: undefined });
  for (const method of ["GET", "DELETE"]) {
    expect(await ask(method, path)).toMatchObject({ status: 404, body: { status: "404" } });
  }
  expect((await patch(path, { op: "replace", path: "active", value: false })).status).toBe(404);
});
