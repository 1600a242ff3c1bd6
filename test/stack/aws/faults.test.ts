import {
  ConflictException as PeopleConflict,
  CreateUserCommand,
  ThrottlingException as PeopleThrottling,
} from "@aws-sdk/client-identitystore";
import { ListRootsCommand } from "@aws-sdk/client-organizations";
import {
  AccessDeniedException,
  ConflictException,
  CreateAccountAssignmentCommand,
  InternalServerException,
  ListAccountAssignmentCreationStatusCommand,
  ListInstancesCommand,
  ResourceNotFoundException,
  ThrottlingException,
} from "@aws-sdk/client-sso-admin";
import { describe, expect, test } from "vitest";
import type { Fault } from "../../../local/aws/faults.ts";
import { assigning, target } from "./assigning.ts";
import {
  adminUser,
  assume,
  failure,
  identityStoreId,
  instanceArn,
  need,
  useStage,
} from "./stage.ts";

const stage = useStage();
const { create, remove, creationStatus, held } = assigning(stage);
const listInstances = () => stage.sso.send(new ListInstancesCommand({}));
const createUser = (name: string) =>
  stage.people.send(
    new CreateUserCommand({
      IdentityStoreId: identityStoreId,
      UserName: name,
      DisplayName: name,
      Name: { GivenName: name, FamilyName: name },
    }),
  );
const onCreate = (fault: Fault) =>
  stage.aws.faults.add({ on: "sso-admin:CreateAccountAssignment", fault, times: 1 });

/** Sends and leaves after a while, as a client with a deadline does. */
async function giveUp(send: (options: { abortSignal: AbortSignal }) => Promise<unknown>) {
  return failure(send({ abortSignal: AbortSignal.timeout(100) }));
}

describe("a call is refused", () => {
  test.each<[string, Fault, new (...given: never[]) => Error]>([
    ["throttled", { kind: "throttle" }, ThrottlingException],
    ["in error", { kind: "error", effect: "before" }, InternalServerException],
    ["not found", { kind: "not-found" }, ResourceNotFoundException],
    ["in conflict", { kind: "conflict" }, ConflictException],
    ["denied", { kind: "denied" }, AccessDeniedException],
  ])("%s: so many times as told, and without effect", async (_, fault, error) => {
    stage.aws.faults.add({ on: "sso-admin:CreateAccountAssignment", fault, times: 2 });
    expect(await failure(create())).toBeInstanceOf(error);
    expect(await failure(create())).toBeInstanceOf(error);
    expect(stage.aws.pendingCount()).toBe(0);
    expect((await create()).Status).toBe("IN_PROGRESS");
    expect(stage.aws.faults.list()).toMatchObject([{ hits: 2 }]);
  });

  test("throttling is HTTP 400, as AWS does it, and only the identity store says how long to wait", async () => {
    stage.aws.faults.add({ on: "*", fault: { kind: "throttle" } });
    expect(await failure(listInstances())).toMatchObject({ $metadata: { httpStatusCode: 400 } });
    const error = await failure(createUser("alice"));
    expect(error).toBeInstanceOf(PeopleThrottling);
    expect(error).toMatchObject({ RequestId: expect.any(String), RetryAfterSeconds: 1 });
  });

  test("for hours, and then no more", async () => {
    const from = stage.aws.now();
    const until = from + 3_600_000;
    stage.aws.faults.add({
      on: "sso-admin:*",
      fault: { kind: "error", effect: "before" },
      from,
      until,
    });
    expect(await failure(listInstances())).toMatchObject({ $metadata: { httpStatusCode: 500 } });
    await stage.organizations.send(new ListRootsCommand({}));
    stage.aws.faults.clear();
    await listInstances();
  });

  test("in the identity store for a name that another writer took", async () => {
    const fault: Fault = { kind: "conflict", reason: "UNIQUENESS_CONSTRAINT_VIOLATION" };
    stage.aws.faults.add({ on: "identitystore:CreateUser", fault, times: 1 });
    const error = await failure(createUser("alice"));
    expect(error).toBeInstanceOf(PeopleConflict);
    expect(error).toMatchObject({ Reason: "UNIQUENESS_CONSTRAINT_VIOLATION" });
    expect(stage.aws.usersNamed("alice")).toEqual([]);
  });

  test("by chance, about as often as told", async () => {
    stage.aws.faults.add({
      on: "sso-admin:ListInstances",
      fault: { kind: "throttle" },
      probability: 0.5,
    });
    let refused = 0;
    for (let n = 0; n < 60; n += 1)
      refused += await listInstances().then(
        () => 0,
        () => 1,
      );
    expect(refused).toBeGreaterThan(10);
    expect(refused).toBeLessThan(50);
  });
});

