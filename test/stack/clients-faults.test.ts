import { expect, test } from "vitest";
import type { Fault } from "../../local/aws/faults.ts";
import { shippedTrust } from "../../local/aws/iam/shipped.ts";
import type { Switches } from "../../local/aws/switches.ts";
import { emulated, type Emulated, failure } from "./emulated.ts";

const MINUTE = 60_000;
const member = ({ emulator }: Emulated): { group: string; user: string } => {
  const { groups, users } = emulator.state();
  const group = groups.find((row) => row.displayName === "group-1");
  const user = users.find((row) => row.userName === "user-9");
  if (group === undefined || user === undefined) throw new Error("the organization lacks them");
  return { group: group.id, user: user.id };
};

const faults: [Fault, object][] = [
  [{ kind: "throttle" }, { code: "ThrottlingException", class: "again", retryAfterMs: 1_000 }],
  [{ kind: "conflict" }, { code: "ConflictException", class: "again" }],
  [{ kind: "conflict", reason: "UNIQUENESS_CONSTRAINT_VIOLATION" }, { class: "person" }],
  [{ kind: "denied" }, { code: "AccessDeniedException", class: "person" }],
  [{ kind: "not-found" }, { code: "ResourceNotFoundException", class: "look" }],
  [
    { kind: "error", effect: "before" },
    { code: "InternalServerException", class: "again", mayHaveHappened: true },
  ],
];
const wordings: Partial<Switches>[] = [
  { errorStatus: "400", errorType: "bare" },
  { errorStatus: "modelled", errorType: "qualified" },
];
const cases = wordings.flatMap((switches) => faults.map((row) => [switches, ...row] as const));
test.each(cases)("as %o, %o has its class and no effect", async (switches, fault, expected) => {
  const world = emulated({ switches });
  world.emulator.faults.add({ on: "identitystore:CreateGroupMembership", fault });
  const { group, user } = member(world);
  const error = await failure(world.aws.identityStore.createMembership(group, user));
  expect(error).toMatchObject({ mayHaveHappened: false, ...expected });
  expect(error.requestId).toBeTruthy();
  expect(world.emulator.isMember(group, user)).toBe(false);
});

test.each([
  [{ kind: "lost", effect: "before" }, "NoAnswer", false],
  [{ kind: "lost", effect: "after" }, "NoAnswer", true],
  [{ kind: "error", effect: "after" }, "InternalServerException", true],
] as const)("after %o nobody knows whether it happened", async (fault, code, happened) => {
  const world = emulated();
  world.emulator.faults.add({ on: "identitystore:CreateGroupMembership", fault });
  const { group, user } = member(world);
  const error = await failure(world.aws.identityStore.createMembership(group, user));
  expect(error).toMatchObject({ code, class: "again", mayHaveHappened: true });
  expect(world.emulator.isMember(group, user)).toBe(happened);
});

test.each([
  ["breaks", "InternalServerException"],
  ["repeats-token", "Truncated"],
] as const)("a list that %s is not believed", async (how, code) => {
  const world = emulated({ switches: { pages: "empty-first" } });
  world.emulator.faults.add({ on: "*", fault: { kind: "list", how } });
  expect(await failure(world.aws.ssoAdmin.listPermissionSets())).toMatchObject({
    code,
    class: "again",
  });
  expect(await failure(world.aws.identityStore.listUsers())).toMatchObject({ code });
});

test("AWS's rate is a throttle, and seen as one", async () => {
  const world = emulated({ quotas: true });
  const calls = Array.from({ length: 21 }, () => world.aws.ssoAdmin.describeInstance());
  const outcomes = await Promise.allSettled(calls);
  expect(outcomes.filter((outcome) => outcome.status === "rejected")).toHaveLength(1);
  expect(world.calls.filter((call) => call.throttled)).toMatchObject([
    { service: "sso-admin", operation: "DescribeInstance", outcome: "ThrottlingException" },
  ]);
});

test("a session that ended early is replaced within the call", async () => {
  const world = emulated();
  await world.aws.ssoAdmin.describeInstance();
  world.emulator.console.expireSessions();
  await world.aws.ssoAdmin.describeInstance();
  expect(world.calls.map(({ service, outcome }) => [service, outcome])).toEqual([
    ["sts", "ok"],
    ["sso-admin", "ok"],
    ["sso-admin", "ExpiredTokenException"],
    ["sts", "ok"],
    ["sso-admin", "ok"],
  ]);
});

test("a role that was made anew is assumed again within the call", async () => {
  const world = emulated();
  await world.aws.ssoAdmin.describeInstance();
  world.emulator.console.recreateRole();
  await world.aws.ssoAdmin.describeInstance();
  expect(world.calls.map(({ service, outcome }) => [service, outcome]).slice(2)).toEqual([
    ["sso-admin", "UnrecognizedClientException"],
    ["sts", "ok"],
    ["sso-admin", "ok"],
  ]);
});

