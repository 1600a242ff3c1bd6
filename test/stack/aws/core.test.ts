import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createAws, type Aws, type AwsOptions } from "../../../local/aws/aws.ts";
import type { CallRecord } from "../../../local/aws/calls.ts";
import { sampleAccess, sampleOrganization } from "../../../local/aws/sample.ts";
import type { Change } from "../../../local/aws/world.ts";
import { adminUser, identityStoreId, instanceArn, readOnly, sandbox } from "./stage.ts";

/** An AWS in this process, on a clock that the test moves, with nothing signed. */
function simulated(options: Partial<AwsOptions> = {}) {
  const clock = { now: Date.UTC(2026, 10, 20) };
  let seed = 7;
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const aws = createAws({
    now: () => clock.now,
    random,
    organization: sampleOrganization,
    ...sampleAccess,
    verifySignatures: false,
    ...options,
  });
  return { aws, clock };
}

function send(aws: Aws, target: string, input: object) {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
  return aws.handle({
    method: "POST",
    url: "http://aws.test/",
    headers,
    body: JSON.stringify(input),
  });
}

const tuple = {
  InstanceArn: instanceArn,
  TargetId: sandbox,
  TargetType: "AWS_ACCOUNT",
  PermissionSetArn: readOnly,
  PrincipalType: "USER",
  PrincipalId: adminUser,
};
const create = (aws: Aws) => send(aws, "SWBExternalService.CreateAccountAssignment", tuple);
const held = (aws: Aws) => aws.hasAssignment(sandbox, readOnly, "USER", adminUser);

const forbidden = () => {
  throw new Error("not in the core");
};

/** A hundred calls over 40 seconds, some throttled: all that can be seen of them. */
function aLife(): string {
  const { aws, clock } = simulated({ latency: "real" });
  aws.faults.add({ on: "*", fault: { kind: "throttle" }, probability: 0.2 });
  const answers: unknown[] = [];
  for (let n = 0; n < 50; n += 1) {
    clock.now += 777;
    answers.push(create(aws));
    answers.push(
      send(aws, "AWSIdentityStore.CreateUser", {
        IdentityStoreId: identityStoreId,
        UserName: `u${n}`,
        DisplayName: "U",
        Name: { GivenName: "U", FamilyName: "N" },
      }),
    );
  }
  return JSON.stringify([answers, aws.state(), aws.calls.all()]);
}

describe("the core knows no clock, chance or timer but those it is given", () => {
  beforeEach(() => {
    vi.spyOn(Date, "now").mockImplementation(forbidden);
    vi.spyOn(Math, "random").mockImplementation(forbidden);
    vi.spyOn(globalThis, "setTimeout").mockImplementation(forbidden);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("the same seed and calls give the same answers to the last byte", () => {
    expect(aLife()).toBe(aLife());
  });
});

describe("asynchronous work takes effect at its own instant", () => {
  test("however late somebody looks, and in its order", () => {
    const { aws, clock } = simulated({ latency: { minMs: 5000, maxMs: 5000 } });
    const changes: Change[] = [];
    aws.onChange((change) => changes.push(change));
    const asked = clock.now;
    create(aws);
    expect(aws.nextSettlement()).toBe(asked + 5000);
    clock.now += 4999;
    expect(held(aws)).toBe(false);
    clock.now += 3_600_000;
    expect(held(aws)).toBe(true);
    const added = changes.filter((change) => change.what === "assignment");
    expect(added).toMatchObject([
      { kind: "added", at: asked + 5000, row: { principalId: adminUser } },
    ]);
    expect(aws.pendingCount()).toBe(0);
  });

  test.each([
    ["fast", 100, 400],
    ["real", 2000, 30_000],
  ] as const)("%s takes %i to %i ms", (latency, least, most) => {
    const { aws, clock } = simulated({ latency, quotas: { rates: {} } });
    const taken: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      create(aws);
      taken.push((aws.nextSettlement() ?? 0) - clock.now);
      clock.now += 60_000;
    }
    expect(Math.min(...taken)).toBeGreaterThanOrEqual(least);
    expect(Math.min(...taken)).toBeLessThan(least + (most - least) / 10);
    expect(Math.max(...taken)).toBeLessThanOrEqual(most);
    expect(Math.max(...taken)).toBeGreaterThan(most - (most - least) / 10);
  });
});

test.each([
  ["5-minutes", 300_000],
  ["1-hour", 3_600_000],
  ["90-days", 90 * 86_400_000],
] as const)("statuses are kept for %s", (statusKept, ms) => {
  const { aws, clock } = simulated({ switches: { statusKept } });
  create(aws);
  const statuses = () =>
    send(aws, "SWBExternalService.ListAccountAssignmentCreationStatus", {
      InstanceArn: instanceArn,
    }).body;
  clock.now += ms - 1;
  expect(statuses()).toContain("SUCCEEDED");
  clock.now += 1;
  expect(statuses()).toBe('{"AccountAssignmentsCreationStatus":[]}');
});

describe("the log of calls", () => {
  test("tells each call with its ids, outcome and error", () => {
    const { aws, clock } = simulated({ latency: { minMs: 100, maxMs: 100 } });
    const heard: CallRecord[] = [];
    const stop = aws.calls.listen((call) => heard.push(call));
    create(aws);
    clock.now += 1000;
    send(aws, "SWBExternalService.DescribePermissionSet", {
      InstanceArn: instanceArn,
      PermissionSetArn: "x",
    });
    stop();
    create(aws);
    expect(heard).toHaveLength(2);
    expect(aws.calls.all()).toMatchObject([
      {
        seq: 1,
        service: "sso-admin",
        operation: "CreateAccountAssignment",
        status: 200,
        ids: {
          TargetId: sandbox,
          PermissionSetArn: readOnly,
          PrincipalId: adminUser,
          OperationId: expect.any(String),
        },
        settledAt: clock.now - 900,
        outcome: "SUCCEEDED",
      },
      { seq: 2, operation: "DescribePermissionSet", status: 400, errorCode: "ValidationException" },
      { seq: 3, settledAt: undefined },
    ]);
    expect(aws.calls.since(2)).toHaveLength(1);
  });

  test("keeps the last so many", () => {
    const { aws } = simulated({ callsKept: 10, quotas: { rates: {} } });
    for (let n = 0; n < 35; n += 1) create(aws);
    expect(aws.calls.count).toBe(35);
    expect(aws.calls.all().map((call) => call.seq)).toEqual([
      26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
    ]);
    expect(aws.calls.since(33).map((call) => call.seq)).toEqual([34, 35]);
  });
});

test("the version rises with each change, and with nothing else", () => {
  const { aws, clock } = simulated({ latency: { minMs: 100, maxMs: 100 } });
  const before = aws.version;
  send(aws, "SWBExternalService.ListInstances", {});
  expect(aws.version).toBe(before);
  create(aws);
  const asked = aws.version;
  expect(asked).toBeGreaterThan(before);
  clock.now += 100;
  expect(aws.version).toBeGreaterThan(asked);
});

test("faults may be given to one call alone", () => {
  const { aws, clock } = simulated();
  const request = {
    method: "POST",
    url: "http://aws.test/",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "SWBExternalService.CreateAccountAssignment",
    },
    body: JSON.stringify(tuple),
  };
  expect(aws.handle(request, [{ kind: "throttle" }]).body).toContain("ThrottlingException");
  expect(aws.handle(request, [{ kind: "lost", effect: "before" }])).toMatchObject({
    lost: "before",
    body: "",
  });
  expect(aws.pendingCount()).toBe(0);
  expect(aws.handle(request, [{ kind: "lost", effect: "after" }])).toMatchObject({
    lost: "after",
    status: 200,
  });
  expect(aws.handle(request, [{ kind: "slow", ms: 95_000 }]).delayMs).toBe(95_000);
  clock.now += 1000;
  expect(held(aws)).toBe(true);
});

