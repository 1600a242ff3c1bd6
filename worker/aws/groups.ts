import * as z from "zod";
import { externalIds, readExternalIds } from "./external-ids.ts";
import { foundOrUndefined } from "./found.ts";
import type { IdentityStore } from "./identity-store.ts";
import { type JsonClient, maybe, nextToken, nothing } from "./json-client.ts";

const groups = z.object({
  Groups: z.array(
    z.object({
      GroupId: z.string(),
      DisplayName: maybe(z.string()),
      Description: maybe(z.string()),
      ExternalIds: externalIds,
    }),
  ),
  NextToken: nextToken,
});
const identified = z.object({ MembershipId: z.string() });
const member = z.object({ UserId: z.string() });
const memberships = z.object({
  GroupMemberships: z.array(
    z.object({ MembershipId: z.string(), GroupId: z.string(), MemberId: member }),
  ),
  NextToken: nextToken,
});
const existence = z.object({
  Results: z.array(
    z.object({ GroupId: z.string(), MemberId: member, MembershipExists: z.boolean() }),
  ),
});

type Groups = Omit<IdentityStore, `${string}User${string}`>;

/** The part of identitystore that is about groups and who is in them. */
export function groupCalls(client: JsonClient): Groups {
  return {
    listGroups: (options) =>
      client.list(
        {
          name: "ListGroups",
          input: { MaxResults: 100 },
          output: groups,
          read: (out) =>
            out.Groups.map((group) => ({
              groupId: group.GroupId,
              displayName: group.DisplayName,
              description: group.Description,
              externalIds: readExternalIds(group.ExternalIds),
            })),
        },
        options,
      ),

    getMembershipId: (groupId, userId, options) =>
      foundOrUndefined(
        "GROUP_MEMBERSHIP",
        client.call(
          {
            name: "GetGroupMembershipId",
            input: { GroupId: groupId, MemberId: { UserId: userId } },
            output: identified,
            read: (out) => out.MembershipId,
          },
          options,
        ),
      ),

    createMembership: (groupId, userId, options) =>
      client.call(
        {
          name: "CreateGroupMembership",
          input: { GroupId: groupId, MemberId: { UserId: userId } },
          output: identified,
          read: (out) => out.MembershipId,
        },
        options,
      ),

    deleteMembership: async (membershipId, options) => {
      await client.call(
        {
          name: "DeleteGroupMembership",
          input: { MembershipId: membershipId },
          output: nothing,
          read: (out) => out,
        },
        options,
      );
    },

    membershipsOf: (userId, options) =>
      client.list(
        {
          name: "ListGroupMembershipsForMember",
          input: { MemberId: { UserId: userId }, MaxResults: 100 },
          output: memberships,
          read: ({ GroupMemberships: rows }) =>
            rows.every((row) => row.MemberId.UserId === userId)
              ? rows.map((row) => ({ groupId: row.GroupId, membershipId: row.MembershipId }))
              : undefined,
        },
        options,
      ),

    isMember: (userId, groupId, options) =>
      client.call(
        {
          name: "IsMemberInGroups",
          input: { MemberId: { UserId: userId }, GroupIds: [groupId] },
          output: existence,
          read: (out) =>
            out.Results.find((row) => row.GroupId === groupId && row.MemberId.UserId === userId)
              ?.MembershipExists,
        },
        options,
      ),

    listMembers: (groupId, options) =>
      client.list(
        {
          name: "ListGroupMemberships",
          input: { GroupId: groupId, MaxResults: 100 },
          output: memberships,
          read: ({ GroupMemberships: rows }) =>
            rows.every((row) => row.GroupId === groupId)
              ? rows.map((row) => ({
                  userId: row.MemberId.UserId,
                  membershipId: row.MembershipId,
                }))
              : undefined,
        },
        options,
      ),
  };
}
