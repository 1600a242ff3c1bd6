import {
  ConflictException,
  CreatePermissionSetCommand,
  DeletePermissionSetCommand,
  DescribeInstanceCommand,
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListCustomerManagedPolicyReferencesInPermissionSetCommand,
  ListInstancesCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListPermissionSetsCommand,
  ListTagsForResourceCommand,
  paginateListPermissionSets,
  ResourceNotFoundException,
  ValidationException,
} from "@aws-sdk/client-sso-admin";
import { expect, test } from "vitest";
import { sampleOrganization } from "../../../local/aws/sample.ts";
import {
  administrator,
  failure,
  identityStoreId,
  instanceArn,
  need,
  powerUser,
  production,
  readOnly,
  useStage,
} from "./stage.ts";

const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const [first, ...others] = sampleOrganization.permissionSets;
const stage = useStage({
  organization: {
    ...sampleOrganization,
    permissionSets: [
      {
        ...need(first),
        inlinePolicy: policy,
        customerManagedPolicies: [{ name: "Extra" }],
        tags: { owner: "security" },
      },
      ...others,
    ],
  },
});

const one = { InstanceArn: instanceArn, PermissionSetArn: readOnly };

const create = (Name: string, SessionDuration = "PT2H") =>
  stage.sso.send(
    new CreatePermissionSetCommand({ InstanceArn: instanceArn, Name, SessionDuration }),
  );

const remove = (PermissionSetArn: string | undefined) =>
  stage.sso.send(new DeletePermissionSetCommand({ InstanceArn: instanceArn, PermissionSetArn }));

test("the instance is found and described", async () => {
  const { Instances } = await stage.sso.send(new ListInstancesCommand({}));
  expect(Instances).toMatchObject([
    {
      InstanceArn: instanceArn,
      IdentityStoreId: identityStoreId,
      OwnerAccountId: "111111111111",
      Status: "ACTIVE",
      PrimaryRegion: "us-east-1",
      Regions: [{ RegionName: "us-east-1", IsPrimaryRegion: true }],
    },
  ]);
  const described = await stage.sso.send(new DescribeInstanceCommand({ InstanceArn: instanceArn }));
  expect(described).toMatchObject({
    IdentityStoreId: identityStoreId,
    PermissionSetsEnabled: true,
  });
});

test("a set is described with its session, policies and tags", async () => {
  const { PermissionSet } = await stage.sso.send(new DescribePermissionSetCommand(one));
  expect(PermissionSet).toMatchObject({
    Name: "ReadOnly",
    PermissionSetArn: readOnly,
    Description: "Look, and touch nothing",
    SessionDuration: "PT1H",
    CreatedDate: expect.any(Date),
  });
  const managed = await stage.sso.send(new ListManagedPoliciesInPermissionSetCommand(one));
  expect(managed.AttachedManagedPolicies).toEqual([
    { Name: "ReadOnlyAccess", Arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
  ]);
  const customer = await stage.sso.send(
    new ListCustomerManagedPolicyReferencesInPermissionSetCommand(one),
  );
  expect(customer.CustomerManagedPolicyReferences).toEqual([{ Name: "Extra", Path: "/" }]);
  const inline = await stage.sso.send(new GetInlinePolicyForPermissionSetCommand(one));
  expect(inline.InlinePolicy).toBe(policy);
  const none = { InstanceArn: instanceArn, PermissionSetArn: powerUser };
  expect(
    (await stage.sso.send(new GetInlinePolicyForPermissionSetCommand(none))).InlinePolicy,
  ).toBe("");
  const tags = await stage.sso.send(
    new ListTagsForResourceCommand({ InstanceArn: instanceArn, ResourceArn: readOnly }),
  );
  expect(tags.Tags).toEqual([{ Key: "owner", Value: "security" }]);
});

test("every page of the sets", async () => {
  const pages: unknown[] = [];
  const asked = { InstanceArn: instanceArn };
  for await (const page of paginateListPermissionSets({ client: stage.sso, pageSize: 2 }, asked)) {
    pages.push(page.PermissionSets);
  }
  expect(pages).toEqual([[readOnly, powerUser], [administrator]]);
});

test("a set is created once by its name, and deleted only while it is assigned nowhere", async () => {
  const made = need((await create("EngAdmin")).PermissionSet);
  expect(made).toMatchObject({ Name: "EngAdmin", SessionDuration: "PT2H" });
  expect(made.PermissionSetArn).toMatch(
    /^arn:aws:sso:::permissionSet\/ssoins-[0-9a-f]{16}\/ps-[0-9a-f]{16}$/,
  );
  expect(await failure(create("EngAdmin"))).toBeInstanceOf(ConflictException);
  expect(await failure(create("a name with blanks"))).toBeInstanceOf(ValidationException);
  expect(await failure(create("TooLong", "PT13H"))).toBeInstanceOf(ValidationException);
  expect(await failure(create("TooShort", "PT30M"))).toBeInstanceOf(ValidationException);
  expect(await failure(remove(administrator))).toBeInstanceOf(ConflictException);
  await remove(made.PermissionSetArn);
  expect(await failure(remove(made.PermissionSetArn))).toBeInstanceOf(ResourceNotFoundException);
});

test("a set that the console deletes takes its assignments with it", async () => {
  stage.aws.console.deletePermissionSet(administrator);
  const asked = {
    InstanceArn: instanceArn,
    AccountId: production,
    PermissionSetArn: administrator,
  };
  expect(await failure(stage.sso.send(new ListAccountAssignmentsCommand(asked)))).toBeInstanceOf(
    ResourceNotFoundException,
  );
  const { PermissionSets } = await stage.sso.send(
    new ListPermissionSetsCommand({ InstanceArn: instanceArn }),
  );
  expect(PermissionSets).not.toContain(administrator);
  expect(stage.aws.state().assignments).toEqual([]);
  expect(stage.aws.state().roles).toEqual([]);
});
