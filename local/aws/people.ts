import { uuid } from "./ids.ts";
import { pairKey, type Attributes, type Group, type Membership, type User } from "./rows.ts";
import { nextSeq, tell, type World } from "./world.ts";

type NewUser = Pick<User, "userName" | "attributes" | "externalIds"> & {
  readonly id?: string | undefined;
};
type NewGroup = Pick<Group, "displayName" | "description" | "externalIds"> & {
  readonly id?: string | undefined;
};

/** The primary (only) email of a user, if there is one. */
export function emailOf(attributes: Attributes): string | undefined {
  const emails: unknown = attributes["Emails"];
  if (!Array.isArray(emails)) return undefined;
  const [first]: unknown[] = emails;
  if (typeof first !== "object" || first === null || !("Value" in first)) return undefined;
  return typeof first.Value === "string" ? first.Value : undefined;
}

/** Adds a user; that name and email are free is the caller's business. */
export function addUser(world: World, at: number, data: NewUser, by: string): User {
  const user: User = {
    seq: nextSeq(world),
    id: data.id ?? uuid(world.random),
    userName: data.userName,
    attributes: data.attributes,
    externalIds: data.externalIds,
    status: "ENABLED",
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    updatedBy: by,
  };
  world.users.add(user.id, user, at);
  world.userByName.set(user.userName.toLowerCase(), user.id);
  const email = emailOf(user.attributes);
  if (email !== undefined) world.userByEmail.set(email.toLowerCase(), user.id);
  tell(world, { at, what: "user", kind: "added", row: user });
  return user;
}

type UserUpdate = Partial<Pick<User, "userName" | "attributes" | "externalIds" | "status">>;

export function updateUser(
  world: World,
  at: number,
  user: User,
  update: UserUpdate,
  by: string,
): void {
  const before = emailOf(user.attributes);
  world.userByName.delete(user.userName.toLowerCase());
  user.userName = update.userName ?? user.userName;
  world.userByName.set(user.userName.toLowerCase(), user.id);
  user.externalIds = update.externalIds ?? user.externalIds;
  user.attributes = update.attributes ?? user.attributes;
  user.status = update.status ?? user.status;
  user.updatedAt = at;
  user.updatedBy = by;
  const after = emailOf(user.attributes);
  if (before !== undefined) world.userByEmail.delete(before.toLowerCase());
  if (after !== undefined) world.userByEmail.set(after.toLowerCase(), user.id);
  tell(world, { at, what: "user", kind: "changed", row: user });
}

/** A user goes, and their memberships; their account assignments are left dangling, as in AWS. */
export function removeUser(world: World, at: number, user: User): void {
  for (const membership of world.memberships.list(at, undefined, (row) => row.userId === user.id)) {
    removeMembership(world, at, membership);
  }
  world.users.remove(user.id, at);
  world.userByName.delete(user.userName.toLowerCase());
  const email = emailOf(user.attributes);
  if (email !== undefined) world.userByEmail.delete(email.toLowerCase());
  tell(world, { at, what: "user", kind: "removed", row: user });
}

/** Adds a group; that its name is free is the caller's business. */
export function addGroup(world: World, at: number, data: NewGroup, by: string): Group {
  const group: Group = {
    seq: nextSeq(world),
    id: data.id ?? uuid(world.random),
    displayName: data.displayName,
    description: data.description,
    ...(data.externalIds === undefined ? {} : { externalIds: data.externalIds }),
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    updatedBy: by,
  };
  world.groups.add(group.id, group, at);
  world.groupByName.set(group.displayName.toLowerCase(), group.id);
  tell(world, { at, what: "group", kind: "added", row: group });
  return group;
}

export function updateGroup(
  world: World,
  at: number,
  group: Group,
  update: Pick<Group, "displayName" | "description" | "externalIds">,
  by: string,
): void {
  world.groupByName.delete(group.displayName.toLowerCase());
  group.displayName = update.displayName;
  group.description = update.description;
  if (update.externalIds !== undefined) group.externalIds = update.externalIds;
  group.updatedAt = at;
  group.updatedBy = by;
  world.groupByName.set(group.displayName.toLowerCase(), group.id);
  tell(world, { at, what: "group", kind: "changed", row: group });
}

/** A group goes, and its memberships; its account assignments are left dangling, as in AWS. */
export function removeGroup(world: World, at: number, group: Group): void {
  for (const membership of world.memberships.list(
    at,
    undefined,
    (row) => row.groupId === group.id,
  )) {
    removeMembership(world, at, membership);
  }
  world.groups.remove(group.id, at);
  world.groupByName.delete(group.displayName.toLowerCase());
  tell(world, { at, what: "group", kind: "removed", row: group });
}

/** Adds a membership; that there is none of the pair is the caller's business. */
export function addMembership(
  world: World,
  at: number,
  groupId: string,
  userId: string,
  by: string,
): Membership {
  const id = uuid(world.random);
  const membership: Membership = {
    seq: nextSeq(world),
    id,
    groupId,
    userId,
    createdAt: at,
    createdBy: by,
  };
  world.memberships.add(id, membership, at);
  world.membershipByPair.set(pairKey(groupId, userId), id);
  tell(world, { at, what: "membership", kind: "added", row: membership });
  return membership;
}

export function removeMembership(world: World, at: number, membership: Membership): void {
  world.memberships.remove(membership.id, at);
  world.membershipByPair.delete(pairKey(membership.groupId, membership.userId));
  tell(world, { at, what: "membership", kind: "removed", row: membership });
}
