import {
  ConflictException,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupMembershipCommand,
  DeleteUserCommand,
  DescribeGroupCommand,
  DescribeGroupMembershipCommand,
  GetGroupIdCommand,
  GetGroupMembershipIdCommand,
  IsMemberInGroupsCommand,
  ListGroupsCommand,
  paginateListGroupMemberships,
  paginateListGroupMembershipsForMember,
  paginateListGroups,
  UpdateGroupCommand,
  ValidationException,
  type CreateUserCommandInput,
} from "@aws-sdk/client-identitystore";
import { describe, expect, test } from "vitest";
import { adminGroup, adminUser, failure, identityStoreId, need, useStage } from "./stage.ts";

const stage = useStage();
const IdentityStoreId = identityStoreId;
const nobody = "9067000001-99999999-9999-4999-a999-999999999999";

function person(name: string): CreateUserCommandInput {
  return {
    IdentityStoreId,
    UserName: `${name}@example.com`,
    DisplayName: `${name} O'Brien`,
    Name: { GivenName: name, FamilyName: "O'Brien" },
    Emails: [{ Value: `${name}@example.com`, Type: "work", Primary: true }],
  };
}

async function createUser(input: CreateUserCommandInput) {
  return need((await stage.people.send(new CreateUserCommand(input))).UserId);
}

async function join(GroupId: string, UserId: string) {
  const made = await stage.people.send(
    new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId } }),
  );
  return need(made.MembershipId);
}

const createGroup = (DisplayName: string) =>
  stage.people.send(new CreateGroupCommand({ IdentityStoreId, DisplayName }));

describe("groups", () => {
  test("a group is created, described, found, renamed, listed and deleted", async () => {
    const { GroupId } = await stage.people.send(
      new CreateGroupCommand({
        IdentityStoreId,
        DisplayName: "engineers",
        Description: "All of them",
      }),
    );
    expect(
      await stage.people.send(new DescribeGroupCommand({ IdentityStoreId, GroupId })),
    ).toMatchObject({
      GroupId,
      DisplayName: "engineers",
      Description: "All of them",
    });
    const Operations = [
      { AttributePath: "displayName", AttributeValue: "programmers" },
      { AttributePath: "description" },
    ];
    await stage.people.send(new UpdateGroupCommand({ IdentityStoreId, GroupId, Operations }));
    const AlternateIdentifier = {
      UniqueAttribute: { AttributePath: "displayName", AttributeValue: "Programmers" },
    };
    const found = await stage.people.send(
      new GetGroupIdCommand({ IdentityStoreId, AlternateIdentifier }),
    );
    expect(found.GroupId).toBe(GroupId);
    const Filters = [{ AttributePath: "DisplayName", AttributeValue: "programmers" }];
    const listed = await stage.people.send(new ListGroupsCommand({ IdentityStoreId, Filters }));
    expect(listed.Groups).toMatchObject([{ DisplayName: "programmers" }]);
    expect(need(listed.Groups)[0]).not.toHaveProperty("Description");
    await stage.people.send(new DeleteGroupCommand({ IdentityStoreId, GroupId }));
    const gone = await failure(
      stage.people.send(new DescribeGroupCommand({ IdentityStoreId, GroupId })),
    );
    expect(gone).toMatchObject({ name: "ResourceNotFoundException", ResourceType: "GROUP" });
  });

  test("names are unique and some are reserved", async () => {
    expect(await failure(createGroup("Administrators"))).toBeInstanceOf(ConflictException);
    expect(await failure(createGroup("AWSAdministrators"))).toBeInstanceOf(ValidationException);
  });

  test("every page of them", async () => {
    for (let n = 0; n < 4; n += 1) stage.aws.console.createGroup(`g${n}`);
    const found: number[] = [];
    for await (const page of paginateListGroups(
      { client: stage.people, pageSize: 2 },
      { IdentityStoreId },
    )) {
      found.push(need(page.Groups).length);
    }
    expect(found).toEqual([2, 2, 1]);
  });
});

describe("memberships", () => {
  test("a membership is made once, found, listed from both ends and ended", async () => {
    const alice = await createUser(person("alice"));
    const MembershipId = await join(adminGroup, alice);
    expect(await failure(join(adminGroup, alice))).toMatchObject({
      Reason: "UNIQUENESS_CONSTRAINT_VIOLATION",
    });
    const pair = { IdentityStoreId, GroupId: adminGroup, MemberId: { UserId: alice } };
    expect((await stage.people.send(new GetGroupMembershipIdCommand(pair))).MembershipId).toBe(
      MembershipId,
    );
    expect(
      await stage.people.send(
        new DescribeGroupMembershipCommand({ IdentityStoreId, MembershipId }),
      ),
    ).toMatchObject({ GroupId: adminGroup, MemberId: { UserId: alice } });
    const members: unknown[] = [];
    const ofGroup = { IdentityStoreId, GroupId: adminGroup };
    for await (const page of paginateListGroupMemberships(
      { client: stage.people, pageSize: 1 },
      ofGroup,
    )) {
      members.push(...need(page.GroupMemberships).map((row) => row.MemberId?.UserId));
    }
    expect(members).toEqual([adminUser, alice]);
    const groups: unknown[] = [];
    const ofUser = { IdentityStoreId, MemberId: { UserId: alice } };
    for await (const page of paginateListGroupMembershipsForMember(
      { client: stage.people },
      ofUser,
    )) {
      groups.push(...need(page.GroupMemberships).map((row) => row.GroupId));
    }
    expect(groups).toEqual([adminGroup]);
    expect(stage.aws.isMember(adminGroup, alice)).toBe(true);
    await stage.people.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }));
    const again = stage.people.send(
      new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }),
    );
    expect(await failure(again)).toMatchObject({ ResourceType: "GROUP_MEMBERSHIP" });
    expect(stage.aws.isMember(adminGroup, alice)).toBe(false);
  });

  test("whether someone is in groups is told for each group", async () => {
    const other = stage.aws.console.createGroup("other");
    const asked = new IsMemberInGroupsCommand({
      IdentityStoreId,
      MemberId: { UserId: adminUser },
      GroupIds: [adminGroup, other],
    });
    expect((await stage.people.send(asked)).Results).toEqual([
      { GroupId: adminGroup, MemberId: { UserId: adminUser }, MembershipExists: true },
      { GroupId: other, MemberId: { UserId: adminUser }, MembershipExists: false },
    ]);
  });

  test("neither unknown users nor unknown groups can be joined", async () => {
    expect(await failure(join(adminGroup, nobody))).toMatchObject({ ResourceType: "USER" });
    expect(await failure(join(nobody, adminUser))).toMatchObject({ ResourceType: "GROUP" });
  });

  test("they end with their user, and with their group", async () => {
    const alice = await createUser(person("alice"));
    await join(adminGroup, alice);
    await stage.people.send(new DeleteUserCommand({ IdentityStoreId, UserId: alice }));
    expect(stage.aws.state().memberships.map((row) => row.userId)).toEqual([adminUser]);
    await stage.people.send(new DeleteGroupCommand({ IdentityStoreId, GroupId: adminGroup }));
    expect(stage.aws.state().memberships).toEqual([]);
  });
});
