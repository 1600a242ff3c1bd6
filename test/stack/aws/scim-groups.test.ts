import { DescribeGroupCommand } from "@aws-sdk/client-identitystore";
import { describe, expect, test } from "vitest";
import { idOf, useScim } from "./scim-client.ts";
import { adminGroup, adminUser, identityStoreId, useStage } from "./stage.ts";

const stage = useStage();
const { ask, patch, makeUser, makeGroup } = useScim(stage);
const invalid = { status: 400, body: { status: "400" } };
const members = (...ids: string[]) => ids.map((value) => ({ value }));
const inConsole = (names: readonly string[]) =>
  names.map((name) =>
    stage.aws.console.createUser({ userName: name, givenName: name, familyName: "X" }),
  );
const hundredAndOne = Array.from({ length: 101 }, (_, n) => `u${n}`);

describe("creating a group", () => {
  test("answers 201 with the group and without its members, who are in it", async () => {
    const [alice = "", bob = ""] = inConsole(["alice", "bob"]);
    const answer = await ask("POST", "/Groups", {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
      displayName: "Tours",
      externalId: "g-1",
      members: members(alice, bob),
    });
    expect(answer).toMatchObject({
      status: 201,
      body: { displayName: "Tours", externalId: "g-1", meta: { resourceType: "Group" } },
    });
    const id = idOf(answer);
    expect(stage.aws.isMember(id, alice) && stage.aws.isMember(id, bob)).toBe(true);
    expect(
      await stage.people.send(
        new DescribeGroupCommand({ IdentityStoreId: identityStoreId, GroupId: id }),
      ),
    ).toMatchObject({
      DisplayName: "Tours",
      ExternalIds: [{ Issuer: `https://scim.aws.com/${stage.aws.scim.tenant}`, Id: "g-1" }],
    });
  });

  test("takes a hundred members, and not one more", async () => {
    const ids = inConsole(hundredAndOne);
    const refused = await ask("POST", "/Groups", { displayName: "all", members: members(...ids) });
    expect(refused).toMatchObject(invalid);
    expect(await makeGroup("all", { members: members(...ids.slice(1)) })).toBeDefined();
  });

  test.each<[string, object, number]>([
    ["no displayName", { displayName: undefined }, 400],
    ["a reserved name", { displayName: "AWSAdministrators" }, 400],
    ["an attribute that groups have not", { description: "x" }, 400],
    ["members that are no list", { members: "alice" }, 400],
    ["a member without a value", { members: [{}] }, 400],
    ["a member who is not there", { members: members("nobody") }, 404],
    ["a name that is taken, whatever its case", { displayName: "Administrators" }, 409],
  ])("%s is refused", async (_, change, status) => {
    const answer = await ask("POST", "/Groups", { displayName: "Tours", ...change });
    expect(answer).toMatchObject({ status });
    expect(stage.aws.state().groups).toHaveLength(1);
  });
});

test("a group that is read never shows its members", async () => {
  expect(stage.aws.isMember(adminGroup, adminUser)).toBe(true);
  expect(await ask("GET", `/Groups/${adminGroup}`)).toMatchObject({
    status: 200,
    body: { id: adminGroup, displayName: "administrators", members: [] },
  });
  expect((await ask("GET", "/Groups")).body).toMatchObject({ Resources: [{ members: [] }] });
});

describe("changing a group", () => {
  test("PATCH answers 204 without a body", async () => {
    const path = `/Groups/${await makeGroup("Tours")}`;
    const value = { displayName: "Guides", externalId: "g-2" };
    expect(await patch(path, { op: "replace", value })).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect((await ask("GET", path)).body).toMatchObject(value);
    await patch(path, { op: "remove", path: "externalId" });
    expect((await ask("GET", path)).body).not.toHaveProperty("externalId");
  });

  test("members come and go by name, and being there or gone already is no error", async () => {
    const alice = await makeUser("alice");
    const bob = await makeUser("bob");
    const group = await makeGroup("Tours");
    const add = { op: "add", path: "members", value: members(alice, bob) };
    const remove = { op: "remove", path: "members", value: members(alice) };
    for (let twice = 0; twice < 2; twice += 1) {
      expect((await patch(`/Groups/${group}`, add)).status).toBe(204);
      expect(stage.aws.isMember(group, alice) && stage.aws.isMember(group, bob)).toBe(true);
    }
    for (let twice = 0; twice < 2; twice += 1) {
      expect((await patch(`/Groups/${group}`, remove)).status).toBe(204);
      expect(stage.aws.isMember(group, alice)).toBe(false);
    }
    const path = `members[value eq "${bob}"]`;
    expect((await patch(`/Groups/${group}`, { op: "remove", path })).status).toBe(204);
    expect(stage.aws.isMember(group, bob)).toBe(false);
  });

  test.each<[string, object]>([
    ["replacing all members", { op: "replace", path: "members", value: members(adminUser) }],
    ["replacing all members without a path", { op: "replace", value: { members: [] } }],
    ["removing all members", { op: "remove", path: "members" }],
    ["another attribute", { op: "replace", path: "description", value: "x" }],
    ["removing the displayName", { op: "remove", path: "displayName" }],
  ])("%s is refused, and so is what came with it", async (_, operation) => {
    const rename = { op: "replace", path: "displayName", value: "new" };
    expect(await patch(`/Groups/${adminGroup}`, rename, operation)).toMatchObject(invalid);
    expect(stage.aws.isMember(adminGroup, adminUser)).toBe(true);
    expect(stage.aws.state().groups).toMatchObject([{ displayName: "administrators" }]);
  });

  test("a hundred membership changes go in a request, over all its operations, and not one more", async () => {
    const ids = inConsole(hundredAndOne);
    const path = `/Groups/${await makeGroup("all")}`;
    const add = (from: number, to: number) => ({
      op: "add",
      path: "members",
      value: members(...ids.slice(from, to)),
    });
    expect(await patch(path, add(0, 60), add(60, 101))).toMatchObject(invalid);
    expect(stage.aws.state().memberships).toHaveLength(1);
    expect((await patch(path, add(0, 60), add(60, 100))).status).toBe(204);
    expect(stage.aws.state().memberships).toHaveLength(101);
  });

  test("a member who is not there is 404, and nobody else comes in", async () => {
    const group = await makeGroup("Tours");
    const value = members(adminUser, "nobody");
    expect((await patch(`/Groups/${group}`, { op: "add", path: "members", value })).status).toBe(
      404,
    );
    expect(stage.aws.isMember(group, adminUser)).toBe(false);
  });

  test("there is no PUT: it is refused as invalid", async () => {
    expect(await ask("PUT", `/Groups/${adminGroup}`, { displayName: "x" })).toMatchObject(invalid);
  });

  test("DELETE answers 204; the members go, the assignments dangle", async () => {
    expect(await ask("DELETE", `/Groups/${adminGroup}`)).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect(stage.aws.state()).toMatchObject({
      groups: [],
      memberships: [],
      assignments: [{ principalId: adminGroup }],
    });
    expect((await ask("GET", `/Groups/${adminGroup}`)).status).toBe(404);
  });
});
