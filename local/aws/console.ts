import { addAssignment, removeAssignment } from "./assignments.ts";
import { Policy, type PolicyDocument } from "./iam/policy.ts";
import {
  addGroup,
  addMembership,
  addUser,
  emailOf,
  removeGroup,
  removeMembership,
  removeUser,
  updateUser,
} from "./people.ts";
import type { AccountState, PermissionSetData } from "./organization.ts";
import { addPermissionSet, removeAccount, removePermissionSet, setAccountState } from "./places.ts";
import {
  pairKey,
  type Account,
  type Group,
  type PermissionSet,
  type Tuple,
  type User,
} from "./rows.ts";
import type { World } from "./world.ts";

type NewPerson = {
  readonly userName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email?: string;
};

/**
 * What people change by hand in AWS's console: at once, past every API, fault and quota.
 * Each throws an Error that says what is not there.
 */
export type Console = {
  assign(tuple: Tuple): void;
  unassign(tuple: Tuple): void;
  addMember(groupId: string, userId: string): void;
  removeMember(groupId: string, userId: string): void;
  /** Returns the new user's id. */
  createUser(person: NewPerson): string;
  /** Leaves the user's assignments dangling. */
  deleteUser(userId: string): void;
  setUserStatus(userId: string, status: User["status"]): void;
  createGroup(name: string, description?: string): string;
  deleteGroup(groupId: string): void;
  createPermissionSet(data: PermissionSetData): string;
  /** Its assignments go with it. */
  deletePermissionSet(permissionSetArn: string): void;
  setAccountState(accountId: string, state: AccountState): void;
  suspendAccount(accountId: string): void;
  /** The account leaves the organization; its assignments go with it. */
  removeAccount(accountId: string): void;
  tagAccount(accountId: string, tags: Readonly<Record<string, string>>): void;
  /** Ends every role session now. */
  expireSessions(): void;
  /** What the role may do from now on, in the sessions that it has too. */
  setRolePolicy(policy: PolicyDocument): void;
  /** Who may assume the role from now on; the sessions that it has go on. */
  setTrustPolicy(trust: PolicyDocument): void;
  /** Deletes the role and makes it anew, as it was: AWS knows the sessions of the old one no longer. */
  recreateRole(): void;
};

const by = "console";

export function makeConsole(settled: () => World, now: () => number): Console {
  const account = (id: string): Account => found(settled().accounts.get(id), "account", id);
  const user = (id: string): User => found(settled().users.get(id), "user", id);
  const group = (id: string): Group => found(settled().groups.get(id), "group", id);
  const set = (arn: string): PermissionSet =>
    found(settled().permissionSets.get(arn), "permission set", arn);
  return {
    assign(tuple) {
      account(tuple.accountId);
      set(tuple.permissionSetArn);
      if (tuple.principalType === "USER") user(tuple.principalId);
      else group(tuple.principalId);
      addAssignment(settled(), now(), tuple);
    },
    unassign: (tuple) => removeAssignment(settled(), now(), tuple),
    addMember(groupId, userId) {
      const world = settled();
      if (world.membershipByPair.has(pairKey(group(groupId).id, user(userId).id))) return;
      addMembership(world, now(), groupId, userId, by);
    },
    removeMember(groupId, userId) {
      const world = settled();
      const id = world.membershipByPair.get(pairKey(groupId, userId)) ?? "";
      removeMembership(
        world,
        now(),
        found(world.memberships.get(id), "membership", `${groupId} ${userId}`),
      );
    },
    createUser({ userName, givenName, familyName, email }) {
      const attributes = {
        Name: { GivenName: givenName, FamilyName: familyName },
        DisplayName: `${givenName} ${familyName}`,
        ...(email === undefined ? {} : { Emails: [{ Value: email, Type: "work", Primary: true }] }),
      };
      checkFree(settled(), userName, emailOf(attributes));
      return addUser(settled(), now(), { userName, attributes, externalIds: [] }, by).id;
    },
    deleteUser: (userId) => removeUser(settled(), now(), user(userId)),
    setUserStatus: (userId, status) => updateUser(settled(), now(), user(userId), { status }, by),
    createGroup(name, description) {
      if (settled().groupByName.has(name.toLowerCase()))
        throw new Error(`there is a group ${JSON.stringify(name)}`);
      return addGroup(settled(), now(), { displayName: name, description }, by).id;
    },
    deleteGroup: (groupId) => removeGroup(settled(), now(), group(groupId)),
    createPermissionSet: (data) => addPermissionSet(settled(), now(), data).arn,
    deletePermissionSet: (arn) => removePermissionSet(settled(), now(), set(arn)),
    setAccountState: (id, state) => setAccountState(settled(), now(), account(id), state),
    suspendAccount: (id) => setAccountState(settled(), now(), account(id), "SUSPENDED"),
    removeAccount: (id) => removeAccount(settled(), now(), account(id)),
    tagAccount(id, tags) {
      const row = account(id);
      row.tags = tags;
      setAccountState(settled(), now(), row, row.state);
    },
    expireSessions() {
      const { keys } = settled();
      for (const [id, key] of keys) {
        if (key.session !== undefined)
          keys.set(id, { ...key, session: { ...key.session, expiresAt: now() } });
      }
    },
    setRolePolicy(policy) {
      const world = settled();
      world.role = { ...world.role, policy: new Policy(policy) };
    },
    setTrustPolicy(trust) {
      const world = settled();
      world.role = { ...world.role, trust: new Policy(trust) };
    },
    recreateRole() {
      const { keys } = settled();
      for (const [id, key] of keys) if (key.session !== undefined) keys.delete(id);
    },
  };
}

function found<T>(row: T | undefined, what: string, id: string): T {
  if (row === undefined) throw new Error(`there is no ${what} ${JSON.stringify(id)}`);
  return row;
}

function checkFree(world: World, userName: string, email: string | undefined): void {
  if (world.userByName.has(userName.toLowerCase()))
    throw new Error(`there is a user ${JSON.stringify(userName)}`);
  if (email !== undefined && world.userByEmail.has(email.toLowerCase())) {
    throw new Error(`there is a user with the email ${JSON.stringify(email)}`);
  }
}