test("a role that may no longer do it, or that trusts us no longer, is for a person; what it had goes on", async () => {
  const world = emulated();
  const { emulator, aws } = world;
  await aws.ssoAdmin.describeInstance();
  emulator.console.setTrustPolicy({ Statement: [] });
  await aws.ssoAdmin.describeInstance();
  world.clock.now += 58 * MINUTE;
  await aws.ssoAdmin.describeInstance();
  world.clock.now += 2 * MINUTE;
  const untrusted = await failure(aws.ssoAdmin.describeInstance());
  expect(untrusted).toMatchObject({ service: "sts", code: "AccessDenied", class: "person" });
  emulator.console.setTrustPolicy(
    shippedTrust("arn:aws:iam::100000000000:user/daypass", "test-external"),
  );
  emulator.console.setRolePolicy({ Statement: [] });
  const denied = await failure(aws.ssoAdmin.describeInstance());
  expect(denied).toMatchObject({ code: "AccessDeniedException", class: "person" });
  expect(denied.mayHaveHappened).toBe(false);
});

test.each([-40 * MINUTE, 40 * MINUTE])(
  "AWS's clock that is off by %d ms for a while does not stop the calls",
  async (ms) => {
    const world = emulated();
    await world.aws.ssoAdmin.describeInstance();
    const rule = world.emulator.faults.add({ on: "*", fault: { kind: "skew", ms } });
    await world.aws.ssoAdmin.describeInstance();
    expect(Math.abs(world.aws.skewMs() - ms)).toBeLessThanOrEqual(1_000);
    world.emulator.faults.clear(rule);
    await world.aws.ssoAdmin.describeInstance();
    expect(Math.abs(world.aws.skewMs())).toBeLessThanOrEqual(1_000);
  },
);

test("a session is replaced before its hour is over", async () => {
  const world = emulated();
  for (let hour = 0; hour < 3; hour++) {
    // oxlint-disable-next-line no-await-in-loop -- an hour after the other
    await world.aws.ssoAdmin.describeInstance();
    world.clock.now += 58 * MINUTE;
  }
  expect(world.calls.map((call) => call.outcome)).toEqual(Array.from({ length: 6 }, () => "ok"));
});

const clocks = [-40 * MINUTE, -10 * MINUTE, 10 * MINUTE, 40 * MINUTE].flatMap((ahead) =>
  (["15-minutes", "5-minutes"] as const).flatMap((signatureAge) =>
    (["SignatureDoesNotMatch", "RequestExpired"] as const).map(
      (stsExpired) => [ahead, { signatureAge, stsExpired }] as const,
    ),
  ),
);
test.each(clocks)(
  "a clock that is %d ms ahead does not stop the calls: %o",
  async (ahead, switches) => {
    const world = emulated({ switches });
    world.clock.ahead = ahead;
    const { group, user } = member(world);
    await world.aws.identityStore.createMembership(group, user);
    expect(world.emulator.isMember(group, user)).toBe(true);
    expect(Math.abs(world.aws.skewMs() + ahead)).toBeLessThanOrEqual(1_000);
    const refused = world.calls.filter((call) => call.outcome !== "ok").length;
    await world.aws.ssoAdmin.describeInstance();
    expect(world.calls.filter((call) => call.outcome !== "ok")).toHaveLength(refused);
  },
);

test("a write signed for its claim is refused once that is 15 minutes old, and has no effect", async () => {
  const world = emulated();
  const { group, user } = member(world);
  const claimedAt = world.clock.now;
  world.clock.now += 16 * MINUTE;
  const late = world.aws.identityStore.createMembership(group, user, { signedAt: claimedAt });
  expect(await failure(late)).toMatchObject({ class: "again", mayHaveHappened: false });
  expect(world.emulator.isMember(group, user)).toBe(false);
});

test.each([
  [{ externalId: "another" }, "AccessDenied"],
  [{ roleArn: "arn:aws:iam::100000000000:role/Another" }, "AccessDenied"],
  [{ secretAccessKey: "not-the-secret" }, "SignatureDoesNotMatch"],
  [{ accessKeyId: "AKIATEST000000000002" }, "InvalidClientTokenId"],
])("wrong settings are for a person: %o", async (settings, code) => {
  const world = emulated({ settings });
  expect(await failure(world.aws.ssoAdmin.describeInstance())).toMatchObject({
    service: "sts",
    code,
    class: "person",
    mayHaveHappened: false,
  });
  expect(world.calls).toHaveLength(1);
});

test("an instance or store that is not ours is not found, never empty", async () => {
  const world = emulated({
    settings: {
      instanceArn: "arn:aws:sso:::instance/ssoins-0000000000000000",
      identityStoreId: "d-0000000000",
    },
  });
  const { ssoAdmin, identityStore } = world.aws;
  const { user, group } = member(world);
  const answers = [
    ssoAdmin.describeInstance(),
    ssoAdmin.listPermissionSets(),
    ssoAdmin.listAssignmentsForPrincipal(user),
    identityStore.getUserIdByUserName("user-9"),
    identityStore.getMembershipId(group, user),
    identityStore.membershipsOf(user),
  ];
  for (const error of await Promise.all(answers.map(failure))) expect(error.class).toBe("look");
});