describe("an answer is lost", () => {
  test("before its effect: nothing happened", async () => {
    stage.aws.faults.add({
      on: "sso-admin:CreateAccountAssignment",
      fault: { kind: "lost", effect: "before" },
    });
    const error = await giveUp((options) =>
      stage.sso.send(new CreateAccountAssignmentCommand(target), options),
    );
    expect(error).toMatchObject({ name: expect.stringMatching(/AbortError|TimeoutError/) });
    stage.wait(250);
    expect(held()).toBe(false);
  });

  test("after its effect: the status is in the lists for who looks", async () => {
    stage.aws.faults.add({
      on: "sso-admin:CreateAccountAssignment",
      fault: { kind: "lost", effect: "after" },
    });
    await giveUp((options) => stage.sso.send(new CreateAccountAssignmentCommand(target), options));
    const { AccountAssignmentsCreationStatus: found } = await stage.sso.send(
      new ListAccountAssignmentCreationStatusCommand({ InstanceArn: instanceArn }),
    );
    const [first] = need(found);
    expect(await creationStatus(first?.RequestId)).toMatchObject({
      Status: "IN_PROGRESS",
      PrincipalId: adminUser,
    });
    stage.wait(250);
    expect(held()).toBe(true);
  });

  test("an error after the effect leaves the effect", async () => {
    stage.aws.faults.add({
      on: "sso-admin:CreateAccountAssignment",
      fault: { kind: "error", effect: "after" },
    });
    expect(await failure(create())).toBeInstanceOf(InternalServerException);
    stage.wait(250);
    expect(held()).toBe(true);
  });

  test("a slow answer comes after its time, its effect at once", async () => {
    stage.aws.faults.add({ on: "identitystore:CreateUser", fault: { kind: "slow", ms: 150 } });
    const began = performance.now();
    const made = createUser("alice");
    await expect
      .poll(() => stage.aws.usersNamed("alice").length, { interval: 5, timeout: 140 })
      .toBe(1);
    await made;
    expect(performance.now() - began).toBeGreaterThan(140);
  });
});

describe("an assignment goes wrong after it was accepted", () => {
  test.each([
    ["done", true],
    ["none", false],
  ] as const)("IN_PROGRESS for ever, its effect %s", async (effect, present) => {
    onCreate({ kind: "stuck", effect });
    const asked = await create();
    stage.wait(3_600_000 * 24);
    expect(stage.aws.state().pending).toMatchObject([
      { requestId: asked.RequestId, status: "IN_PROGRESS" },
    ]);
    expect(held()).toBe(present);
    stage.wait(-3_600_000 * 24);
    expect((await creationStatus(asked.RequestId)).Status).toBe("IN_PROGRESS");
    await remove();
  });

  test("a long time", async () => {
    onCreate({ kind: "takes", ms: 200_000 });
    await create();
    stage.wait(199_000);
    expect(held()).toBe(false);
    stage.wait(1000);
    expect(held()).toBe(true);
  });

  test("it ends FAILED, with the reason told", async () => {
    onCreate({ kind: "fails", reason: "Received a 409 status error: too many roles" });
    const asked = await create();
    stage.wait(250);
    expect(await creationStatus(asked.RequestId)).toMatchObject({
      Status: "FAILED",
      FailureReason: "Received a 409 status error: too many roles",
    });
    expect(held()).toBe(false);
  });

  test("its request id is forgotten", async () => {
    onCreate({ kind: "forgotten" });
    const asked = await create();
    expect(await failure(creationStatus(asked.RequestId))).toBeInstanceOf(
      ResourceNotFoundException,
    );
    const { AccountAssignmentsCreationStatus: found } = await stage.sso.send(
      new ListAccountAssignmentCreationStatusCommand({ InstanceArn: instanceArn }),
    );
    expect(found).toEqual([]);
    stage.wait(250);
    expect(held()).toBe(true);
  });
});

describe("credentials", () => {
  test("expire before their time, until the role is assumed anew", async () => {
    stage.aws.console.expireSessions();
    expect(await failure(listInstances())).toMatchObject({ name: "ExpiredTokenException" });
    expect((await assume(stage.sts)).accessKeyId).toMatch(/^ASIA/);
  });

  test("are refused as expired when told so", async () => {
    stage.aws.faults.add({ on: "sso-admin:*", fault: { kind: "expired" }, times: 1 });
    expect(await failure(listInstances())).toMatchObject({ name: "ExpiredTokenException" });
    await listInstances();
  });

  test("the role can no longer be assumed after its trust changed", async () => {
    stage.aws.faults.add({ on: "sts:AssumeRole", fault: { kind: "denied" } });
    expect(await failure(assume(stage.sts))).toMatchObject({ name: "AccessDenied" });
  });
});
