import { expect, test } from "vitest";
import { ok, scripted } from "./scripted.test-support.ts";

const instance = "arn:aws:sso:::instance/ssoins-1111222233334444";
const set = "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-1111222233334444";
const user = "906749bd-0000-4000-8000-000000000001";
const assignment = {
  accountId: "111122223333",
  permissionSetArn: set,
  principalType: "USER",
  principalId: user,
} as const;
const wireAssignment = {
  InstanceArn: instance,
  TargetId: "111122223333",
  TargetType: "AWS_ACCOUNT",
  PermissionSetArn: set,
  PrincipalType: "USER",
  PrincipalId: user,
};
const row = {
  AccountId: "111122223333",
  PermissionSetArn: set,
  PrincipalType: "USER",
  PrincipalId: user,
};

test("a creation and a deletion name the whole assignment and tell how far AWS is", async () => {
  const { aws, sent } = scripted([
    ok({
      AccountAssignmentCreationStatus: {
        Status: "IN_PROGRESS",
        RequestId: "r-1",
        CreatedDate: 1_795_156_380.25,
        TargetId: "111122223333",
        TargetType: "AWS_ACCOUNT",
        PermissionSetArn: set,
        PrincipalType: "USER",
        PrincipalId: user,
      },
    }),
    ok({
      AccountAssignmentDeletionStatus: {
        Status: "FAILED",
        RequestId: "r-2",
        FailureReason: "Received a 404 status error: Not supported",
      },
    }),
  ]);
  expect(await aws.ssoAdmin.createAccountAssignment(assignment)).toEqual({
    status: "IN_PROGRESS",
    requestId: "r-1",
    createdAt: 1_795_156_380_250,
    accountId: "111122223333",
    permissionSetArn: set,
    principalId: user,
  });
  expect(await aws.ssoAdmin.deleteAccountAssignment(assignment)).toEqual({
    status: "FAILED",
    requestId: "r-2",
    failureReason: "Received a 404 status error: Not supported",
  });
  expect(sent.slice(1)).toMatchObject([
    { target: "SWBExternalService.CreateAccountAssignment", body: wireAssignment },
    { target: "SWBExternalService.DeleteAccountAssignment", body: wireAssignment },
  ]);
});

test("an operation is followed by its request id, and another's answer is not taken for it", async () => {
  const { aws, sent } = scripted([
    ok({ AccountAssignmentCreationStatus: { Status: "SUCCEEDED", RequestId: "r-1" } }),
    ok({ AccountAssignmentDeletionStatus: { Status: "SUCCEEDED", RequestId: "r-2" } }),
    ok({ AccountAssignmentDeletionStatus: { Status: "SUCCEEDED", RequestId: "r-9" } }),
  ]);
  expect((await aws.ssoAdmin.describeCreation("r-1")).status).toBe("SUCCEEDED");
  expect((await aws.ssoAdmin.describeDeletion("r-2")).status).toBe("SUCCEEDED");
  await expect(aws.ssoAdmin.describeDeletion("r-3")).rejects.toMatchObject({ code: "Malformed" });
  expect(sent.slice(1, 3).map((call) => call.body)).toEqual([
    { InstanceArn: instance, AccountAssignmentCreationRequestId: "r-1" },
    { InstanceArn: instance, AccountAssignmentDeletionRequestId: "r-2" },
  ]);
});

test("recent operations are listed, all or of one status", async () => {
  const { aws, sent } = scripted([
    ok({
      AccountAssignmentsCreationStatus: [
        { Status: "IN_PROGRESS", RequestId: "r-1", CreatedDate: 1_795_156_380 },
      ],
    }),
    ok({ AccountAssignmentsDeletionStatus: [] }),
  ]);
  expect(await aws.ssoAdmin.listCreations("IN_PROGRESS")).toEqual([
    { requestId: "r-1", status: "IN_PROGRESS", createdAt: 1_795_156_380_000 },
  ]);
  expect(await aws.ssoAdmin.listDeletions()).toEqual([]);
  expect(sent.slice(1).map((call) => call.body)).toEqual([
    { InstanceArn: instance, MaxResults: 100, Filter: { Status: "IN_PROGRESS" } },
    { InstanceArn: instance, MaxResults: 100 },
  ]);
});

