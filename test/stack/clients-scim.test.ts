import { expect, test } from "vitest";
import { emulated, failure } from "./emulated.ts";

const alice = {
  userName: "alice.smith",
  givenName: "Alice",
  familyName: "O'Brien",
  displayName: "Alice O'Brien 🚀",
  email: "alice.smith@example.com",
  title: "Engineer",
};

/** The Worker's client with the emulated tenant's tokens; the last is the newest. */
function provisioned(options: Parameters<typeof emulated>[0] = {}) {
  const world = emulated({ ...options, scimTokens: ["old-token-of-scim", "new-token-of-scim"] });
  const { scim } = world.aws;
  if (scim === undefined) throw new Error("the clients have no SCIM");
  return { ...world, scim };
}

test("a user is made, found by our id, changed, and shown the same by Identity Store", async () => {
  const { scim, aws } = provisioned();
  const id = await scim.createUser(alice, "per_1");
  expect(await aws.identityStore.getUserIdByUserName("alice.smith")).toBe(id);
  expect(await aws.identityStore.describeUser(id)).toMatchObject({ ...alice, status: "ENABLED" });
  expect(await scim.usersByExternalId("per_1")).toEqual([
    { userId: id, externalId: "per_1", title: "Engineer", active: true },
  ]);
  expect(await scim.usersByExternalId("per_2")).toEqual([]);

  const { title: _, ...untitled } = { ...alice, familyName: "Smith", email: "a.s@example.com" };
  await scim.updateUser(id, untitled, "per_1");
  const changed = await aws.identityStore.describeUser(id);
  expect(changed).toMatchObject(untitled);
  expect(changed.title).toBeUndefined();
  await scim.updateUser(id, untitled, "per_1");
  expect(await aws.identityStore.describeUser(id)).toMatchObject(untitled);
});

test("a user is disabled, enabled and deleted", async () => {
  const { scim, aws } = provisioned();
  const id = await scim.createUser(alice, "per_1");
  await scim.setActive(id, false);
  expect((await scim.getUser(id)).active).toBe(false);
  expect((await aws.identityStore.describeUser(id)).status).toBe("DISABLED");
  await scim.setActive(id, false);
  await scim.updateUser(id, { ...alice, title: "Lead" }, "per_1");
  expect((await scim.getUser(id)).active).toBe(false);
  await scim.setActive(id, true);
  expect((await aws.identityStore.describeUser(id)).status).toBe("ENABLED");

  await scim.deleteUser(id);
  expect(await failure(scim.getUser(id))).toMatchObject({ class: "look" });
  expect(await failure(scim.setActive(id, false))).toMatchObject({ class: "look" });
});

test("an update makes another provider's user ours by its external id", async () => {
  const { scim, aws } = provisioned();
  const id = (await aws.identityStore.getUserIdByUserName("user-2")) ?? "";
  await scim.updateUser(id, { ...alice, userName: "user-2" }, "per_2");
  expect(await scim.usersByExternalId("per_2")).toMatchObject([{ userId: id, title: "Engineer" }]);
});

test("a name, an email or an external id of somebody else passes only when they change", async () => {
  const { scim } = provisioned();
  await scim.createUser(alice, "per_1");
  const others = [
    { ...alice, email: "other@example.com" },
    { ...alice, userName: "other" },
  ];
  for (const other of others) {
    const error = await failure(scim.createUser(other, "per_2"));
    expect(error).toMatchObject({ status: 409, class: "again", mayHaveHappened: false });
  }
});

test("with the newest token deleted the older one serves; with both, a person is needed", async () => {
  const { scim, emulator, calls } = provisioned();
  const [older, newer] = emulator.scim.tokens();
  emulator.scim.deleteToken(newer?.id ?? "");
  const id = await scim.createUser(alice, "per_1");
  expect(calls.filter(({ service }) => service === "scim").map(({ outcome }) => outcome)).toEqual([
    "UnauthorizedException",
    "ok",
  ]);
  emulator.scim.deleteToken(older?.id ?? "");
  expect(await failure(scim.setActive(id, false))).toMatchObject({ status: 401, class: "person" });
});

test("a token that is a year old is over", async () => {
  const { scim, clock } = provisioned();
  clock.now += 366 * 86_400_000;
  expect(await failure(scim.getUser("x"))).toMatchObject({ status: 401 });
});

test.each([
  ["throttled", { kind: "throttle" }, { class: "again", mayHaveHappened: false }],
  ["failing inside", { kind: "error", effect: "before" }, { class: "again" }],
  ["denied", { kind: "denied" }, { class: "person", mayHaveHappened: false }],
  ["silent", { kind: "lost", effect: "after" }, { code: "NoAnswer", mayHaveHappened: true }],
] as const)("a SCIM that is %s", async (_, fault, expected) => {
  const { scim, emulator } = provisioned();
  const id = await scim.createUser(alice, "per_1");
  emulator.faults.add({ on: "scim:PatchUser", fault });
  expect(await failure(scim.setActive(id, false))).toMatchObject(expected);
});

test("a creation whose answer was lost is found by our id", async () => {
  const { scim, emulator } = provisioned();
  emulator.faults.add({ on: "scim:CreateUser", fault: { kind: "lost", effect: "after" } });
  expect(await failure(scim.createUser(alice, "per_1"))).toMatchObject({ mayHaveHappened: true });
  expect(await scim.usersByExternalId("per_1")).toHaveLength(1);
});
