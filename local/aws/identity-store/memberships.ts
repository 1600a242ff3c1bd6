import { bySeq, listed, operation, page, staleView, type Call } from "../call.ts";
import { list, required, structure } from "../input.ts";
import { addMembership, removeMembership } from "../people.ts";
import { pairKey, type Membership } from "../rows.ts";
import { seconds, type Output } from "../wire.ts";
import {
  checkStore,
  duplicate,
  groupOf,
  identityStoreId,
  memberId,
  missing,
  mostRows,
  paging,
  resourceId,
  userOf,
} from "./fields.ts";

const pair = structure({
  IdentityStoreId: identityStoreId,
  GroupId: resourceId,
  MemberId: memberId,
});
const one = structure({ IdentityStoreId: identityStoreId, MembershipId: resourceId });

export const createGroupMembership = operation(
  pair,
  (call, { IdentityStoreId, GroupId, MemberId }): Output => {
    checkStore(call, IdentityStoreId);
    const group = groupOf(call, GroupId).id;
    const user = userOf(call, MemberId.UserId).id;
    if (call.world.membershipByPair.has(pairKey(group, user))) {
      throw duplicate("Member and Group relationship already exists.");
    }
    const membership = addMembership(call.world, call.at, group, user, call.caller.arn);
    return { MembershipId: membership.id, IdentityStoreId };
  },
);

export const deleteGroupMembership = operation(
  one,
  (call, { IdentityStoreId, MembershipId }): Output => {
    checkStore(call, IdentityStoreId);
    const membership = call.world.memberships.get(MembershipId);
    if (membership === undefined) throw missing("GROUP_MEMBERSHIP", MembershipId);
    removeMembership(call.world, call.at, membership);
    return {};
  },
);

export const describeGroupMembership = operation(
  one,
  (call, { IdentityStoreId, MembershipId }): Output => {
    checkStore(call, IdentityStoreId);
    const membership = call.world.memberships.look(MembershipId, call.at, staleView(call));
    if (membership === undefined) throw missing("GROUP_MEMBERSHIP", MembershipId);
    return output(call, membership);
  },
);

export const getGroupMembershipId = operation(
  pair,
  (call, { IdentityStoreId, GroupId, MemberId }): Output => {
    checkStore(call, IdentityStoreId);
    const group = groupOf(call, GroupId).id;
    const [found] = find(call, (row) => row.groupId === group && row.userId === MemberId.UserId);
    if (found === undefined) throw missing("GROUP_MEMBERSHIP", MemberId.UserId);
    return { MembershipId: found.id, IdentityStoreId };
  },
);

export const listGroupMemberships = operation(
  structure({ IdentityStoreId: identityStoreId, GroupId: resourceId, ...paging }),
  (call, input): Output => {
    checkStore(call, input.IdentityStoreId);
    const group = groupOf(call, input.GroupId).id;
    const rows = find(call, (row) => row.groupId === group);
    return pageOf(call, input, group, rows);
  },
);

export const listGroupMembershipsForMember = operation(
  structure({ IdentityStoreId: identityStoreId, MemberId: memberId, ...paging }),
  (call, input): Output => {
    checkStore(call, input.IdentityStoreId);
    const user = userOf(call, input.MemberId.UserId).id;
    const rows = find(call, (row) => row.userId === user);
    return pageOf(call, input, user, rows);
  },
);

export const isMemberInGroups = operation(
  structure({
    IdentityStoreId: identityStoreId,
    MemberId: memberId,
    GroupIds: required(list(resourceId, 1, 100)),
  }),
  (call, { IdentityStoreId, MemberId, GroupIds }): Output => {
    checkStore(call, IdentityStoreId);
    const user = userOf(call, MemberId.UserId).id;
    const groups = new Set(find(call, (row) => row.userId === user).map((row) => row.groupId));
    const Results = GroupIds.map((id) => {
      const GroupId = groupOf(call, id).id;
      return { GroupId, MemberId: { UserId: user }, MembershipExists: groups.has(GroupId) };
    });
    return { Results };
  },
);

function find(call: Call, wanted: (row: Membership) => boolean): Membership[] {
  return call.world.memberships.list(call.at, staleView(call), wanted);
}

type Asked = { readonly MaxResults: number | undefined; readonly NextToken: string | undefined };

function pageOf(call: Call, asked: Asked, scope: string, rows: readonly Membership[]): Output {
  const cut = page(call, asked, mostRows, scope, rows, bySeq);
  return listed(
    "GroupMemberships",
    cut.rows.map((row) => output(call, row)),
    cut,
  );
}

function output(call: Call, row: Membership): Output {
  return {
    IdentityStoreId: call.world.names.identityStoreId,
    MembershipId: row.id,
    GroupId: row.groupId,
    MemberId: { UserId: row.userId },
    CreatedAt: seconds(row.createdAt),
    CreatedBy: row.createdBy,
    UpdatedAt: seconds(row.createdAt),
    UpdatedBy: row.createdBy,
  };
}
