import {
  CreateAccountAssignmentCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  paginateListAccountAssignments,
  ResourceNotFoundException,
  ValidationException,
} from "@aws-sdk/client-sso-admin";
import { describe, expect, test } from "vitest";
import { assigning, listTarget, target } from "./assigning.ts";
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
const { create, remove, listed } = assigning(stage);

async function provisionedSets() {
  const { PermissionSets } = await stage.sso.send(
    new ListPermissionSetsProvisionedToAccountCommand({
      InstanceArn: instanceArn,
      AccountId: sandbox,
    }),
  );
  return PermissionSets;
}

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
    expect(await listed()).toEqual([adminUser]);
    await remove();
    stage.wait(250);
    expect(await listed()).toEqual([]);
  });
});

describe("the role in the account", () => {
  test("lives while its set has an assignment left, and comes back under another name", async () => {
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
