import {
  AccessDeniedException,
  DeleteAccountAssignmentCommand,
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListPermissionSetsCommand,
} from "@aws-sdk/client-sso-admin";
import { ListAccountsCommand } from "@aws-sdk/client-organizations";
import { beforeEach, describe, expect, test } from "vitest";
import { shippedPolicy } from "../../../local/aws/iam/shipped.ts";
import { sampleAccess, sampleOrganization } from "../../../local/aws/sample.ts";
import { assigning, target } from "./assigning.ts";
import {
  adminGroup,
  administrator,
  adminUser,
  failure,
  identityStoreId,
  instanceArn,
  powerUser,
  production,
  readOnly,
  sandbox,
  useStage,
} from "./stage.ts";

const arn = "arn:aws:iam::333333333333:role/Daypass";
const { managementAccountId } = sampleOrganization;
const policy = shippedPolicy("delegated", { instanceArn, identityStoreId, managementAccountId });
const stage = useStage({ role: { ...sampleAccess.role, arn, policy } }, arn);
const { create, creationStatus, listed } = assigning(stage);
const InstanceArn = instanceArn;

/** PowerUser is assigned in the management account too. */
beforeEach(() =>
  stage.aws.console.assign({
    accountId: managementAccountId,
    permissionSetArn: powerUser,
    principalType: "GROUP",
    principalId: adminGroup,
  }),
);

const describeSet = (PermissionSetArn: string) =>
  stage.sso.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
const accountsOf = (PermissionSetArn: string) =>
  stage.sso.send(
    new ListAccountsForProvisionedPermissionSetCommand({ InstanceArn, PermissionSetArn }),
  );
const assignmentsIn = (AccountId: string, PermissionSetArn: string) =>
  stage.sso.send(new ListAccountAssignmentsCommand({ InstanceArn, AccountId, PermissionSetArn }));
const remove = (change: object) =>
  stage.sso.send(new DeleteAccountAssignmentCommand({ ...target, ...change }));

describe("a delegated administrator", () => {
  test("gives and reads access in other accounts, by sets that are not assigned in the management account", async () => {
    const { RequestId } = await create();
    stage.wait(1000);
    expect((await creationStatus(RequestId)).Status).toBe("SUCCEEDED");
    expect(await listed()).toEqual([adminUser]);
    expect((await accountsOf(readOnly)).AccountIds).toEqual([sandbox]);
    expect((await assignmentsIn(production, administrator)).AccountAssignments).toHaveLength(1);
    expect((await describeSet(administrator)).PermissionSet?.Name).toBe("Administrator");
  });

  test("is denied the management account, and the sets that are assigned there, wherever they are", async () => {
    const asked = [
      () => create({ TargetId: managementAccountId }),
      () => create({ PermissionSetArn: powerUser }),
      () => remove({ TargetId: managementAccountId }),
      () => remove({ PermissionSetArn: powerUser }),
      () => assignmentsIn(managementAccountId, readOnly),
      () => assignmentsIn(sandbox, powerUser),
      () => accountsOf(powerUser),
      () => describeSet(powerUser),
    ];
    const refused = await Promise.all(asked.map((ask) => failure(ask())));
    expect(refused.map(String)).toEqual(
      asked.map(() => expect.stringMatching(/^AccessDeniedException: User: .* is not authorized/)),
    );
  });

  test("may be shown such a set, but not who has it", async () => {
    stage.aws.switches = { ...stage.aws.switches, setsOfManagement: "described" };
    expect((await describeSet(powerUser)).PermissionSet?.Name).toBe("PowerUser");
    const inline = new GetInlinePolicyForPermissionSetCommand({
      InstanceArn,
      PermissionSetArn: powerUser,
    });
    await stage.sso.send(inline);
    expect(await failure(accountsOf(powerUser))).toBeInstanceOf(AccessDeniedException);
    expect(await failure(assignmentsIn(sandbox, powerUser))).toBeInstanceOf(AccessDeniedException);
  });

  test("is denied the list of one principal's assignments", async () => {
    const asked = { InstanceArn, PrincipalId: adminUser, PrincipalType: "USER" } as const;
    const list = new ListAccountAssignmentsForPrincipalCommand(asked);
    expect(await failure(stage.sso.send(list))).toBeInstanceOf(AccessDeniedException);
  });

  test("sees that the management account and its sets are there", async () => {
    const sets = await stage.sso.send(new ListPermissionSetsCommand({ InstanceArn }));
    expect(sets.PermissionSets).toContain(powerUser);
    const { Accounts } = await stage.organizations.send(new ListAccountsCommand({}));
    expect(Accounts?.map(({ Id }) => Id)).toContain(managementAccountId);
  });
});
