import {
  ConflictException,
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  paginateListAccountAssignments,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  ThrottlingException,
  ValidationException,
} from "@aws-sdk/client-sso-admin";
import { describe, expect, test } from "vitest";
import {
  adminGroup,
  administrator,
  adminUser,
  failure,
  instanceArn,
  need,
  production,
  readOnly,
  powerUser,
  sandbox,
  useStage,
} from "./stage.ts";

const stage = useStage();

const target = {
  InstanceArn: instanceArn,
  TargetId: sandbox,
  TargetType: "AWS_ACCOUNT",
  PermissionSetArn: readOnly,
  PrincipalType: "USER",
  PrincipalId: adminUser,
} as const;
const listTarget = { InstanceArn: instanceArn, AccountId: sandbox, PermissionSetArn: readOnly };

async function create(
  change: Partial<typeof target> | { PrincipalId: string } | { TargetId: string } = {},
) {
  const { AccountAssignmentCreationStatus: status } = await stage.sso.send(
    new CreateAccountAssignmentCommand({ ...target, ...change }),
  );
  return need(status);
}

async function remove(change: { PrincipalId?: string; TargetId?: string } = {}) {
  const { AccountAssignmentDeletionStatus: status } = await stage.sso.send(
    new DeleteAccountAssignmentCommand({ ...target, ...change }),
  );
  return need(status);
}

async function creationStatus(id: string | undefined) {
  const { AccountAssignmentCreationStatus: status } = await stage.sso.send(
    new DescribeAccountAssignmentCreationStatusCommand({
      InstanceArn: instanceArn,
      AccountAssignmentCreationRequestId: id,
    }),
  );
  return need(status);
}

async function deletionStatus(id: string | undefined) {
  const { AccountAssignmentDeletionStatus: status } = await stage.sso.send(
    new DescribeAccountAssignmentDeletionStatusCommand({
      InstanceArn: instanceArn,
      AccountAssignmentDeletionRequestId: id,
    }),
  );
  return need(status);
}

async function listed() {
  const { AccountAssignments: rows } = await stage.sso.send(
    new ListAccountAssignmentsCommand(listTarget),
  );
  return need(rows);
}

async function provisionedSets() {
  const { PermissionSets } = await stage.sso.send(
    new ListPermissionSetsProvisionedToAccountCommand({
      InstanceArn: instanceArn,
      AccountId: sandbox,
    }),
  );
  return PermissionSets;
}

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
    expect(await listed()).toEqual([
      {
        AccountId: sandbox,
        PermissionSetArn: readOnly,
        PrincipalType: "USER",
        PrincipalId: adminUser,
      },
    ]);
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

describe("what is listed", () => {
  test("every page of an assignment list, with nothing twice", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 25; n += 1) {
      const id = stage.aws.console.createUser({
        userName: `u${n}`,
        givenName: "U",
        familyName: "N",
      });
      ids.push(id);
      stage.aws.console.assign({
        accountId: sandbox,
        permissionSetArn: readOnly,
        principalType: "USER",
        principalId: id,
      });
    }
    const pages: number[] = [];
    const found: (string | undefined)[] = [];
    for await (const page of paginateListAccountAssignments(
      { client: stage.sso, pageSize: 10 },
      { ...listTarget },
    )) {
      pages.push(need(page.AccountAssignments).length);
      found.push(...need(page.AccountAssignments).map((row) => row.PrincipalId));
    }
    expect(pages).toEqual([10, 10, 5]);
    expect(found).toEqual(ids);
  });

  test("a token serves no other list", async () => {
    stage.aws.console.assign({
      accountId: sandbox,
      permissionSetArn: readOnly,
      principalType: "USER",
      principalId: adminUser,
    });
    stage.aws.console.assign({
      accountId: sandbox,
      permissionSetArn: readOnly,
      principalType: "GROUP",
      principalId: adminGroup,
    });
    const first = await stage.sso.send(
      new ListAccountAssignmentsCommand({ ...listTarget, MaxResults: 1 }),
    );
    const elsewhere = { ...listTarget, AccountId: production, NextToken: need(first.NextToken) };
    expect(
      await failure(stage.sso.send(new ListAccountAssignmentsCommand(elsewhere))),
    ).toBeInstanceOf(ValidationException);
    const made = { ...listTarget, NextToken: "bm90LWEtdG9rZW4=" };
    expect(await failure(stage.sso.send(new ListAccountAssignmentsCommand(made)))).toBeInstanceOf(
      ValidationException,
    );
  });

  test("a principal's assignments, over all accounts or in one", async () => {
    await create();
    await create({ TargetId: production });
    stage.wait(250);
    const all = await stage.sso.send(
      new ListAccountAssignmentsForPrincipalCommand({
        InstanceArn: instanceArn,
        PrincipalId: adminUser,
        PrincipalType: "USER",
      }),
    );
    expect(need(all.AccountAssignments).map((row) => row.AccountId)).toEqual([sandbox, production]);
    const one = await stage.sso.send(
      new ListAccountAssignmentsForPrincipalCommand({
        InstanceArn: instanceArn,
        PrincipalId: adminUser,
        PrincipalType: "USER",
        Filter: { AccountId: production },
      }),
    );
    expect(one.AccountAssignments).toEqual([
      {
        AccountId: production,
        PermissionSetArn: readOnly,
        PrincipalId: adminUser,
        PrincipalType: "USER",
      },
    ]);
  });

  test("assignments of a deleted user stay, dangling", async () => {
    await create();
    stage.wait(250);
    stage.aws.console.deleteUser(adminUser);
    expect(await listed()).toMatchObject([{ PrincipalId: adminUser }]);
    await remove();
    stage.wait(250);
    expect(await listed()).toEqual([]);
  });
});

