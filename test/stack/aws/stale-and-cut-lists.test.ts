import {
  DescribeUserCommand,
  GetUserIdCommand,
  IsMemberInGroupsCommand,
  ListGroupMembershipsCommand,
  ListUsersCommand,
} from "@aws-sdk/client-identitystore";
import { describe, expect, test } from "vitest";
import { assigning, tuple } from "./assigning.ts";
import { adminGroup, adminUser, failure, identityStoreId, need, useStage } from "./stage.ts";

const stage = useStage();
const { listed } = assigning(stage);
async function pages(most: number) {
  const found: (number | string)[] = [];
  let NextToken: string | undefined;
  for (let n = 0; n < most; n += 1) {
    const asked = {
      IdentityStoreId: identityStoreId,
      MaxResults: 2,
      ...(NextToken === undefined ? {} : { NextToken }),
    };
    const answer = await stage.people
      .send(new ListUsersCommand(asked))
      .catch((error: Error) => error.name);
    if (typeof answer === "string") return [...found, answer];
    found.push(need(answer.Users).length);
    NextToken = answer.NextToken;
    if (NextToken === undefined) break;
  }
  return found;
}
const listFault = (how: "breaks" | "ends-early" | "repeats-token") =>
  stage.aws.faults.add({ on: "identitystore:ListUsers", fault: { kind: "list", how } });
const people = () => {
  for (let n = 0; n < 4; n += 1)
    stage.aws.console.createUser({ userName: `u${n}`, givenName: "A", familyName: "B" });
};

const stale = (rows: "present" | "absent" | "both") =>
  stage.aws.faults.add({ on: "*", fault: { kind: "stale", windowMs: 5000, rows } });

describe("a read is stale", () => {
  test("what was added is not there yet, for a while", async () => {
    stage.aws.console.assign(tuple);
    stale("absent");
    expect(await listed()).toEqual([]);
    stage.wait(5000);
    expect(await listed()).toEqual([adminUser]);
  });

  test("what was removed is still there, for a while", async () => {
    stage.aws.console.assign(tuple);
    stage.wait(60_000);
    stage.aws.console.unassign(tuple);
    stale("present");
    expect(await listed()).toEqual([adminUser]);
    stage.wait(5000);
    expect(await listed()).toEqual([]);
  });

  test("users and memberships too, and looking one up", async () => {
    stage.wait(60_000);
    const id = stage.aws.console.createUser({ userName: "alice", givenName: "A", familyName: "B" });
    stage.aws.console.addMember(adminGroup, id);
    stage.aws.console.removeMember(adminGroup, adminUser);
    stale("both");
    const IdentityStoreId = identityStoreId;
    const { Users } = await stage.people.send(new ListUsersCommand({ IdentityStoreId }));
    expect(need(Users).map((user) => user.UserId)).toEqual([adminUser]);
    const AlternateIdentifier = {
      UniqueAttribute: { AttributePath: "userName", AttributeValue: "alice" },
    };
    const lookUp = () =>
      stage.people.send(new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier }));
    expect(await failure(lookUp())).toMatchObject({ name: "ResourceNotFoundException" });
    const members = await stage.people.send(
      new ListGroupMembershipsCommand({ IdentityStoreId, GroupId: adminGroup }),
    );
    expect(need(members.GroupMemberships).map((row) => row.MemberId?.UserId)).toEqual([adminUser]);
    const described = () =>
      stage.people.send(new DescribeUserCommand({ IdentityStoreId, UserId: id }));
    expect(await failure(described())).toMatchObject({ name: "ResourceNotFoundException" });
    stage.wait(5000);
    expect((await described()).UserName).toBe("alice");
    stage.aws.console.deleteUser(id);
    expect((await described()).UserName).toBe("alice");
    stage.wait(5000);
    expect(await failure(described())).toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("what changed longer ago than the window is seen as it is", async () => {
    const id = stage.aws.console.createUser({ userName: "alice", givenName: "A", familyName: "B" });
    stage.aws.console.addMember(adminGroup, id);
    stale("both");
    const IdentityStoreId = identityStoreId;
    const AlternateIdentifier = {
      UniqueAttribute: { AttributePath: "userName", AttributeValue: "alice" },
    };
    const lookUp = () =>
      stage.people.send(new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier }));
    stage.wait(5000);
    expect((await lookUp()).UserId).toBe(id);
    const asked = { IdentityStoreId, MemberId: { UserId: id }, GroupIds: [adminGroup] };
    const { Results } = await stage.people.send(new IsMemberInGroupsCommand(asked));
    expect(Results).toMatchObject([{ MembershipExists: true }]);
  });
});

describe("a list goes wrong", () => {
  test("on its second page", async () => {
    people();
    listFault("breaks");
    expect(await pages(5)).toEqual([2, "InternalServerException"]);
  });

  test("by ending before its end", async () => {
    people();
    listFault("ends-early");
    expect(await pages(5)).toEqual([2]);
  });

  test("by giving the same token again and again", async () => {
    people();
    listFault("repeats-token");
    expect(await pages(5)).toEqual([2, 2, 2, 2, 2]);
  });
});