describe("a saved world", () => {
  test("goes on where it was, with what was pending", () => {
    const { aws, clock } = simulated({ latency: { minMs: 5000, maxMs: 5000 } });
    create(aws);
    aws.console.createUser({
      userName: "alice",
      givenName: "A",
      familyName: "B",
      email: "alice@example.com",
    });
    const text = JSON.stringify(aws.save());
    const later = simulated({ saved: JSON.parse(text) });
    later.clock.now = clock.now;
    expect(later.aws.state()).toEqual(aws.state());
    expect(later.aws.usersNamed("ALICE")).toHaveLength(1);
    expect(held(later.aws)).toBe(false);
    later.clock.now += 5000;
    expect(held(later.aws)).toBe(true);
  });

  test("is a copy: what happens after it is not in it", () => {
    const { aws } = simulated();
    const saved = aws.save();
    aws.console.suspendAccount(sandbox);
    const other = simulated({ saved }).aws;
    expect(other.state().accounts.find((account) => account.id === sandbox)?.state).toBe("ACTIVE");
  });
});

describe("an organization that is not right is refused by name", () => {
  test.each<[string, Partial<typeof sampleOrganization>]>([
    [
      'OU "Nowhere"',
      { accounts: [{ id: "555555555555", name: "x", email: "x@example.com", ou: "Nowhere" }] },
    ],
    ['user "nobody"', { groups: [{ name: "g", members: ["nobody"] }] }],
    [
      'permission set "None"',
      {
        assignments: [
          { accountId: sandbox, permissionSet: "None", principal: { group: "administrators" } },
        ],
      },
    ],
    ["account 555555555555", { managementAccountId: "555555555555" }],
  ])("%s", (named, change) => {
    const organization = { ...sampleOrganization, ...change };
    expect(() => simulated({ organization })).toThrow(named);
  });

  test("ids and ARNs that are left out are made, in AWS’s form", () => {
    const organization = {
      managementAccountId: "111111111111",
      units: [{ name: "Workloads" }],
      accounts: [{ id: "111111111111", name: "m", email: "m@example.com", ou: "Workloads" }],
      permissionSets: [{ name: "ReadOnly" }],
      groups: [{ name: "all" }],
    };
    const { names, permissionSets, units, groups } = simulated({ organization }).aws.state();
    expect(names.instanceArn).toMatch(/^arn:aws:sso:::instance\/ssoins-[0-9a-f]{16}$/);
    expect(names.identityStoreId).toMatch(/^d-[0-9]{10}$/);
    expect(permissionSets[0]?.arn).toMatch(
      /^arn:aws:sso:::permissionSet\/ssoins-[0-9a-f]{16}\/ps-[0-9a-f]{16}$/,
    );
    expect(units[1]?.id).toMatch(/^ou-[0-9a-f]{4}-[0-9a-f]{8}$/);
    expect(groups[0]?.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