test("who has a set in an account is told by principal, and only for the pair that was asked", async () => {
  const { aws, sent } = scripted([
    ok({ AccountAssignments: [row, { ...row, PrincipalType: "GROUP", PrincipalId: "g-1" }] }),
    ok({ AccountAssignments: [{ ...row, AccountId: "999999999999" }] }),
    ok({ AccountAssignments: [{ ...row, PrincipalType: "ROBOT" }] }),
  ]);
  expect(await aws.ssoAdmin.listAssignments("111122223333", set)).toEqual([
    { principalType: "USER", principalId: user },
    { principalType: "GROUP", principalId: "g-1" },
  ]);
  expect(sent[1]?.body).toEqual({
    InstanceArn: instance,
    AccountId: "111122223333",
    PermissionSetArn: set,
    MaxResults: 100,
  });
  const another = aws.ssoAdmin.listAssignments("111122223333", set);
  await expect(another).rejects.toMatchObject({ code: "Malformed" });
  const unknownKind = aws.ssoAdmin.listAssignments("111122223333", set);
  await expect(unknownKind).rejects.toMatchObject({ code: "Malformed" });
});

test("a user's assignments are told with the principal each came through", async () => {
  const { aws, sent } = scripted([
    ok({ AccountAssignments: [row, { ...row, PrincipalType: "GROUP", PrincipalId: "g-1" }] }),
    ok({ AccountAssignments: [] }),
  ]);
  expect(await aws.ssoAdmin.listAssignmentsForPrincipal(user)).toEqual([
    assignment,
    { ...assignment, principalType: "GROUP", principalId: "g-1" },
  ]);
  await aws.ssoAdmin.listAssignmentsForPrincipal(user, { accountId: "111122223333" });
  const asked = {
    InstanceArn: instance,
    PrincipalId: user,
    PrincipalType: "USER",
    MaxResults: 100,
  };
  expect(sent.slice(1).map((call) => call.body)).toEqual([
    asked,
    { ...asked, Filter: { AccountId: "111122223333" } },
  ]);
});

test.each([
  ["PT8H", 28_800_000],
  ["PT1H30M", 5_400_000],
  ["P0DT1H", 3_600_000],
  [undefined, 3_600_000],
])("a set with session duration %s has sessions of %d ms", async (text, ms) => {
  const { aws } = scripted([
    ok({ PermissionSet: { PermissionSetArn: set, Name: "Admin", SessionDuration: text } }),
  ]);
  expect(await aws.ssoAdmin.describePermissionSet(set)).toEqual({
    arn: set,
    name: "Admin",
    sessionDurationMs: ms,
  });
});

test.each(["", "PT", "1H", "PT-1H", "P1Y"])("session duration %j is not believed", async (text) => {
  const { aws } = scripted([
    ok({ PermissionSet: { PermissionSetArn: set, Name: "Admin", SessionDuration: text } }),
  ]);
  await expect(aws.ssoAdmin.describePermissionSet(set)).rejects.toMatchObject({
    code: "Malformed",
  });
});

test("what is in a set is told: managed, customer managed and inline policies, and its accounts", async () => {
  const { aws, sent } = scripted([
    ok({ AttachedManagedPolicies: [{ Name: "ReadOnlyAccess", Arn: "arn:aws:iam::aws:policy/R" }] }),
    ok({ CustomerManagedPolicyReferences: [{ Name: "deploy", Path: "/" }] }),
    ok({ InlinePolicy: "{}" }),
    ok({ InlinePolicy: "" }),
    ok({ AccountIds: ["111122223333"] }),
  ]);
  expect(await aws.ssoAdmin.listManagedPolicies(set)).toEqual(["ReadOnlyAccess"]);
  expect(await aws.ssoAdmin.listCustomerManagedPolicies(set)).toEqual(["deploy"]);
  expect(await aws.ssoAdmin.inlinePolicy(set)).toBe(true);
  expect(await aws.ssoAdmin.inlinePolicy(set)).toBe(false);
  expect(await aws.ssoAdmin.listAccountsForProvisionedPermissionSet(set)).toEqual(["111122223333"]);
  expect(sent.slice(1).map((call) => call.target.split(".")[1])).toEqual([
    "ListManagedPoliciesInPermissionSet",
    "ListCustomerManagedPolicyReferencesInPermissionSet",
    "GetInlinePolicyForPermissionSet",
    "GetInlinePolicyForPermissionSet",
    "ListAccountsForProvisionedPermissionSet",
  ]);
});

test("the instance is told, and another instance's answer is not taken for it", async () => {
  const { aws } = scripted([
    ok({ InstanceArn: instance, IdentityStoreId: "d-1234567890", Status: "ACTIVE", Name: null }),
    ok({ InstanceArn: `${instance.slice(0, -1)}5`, IdentityStoreId: "d-1234567890" }),
  ]);
  expect(await aws.ssoAdmin.describeInstance()).toEqual({
    arn: instance,
    identityStoreId: "d-1234567890",
    status: "ACTIVE",
  });
  await expect(aws.ssoAdmin.describeInstance()).rejects.toMatchObject({ code: "Malformed" });
});
