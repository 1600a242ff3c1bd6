import { DescribeUserCommand, UpdateUserCommand } from "@aws-sdk/client-identitystore";
import {
  ConflictException,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListPermissionSetsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-sso-admin";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { drawSwitches, switchAnswers, type Switches } from "../../../local/aws/switches.ts";
import { assigning, tuple } from "./assigning.ts";
import {
  adminGroup,
  administrator,
  adminUser,
  failure,
  identityStoreId,
  instanceArn,
  need,
  powerUser,
  production,
  readOnly,
  sandbox,
  useStage,
} from "./stage.ts";

const stage = useStage();
const { create, creationStatus, remove } = assigning(stage);
const minute = 60_000;
function set(answers: Partial<Switches>) {
  stage.aws.switches = { ...stage.aws.switches, ...answers };
}

/** How a creation ended, after its time. */
async function createdAs(id: string | undefined) {
  stage.wait(1000);
  const asked = { InstanceArn: instanceArn, AccountAssignmentCreationRequestId: id };
  const answer = await stage.sso.send(new DescribeAccountAssignmentCreationStatusCommand(asked));
  return answer.AccountAssignmentCreationStatus?.Status;
}

/** How a deletion ended, after its time. */
async function removedAs(id: string | undefined) {
  stage.wait(1000);
  const asked = { InstanceArn: instanceArn, AccountAssignmentDeletionRequestId: id };
  const answer = await stage.sso.send(new DescribeAccountAssignmentDeletionStatusCommand(asked));
  return answer.AccountAssignmentDeletionStatus?.Status;
}

async function ofPrincipal(PrincipalId = adminUser) {
  const asked = { InstanceArn: instanceArn, PrincipalId, PrincipalType: "USER" } as const;
  const answer = await stage.sso.send(new ListAccountAssignmentsForPrincipalCommand(asked));
  return answer.AccountAssignments;
}

const callOf = (id: string | undefined) =>
  need(stage.aws.calls.all().find((one) => one.ids["OperationId"] === id));

/** How long each took, in milliseconds, once all are done. */
function took(...asked: { RequestId?: string | undefined }[]) {
  const calls = asked.map(({ RequestId }) => callOf(RequestId));
  stage.wait(1000);
  expect(stage.aws.pendingCount()).toBe(0);
  return calls.map((one) => need(one.settledAt) - one.at);
}

describe("creating what is there", () => {
  test("succeeds", async () => {
    await createdAs((await create()).RequestId);
    const again = await create();
    expect(again.Status).toBe("IN_PROGRESS");
    expect(await createdAs(again.RequestId)).toBe("SUCCEEDED");
  });

  test("succeeds at once", async () => {
    set({ repeatedCreate: "succeeds-at-once" });
    await createdAs((await create()).RequestId);
    expect((await create()).Status).toBe("SUCCEEDED");
  });

  test("is a conflict, while it is made too", async () => {
    set({ repeatedCreate: "conflict" });
    const first = await create();
    expect(await failure(create())).toBeInstanceOf(ConflictException);
    await createdAs(first.RequestId);
    expect(await failure(create())).toBeInstanceOf(ConflictException);
  });
});

describe("deleting what is not there", () => {
  test("succeeds", async () => {
    expect(await removedAs((await remove()).RequestId)).toBe("SUCCEEDED");
  });

  test("succeeds at once", async () => {
    set({ absentDelete: "succeeds-at-once" });
    expect((await remove()).Status).toBe("SUCCEEDED");
  });

  test("is not found", async () => {
    set({ absentDelete: "not-found" });
    expect(await failure(remove())).toBeInstanceOf(ResourceNotFoundException);
  });

  test("is a conflict", async () => {
    set({ absentDelete: "conflict" });
    expect(await failure(remove())).toBeInstanceOf(ConflictException);
  });

  test("fails later", async () => {
    set({ absentDelete: "fails" });
    expect(await removedAs((await remove()).RequestId)).toBe("FAILED");
  });
});

describe("a principal that no longer exists", () => {
  test("its assignment can be deleted, or not", async () => {
    await createdAs((await create()).RequestId);
    stage.aws.console.deleteUser(adminUser);
    set({ danglingDelete: "fails" });
    expect(await removedAs((await remove()).RequestId)).toBe("FAILED");
    expect(await ofPrincipal()).toHaveLength(1);
    set({ danglingDelete: "succeeds" });
    expect(await removedAs((await remove()).RequestId)).toBe("SUCCEEDED");
    expect(await ofPrincipal()).toEqual([]);
  });

  test("is not found when its assignments are listed", async () => {
    set({ forAbsentPrincipal: "not-found" });
    stage.aws.console.deleteUser(adminUser);
    expect(await failure(ofPrincipal())).toBeInstanceOf(ResourceNotFoundException);
  });

  test("is refused at once when something is to be assigned", async () => {
    set({ unknownPrincipal: "not-found" });
    stage.aws.console.deleteUser(adminUser);
    expect(await failure(create())).toBeInstanceOf(ResourceNotFoundException);
  });
});

test("a suspended account refuses at once", async () => {
  set({ suspendedAccount: "conflict" });
  stage.aws.console.suspendAccount(sandbox);
  expect(await failure(create())).toBeInstanceOf(ConflictException);
});

describe("one role update at a time in an account", () => {
  test("makes the second role wait for the first", async () => {
    await create();
    const second = await create({ PermissionSetArn: powerUser });
    const elsewhere = await create({ TargetId: production });
    expect(took(second, elsewhere)).toEqual([400, 200]);
  });

  test("does not concern a set whose role is there, unless each assignment updates it", async () => {
    stage.aws.console.assign({ ...tuple, principalType: "GROUP", principalId: adminGroup });
    await create({ PermissionSetArn: powerUser });
    expect(took(await create())).toEqual([200]);
    set({ roleUpdatedBy: "each" });
    await create({ PermissionSetArn: administrator });
    expect(took(await remove())).toEqual([400]);
  });

  test("concerns the last removal, which takes the role away", async () => {
    stage.aws.console.assign(tuple);
    await create({ PermissionSetArn: powerUser });
    expect(took(await remove())).toEqual([400]);
  });

  test("makes the second a conflict", async () => {
    set({ roleUpdates: "conflict" });
    await create();
    expect(await failure(create({ PermissionSetArn: powerUser }))).toBeInstanceOf(
      ConflictException,
    );
    expect((await create({ TargetId: production })).Status).toBe("IN_PROGRESS");
  });

  test("lets the second fail later, with a reason", async () => {
    set({ roleUpdates: "fails" });
    await create();
    const second = await create({ PermissionSetArn: powerUser });
    expect(second.Status).toBe("IN_PROGRESS");
    stage.wait(1000);
    expect(await creationStatus(second.RequestId)).toMatchObject({
      Status: "FAILED",
      FailureReason: expect.stringContaining("another IAM role in the account is being updated"),
    });
    expect(await createdAs((await create({ PermissionSetArn: powerUser })).RequestId)).toBe(
      "SUCCEEDED",
    );
  });
});

test("a user’s list may include the rows of their groups, each under the group’s own name", async () => {
  expect(await ofPrincipal()).toEqual([]);
  set({ forPrincipal: "with-group-rows" });
  expect(await ofPrincipal()).toEqual([
    {
      AccountId: production,
      PermissionSetArn: administrator,
      PrincipalId: adminGroup,
      PrincipalType: "GROUP",
    },
  ]);
});

test("an old status is neither found nor listed", async () => {
  set({ statusKept: "5-minutes" });
  const asked = await create();
  stage.wait(5 * minute);
  expect(await failure(createdAs(asked.RequestId))).toBeInstanceOf(ResourceNotFoundException);
  const list = await stage.sso.send(
    new ListAccountAssignmentCreationStatusCommand({ InstanceArn: instanceArn }),
  );
  expect(list.AccountAssignmentsCreationStatus).toEqual([]);
});

describe("errors", () => {
  const absent = {
    InstanceArn: instanceArn,
    AccountId: "999999999999",
    PermissionSetArn: readOnly,
  };
  const notFound = () => failure(stage.sso.send(new ListAccountAssignmentsCommand(absent)));

  test("have the statuses of the model, or 400", async () => {
    expect(await notFound()).toMatchObject({ $metadata: { httpStatusCode: 400 } });
    set({ errorStatus: "modelled", repeatedCreate: "conflict" });
    expect(await notFound()).toMatchObject({ $metadata: { httpStatusCode: 404 } });
    await create();
    expect(await failure(create())).toMatchObject({ $metadata: { httpStatusCode: 409 } });
  });

  test("are known by their class when their name comes with its namespace", async () => {
    set({ errorType: "qualified" });
    expect(await notFound()).toBeInstanceOf(ResourceNotFoundException);
  });
});

test("short pages", async () => {
  set({ pages: "short" });
  const asked = { InstanceArn: instanceArn, MaxResults: 4 };
  const first = await stage.sso.send(new ListPermissionSetsCommand(asked));
  expect(first.PermissionSets).toHaveLength(2);
  const second = await stage.sso.send(
    new ListPermissionSetsCommand({ ...asked, NextToken: first.NextToken }),
  );
  expect(second.PermissionSets).toHaveLength(1);
  expect(second.NextToken).toBeUndefined();
});

test("a user’s status can be updated, if AWS takes that", async () => {
  set({ userStatusPath: "accepted" });
  const user = { IdentityStoreId: identityStoreId, UserId: adminUser };
  const Operations = [{ AttributePath: "userStatus", AttributeValue: "DISABLED" }];
  await stage.people.send(new UpdateUserCommand({ ...user, Operations }));
  expect((await stage.people.send(new DescribeUserCommand(user))).UserStatus).toBe("DISABLED");
});

test("a signature may be too old after five minutes, and STS may call that RequestExpired", async () => {
  set({ signatureAge: "5-minutes", stsExpired: "RequestExpired" });
  stage.wait(6 * minute);
  expect(await failure(ofPrincipal())).toMatchObject({
    message: expect.stringContaining("- 5 min.)"),
  });
  const error = await failure(stage.sts.send(new GetCallerIdentityCommand({})));
  expect(error).toMatchObject({ name: "RequestExpired" });
});

test("chance draws every answer of every switch", () => {
  let n = 0;
  const drawn = Array.from({ length: 200 }, () => drawSwitches(() => (n = (n + 0.617_033) % 1)));
  const seen = Object.entries(switchAnswers).map(([name, answers]) => [
    name,
    answers.filter((answer) =>
      drawn.some((one) => new Map(Object.entries(one)).get(name) === answer),
    ),
  ]);
  expect(seen).toEqual(Object.entries(switchAnswers));
});
