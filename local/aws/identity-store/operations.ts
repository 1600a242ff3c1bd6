import type { Operation } from "../call.ts";
import { createGroup, deleteGroup, describeGroup, listGroups, updateGroup } from "./groups.ts";
import { getGroupId, getUserId } from "./lookups.ts";
import {
  createGroupMembership,
  deleteGroupMembership,
  describeGroupMembership,
  getGroupMembershipId,
  isMemberInGroups,
  listGroupMemberships,
  listGroupMembershipsForMember,
} from "./memberships.ts";
import { createUser, deleteUser, describeUser, listUsers, updateUser } from "./users.ts";

/** The operations of identitystore, by name: all nineteen. */
export const identityStore: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    CreateUser: createUser,
    UpdateUser: updateUser,
    DeleteUser: deleteUser,
    DescribeUser: describeUser,
    ListUsers: listUsers,
    GetUserId: getUserId,
    CreateGroup: createGroup,
    UpdateGroup: updateGroup,
    DeleteGroup: deleteGroup,
    DescribeGroup: describeGroup,
    ListGroups: listGroups,
    GetGroupId: getGroupId,
    CreateGroupMembership: createGroupMembership,
    DeleteGroupMembership: deleteGroupMembership,
    DescribeGroupMembership: describeGroupMembership,
    GetGroupMembershipId: getGroupMembershipId,
    ListGroupMemberships: listGroupMemberships,
    ListGroupMembershipsForMember: listGroupMembershipsForMember,
    IsMemberInGroups: isMemberInGroups,
  }),
);