describe("the role in the account", () => {
  test("lives as long as any assignment of its set, and comes back under another name", async () => {
    await create();
    stage.wait(250);
    expect(await provisionedSets()).toEqual([readOnly]);
    const accounts = await stage.sso.send(
      new ListAccountsForProvisionedPermissionSetCommand({
        InstanceArn: instanceArn,
        PermissionSetArn: administrator,
      }),
    );
    expect(accounts.AccountIds).toEqual([production]);
    const first = need(stage.aws.state().roles.find((role) => role.accountId === sandbox)).arn;
    expect(first).toMatch(
      /^arn:aws:iam::444444444444:role\/aws-reserved\/sso\.amazonaws\.com\/AWSReservedSSO_ReadOnly_[0-9a-f]{16}$/,
    );
    await remove();
    stage.wait(250);
    expect(await provisionedSets()).toEqual([]);
    await create();
    stage.wait(250);
    const second = need(stage.aws.state().roles.find((role) => role.accountId === sandbox)).arn;
    expect(second).not.toBe(first);
  });
});

describe("what AWS refuses", () => {
  test.each<[string, Record<string, string>]>([
    ["an account id of eleven digits", { TargetId: "44444444444" }],
    [
      "a permission set's ARN of the wrong form",
      { PermissionSetArn: "arn:aws:sso:::permissionSet/EngAdmin" },
    ],
    ["a principal id that is no UUID", { PrincipalId: "alice" }],
    ["a kind of principal that there is not", { PrincipalType: "ROLE" }],
    ["an instance's ARN of the wrong form", { InstanceArn: "arn:aws:sso:::instance/none" }],
  ])("%s", async (_, change) => {
    const error = await failure(
      stage.sso.send(new CreateAccountAssignmentCommand({ ...target, ...change })),
    );
    expect(error).toBeInstanceOf(ValidationException);
    expect(error).toMatchObject({
      message: expect.stringContaining("failed to satisfy constraint"),
    });
  });

  test("a missing member", async () => {
    const error = await failure(
      stage.sso.send(new CreateAccountAssignmentCommand({ ...target, PrincipalId: undefined })),
    );
    expect(error).toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("'principalId'"),
    });
  });

  test.each<[string, Record<string, string>]>([
    ["an account outside the organization", { TargetId: "999999999999" }],
    [
      "a permission set that is not there",
      { PermissionSetArn: powerUser.replaceAll("2222222222222222", "9".repeat(16)) },
    ],
    ["another instance", { InstanceArn: "arn:aws:sso:::instance/ssoins-0000000000000000" }],
  ])("%s is not found", async (_, change) => {
    const error = await failure(
      stage.sso.send(new CreateAccountAssignmentCommand({ ...target, ...change })),
    );
    expect(error).toBeInstanceOf(ResourceNotFoundException);
  });

  test("pages of more than a hundred", async () => {
    const error = await failure(
      stage.sso.send(new ListAccountAssignmentsCommand({ ...listTarget, MaxResults: 101 })),
    );
    expect(error).toBeInstanceOf(ValidationException);
  });
});
