import {
  DeletePermissionSetCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
} from "@aws-sdk/client-sso-admin";
import { CreateGroupCommand, CreateGroupMembershipCommand } from "@aws-sdk/client-identitystore";
import { describe, expect, test } from "vitest";
import { shippedPolicy, shippedTrust } from "../../../local/aws/iam/shipped.ts";
import { sampleAccess, sampleOrganization } from "../../../local/aws/sample.ts";
import { emulated } from "../emulated.ts";
import { assigning, target } from "./assigning.ts";
import { everyCall } from "./every-call.ts";
import {
  adminGroup,
  adminUser,
  assume,
  failure,
  identityStoreId,
  instanceArn,
  useStage,
} from "./stage.ts";

const place = {
  instanceArn,
  identityStoreId,
  managementAccountId: sampleOrganization.managementAccountId,
};
const shipped = shippedPolicy("management", place);

describe.each(["management", "delegated"] as const)(
  "the policy of a role in the %s account",
  (account) => {
    test("allows what Daypass's clients call, and has nothing that they don't", async () => {
      const { emulator, aws } = emulated({ account });
      await everyCall(emulator, aws, account);
      const calls = emulator.calls.all().filter(({ service }) => service !== "sts");
      expect(calls.filter(({ errorCode }) => errorCode !== undefined)).toEqual([]);
      const called = calls.map(
        ({ service, operation }) => `${service === "sso-admin" ? "sso" : service}:${operation}`,
      );
      const { Statement } = shippedPolicy(account, emulator.names);
      const listed = Statement.flatMap(({ Action }) => Action);
      expect([...new Set(called)].toSorted()).toEqual(listed.toSorted());
    });
  },
);

describe("a session of the role", () => {
  const stage = useStage({ role: { ...sampleAccess.role, policy: shipped } });
  const { create, creationStatus } = assigning(stage);

  test("may do what the policy allows, and nothing else", async () => {
    expect((await create()).Status).toBe("IN_PROGRESS");
    const PermissionSetArn = target.PermissionSetArn;
    const remove = new DeletePermissionSetCommand({ InstanceArn: instanceArn, PermissionSetArn });
    expect(await failure(stage.sso.send(remove))).toMatchObject({
      name: "AccessDeniedException",
      message:
        "User: arn:aws:sts::111111111111:assumed-role/Daypass/test is not authorized to perform: " +
        `sso:DeletePermissionSet on resource: ${instanceArn} because no identity-based policy allows the ` +
        "sso:DeletePermissionSet action",
    });
    expect(await failure(stage.sso.send(new ListInstancesCommand({})))).toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("sso:ListInstances on resource: * because"),
    });
    const group = { IdentityStoreId: identityStoreId, DisplayName: "another" };
    expect(await failure(stage.people.send(new CreateGroupCommand(group)))).toMatchObject({
      name: "AccessDeniedException",
      RequestId: expect.any(String),
    });
  });

  test("is denied a resource that the policy does not name, and what it denies outright", async () => {
    const [read, , ...rest] = shipped.Statement;
    const sandboxAlone = {
      Effect: "Allow",
      Action: "sso:*AccountAssignment",
      Resource: [instanceArn, "arn:aws:sso:::permissionSet/*", "arn:aws:sso:::account/4*"],
    } as const;
    const noAdmins = {
      Effect: "Deny",
      Action: "identitystore:CreateGroupMembership",
      Resource: `arn:aws:identitystore:::group/${adminGroup}`,
    } as const;
    stage.aws.console.setRolePolicy({
      Statement: [...(read === undefined ? [] : [read]), sandboxAlone, noAdmins, ...rest],
    });
    expect((await create()).Status).toBe("IN_PROGRESS");
    const production = create({ TargetId: "222222222222" });
    expect(await failure(production)).toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("on resource: arn:aws:sso:::account/222222222222 because"),
    });
    const membership = {
      IdentityStoreId: identityStoreId,
      GroupId: adminGroup,
      MemberId: { UserId: adminUser },
    };
    const join = stage.people.send(new CreateGroupMembershipCommand(membership));
    expect(await failure(join)).toMatchObject({
      message: expect.stringContaining("with an explicit deny in an identity-based policy"),
    });
  });

  test("can give no access to the management account: AWS makes roles there with the caller's rights", async () => {
    const { RequestId } = await create({ TargetId: "111111111111" });
    stage.wait(1000);
    expect(await creationStatus(RequestId)).toMatchObject({
      Status: "FAILED",
      FailureReason: expect.stringContaining("is not authorized to perform: iam:CreateRole"),
    });
  });
});

describe("after a change of the role", () => {
  const stage = useStage({ role: { ...sampleAccess.role, policy: shipped } });
  const user = "arn:aws:iam::111111111111:user/daypass";
  const listSets = () =>
    stage.sso.send(new ListPermissionSetsCommand({ InstanceArn: instanceArn }));

  test("the sessions that it has may do what the new policy allows", async () => {
    stage.aws.console.setRolePolicy({ Statement: [] });
    expect(await failure(listSets())).toMatchObject({ name: "AccessDeniedException" });
    stage.aws.console.setRolePolicy(shipped);
    await listSets();
  });

  test("of its trust, nobody gets a session who is no longer trusted, and living ones go on", async () => {
    stage.aws.console.setTrustPolicy(shippedTrust(user, "another-external-id"));
    expect(await failure(assume(stage.sts))).toMatchObject({
      name: "AccessDenied",
      message: `User: ${user} is not authorized to perform: sts:AssumeRole on resource: ${sampleAccess.role.arn}`,
      $metadata: { httpStatusCode: 403 },
    });
    await listSets();
    stage.aws.console.setTrustPolicy(shippedTrust(user, sampleAccess.role.externalId));
    await assume(stage.sts);
    stage.aws.console.setTrustPolicy(shippedTrust(`${user}-2`, sampleAccess.role.externalId));
    expect(await failure(assume(stage.sts))).toMatchObject({ name: "AccessDenied" });
  });

  test("that was deleted and made anew, its old sessions are not known", async () => {
    stage.aws.console.recreateRole();
    expect(await failure(listSets())).toMatchObject({ name: "UnrecognizedClientException" });
    await assume(stage.sts);
  });

  test("all of it can be done over the control surface", async () => {
    const done = async (action: string, body: object) =>
      (
        await fetch(`${stage.url}/_aws/console/${action}`, {
          method: "POST",
          body: JSON.stringify(body),
        })
      ).status;
    expect(await done("set-role-policy", { policy: { Statement: [] } })).toBe(200);
    expect(await failure(listSets())).toMatchObject({ name: "AccessDeniedException" });
    expect(await done("set-trust-policy", { policy: shippedTrust(user, "another") })).toBe(200);
    expect(await failure(assume(stage.sts))).toMatchObject({ name: "AccessDenied" });
    expect(await done("recreate-role", {})).toBe(200);
    expect(await failure(listSets())).toMatchObject({ name: "UnrecognizedClientException" });
    const notEvaluated = { Effect: "Allow", NotAction: "*", Resource: "*" };
    expect(await done("set-role-policy", { policy: { Statement: [notEvaluated] } })).toBe(400);
  });
});
