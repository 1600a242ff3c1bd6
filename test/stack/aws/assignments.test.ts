import {
  ConflictException,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentDeletionStatusCommand,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  ThrottlingException,
} from "@aws-sdk/client-sso-admin";
import { describe, expect, test } from "vitest";
import { assigning } from "./assigning.ts";
import { adminUser, failure, instanceArn, need, readOnly, sandbox, useStage } from "./stage.ts";

const stage = useStage();
const { create, remove, creationStatus, deletionStatus, listed } = assigning(stage);

describe("an assignment is made later than it is asked", () => {
  test("it is IN_PROGRESS and not listed first, SUCCEEDED and listed after", async () => {
    const asked = await create();
    expect(asked).toMatchObject({
      Status: "IN_PROGRESS",
      TargetId: sandbox,
      TargetType: "AWS_ACCOUNT",
      PermissionSetArn: readOnly,
      PrincipalType: "USER",
      PrincipalId: adminUser,
    });
    expect(asked.CreatedDate).toBeInstanceOf(Date);
    expect(await listed()).toEqual([]);
    stage.wait(250);
    expect(await creationStatus(asked.RequestId)).toMatchObject({
      Status: "SUCCEEDED",
      RequestId: asked.RequestId,
    });
    expect(await listed()).toEqual([adminUser]);
    expect(stage.aws.hasAssignment(sandbox, readOnly, "USER", adminUser)).toBe(true);
  });

  test("it takes effect at its own instant, whenever somebody looks", async () => {
    const before = Date.now();
    const asked = await create();
    stage.wait(60_000);
    const [assignment] = stage.aws
      .state()
      .assignments.filter((row) => row.principalId === adminUser);
    expect(need(assignment).createdAt - before).toBeLessThan(5000);
    const call = need(
      stage.aws.calls.all().find((one) => one.ids["OperationId"] === asked.RequestId),
    );
    expect(call.settledAt).toBe(call.at + 200);
    expect(call.outcome).toBe("SUCCEEDED");
  });

  test("its deletion too is asynchronous, and its statuses are listed", async () => {
    const made = await create();
    stage.wait(250);
    const asked = await remove();
    expect(asked.Status).toBe("IN_PROGRESS");
    expect(await listed()).toHaveLength(1);
    const open = await stage.sso.send(
      new ListAccountAssignmentDeletionStatusCommand({
        InstanceArn: instanceArn,
        Filter: { Status: "IN_PROGRESS" },
      }),
    );
    expect(open.AccountAssignmentsDeletionStatus).toMatchObject([
      { Status: "IN_PROGRESS", RequestId: asked.RequestId },
    ]);
    stage.wait(250);
    expect((await deletionStatus(asked.RequestId)).Status).toBe("SUCCEEDED");
    expect(await listed()).toEqual([]);
    const creations = await stage.sso.send(
      new ListAccountAssignmentCreationStatusCommand({ InstanceArn: instanceArn }),
    );
    expect(creations.AccountAssignmentsCreationStatus).toMatchObject([
      { Status: "SUCCEEDED", RequestId: made.RequestId },
    ]);
  });

  test("a status is not found under the other kind's name, nor for an id that was never given", async () => {
    const asked = await create();
    expect(await failure(deletionStatus(asked.RequestId))).toBeInstanceOf(
      ResourceNotFoundException,
    );
    const unknown = creationStatus("00000000-0000-4000-8000-000000000000");
    expect(await failure(unknown)).toBeInstanceOf(ResourceNotFoundException);
  });

  test("it ends FAILED with AWS's words when the user is not in the directory", async () => {
    const nobody = "9067000001-99999999-9999-4999-a999-999999999999";
    const asked = await create({ PrincipalId: nobody });
    stage.wait(250);
    const status = await creationStatus(asked.RequestId);
    expect(status.Status).toBe("FAILED");
    expect(status.FailureReason).toContain(
      `the USER assignee ${nobody} was not found in directory`,
    );
  });

  test("it ends FAILED in a suspended account", async () => {
    stage.aws.console.suspendAccount(sandbox);
    const asked = await create();
    stage.wait(250);
    expect((await creationStatus(asked.RequestId)).FailureReason).toContain(
      "Obtaining permissions to manage",
    );
    expect(await listed()).toEqual([]);
  });

  test("it ends FAILED when its set or its user goes while it is made", async () => {
    const user = stage.aws.console.createUser({
      userName: "short",
      givenName: "S",
      familyName: "T",
    });
    const asked = await create({ PrincipalId: user });
    stage.aws.console.deleteUser(user);
    stage.wait(250);
    expect((await creationStatus(asked.RequestId)).Status).toBe("FAILED");
  });
});

describe("operations on one assignment exclude each other", () => {
  test("creating while it is being deleted is a conflict, and the other way round", async () => {
    await create();
    expect(await failure(remove())).toBeInstanceOf(ConflictException);
    stage.wait(250);
    await remove();
    expect(await failure(create())).toBeInstanceOf(ConflictException);
  });

  test("another assignment in the same account is not in the way", async () => {
    await create();
    const user = stage.aws.console.createUser({
      userName: "other",
      givenName: "O",
      familyName: "T",
    });
    expect((await create({ PrincipalId: user })).Status).toBe("IN_PROGRESS");
  });

  test("the sixteenth outstanding creation is refused, a deletion is not", async () => {
    for (let n = 0; n < 15; n += 1) {
      const user = stage.aws.console.createUser({
        userName: `u${n}`,
        givenName: "U",
        familyName: "N",
      });
      await create({ PrincipalId: user });
    }
    expect(await failure(create())).toBeInstanceOf(ThrottlingException);
    stage.aws.switches = { ...stage.aws.switches, tooManyOutstanding: "quota" };
    expect(await failure(create())).toBeInstanceOf(ServiceQuotaExceededException);
    stage.aws.switches = { ...stage.aws.switches, tooManyOutstanding: "conflict" };
    expect(await failure(create())).toBeInstanceOf(ConflictException);
    expect((await remove()).Status).toBe("IN_PROGRESS");
    stage.wait(250);
    expect((await create()).Status).toBe("IN_PROGRESS");
  });
});
