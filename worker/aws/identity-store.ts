import type { CallOptions } from "./ports.ts";

/** What Daypass writes of a user. Identity Center needs the first five. */
export interface UserProfile {
  userName: string;
  givenName: string;
  familyName: string;
  displayName: string;
  email: string;
  title?: string | undefined;
  userType?: string | undefined;
  preferredLanguage?: string | undefined;
  locale?: string | undefined;
  timezone?: string | undefined;
}

/** One attribute's new value; null takes an optional one away. */
export interface UserOperation {
  attribute: keyof UserProfile;
  value: string | null;
}

/** What AWS tells of a user: it may leave out anything but the id. */
export interface User extends Told<UserProfile> {
  userId: string;
  status?: "ENABLED" | "DISABLED" | undefined;
  /** Set by whoever else owns the user, as an external identity provider. */
  externalIds: { issuer: string; id: string }[];
}

type Told<Fields> = { [Name in keyof Fields]?: Fields[Name] | undefined };

export interface Group {
  groupId: string;
  displayName?: string | undefined;
  description?: string | undefined;
  externalIds: { issuer: string; id: string }[];
}

/**
 * Identity Center's users, groups and memberships. Every list is complete or throws; every failure is an `AwsError`.
 * A look-up answers undefined only when AWS says that this very user or membership is what it did not find.
 */
export interface IdentityStore {
  getUserIdByUserName(userName: string, options?: CallOptions): Promise<string | undefined>;
  getUserIdByEmail(email: string, options?: CallOptions): Promise<string | undefined>;
  describeUser(userId: string, options?: CallOptions): Promise<User>;
  /** The new user's id. */
  createUser(profile: UserProfile, options?: CallOptions): Promise<string>;
  /** 1 to 100 operations. */
  updateUser(userId: string, operations: UserOperation[], options?: CallOptions): Promise<void>;
  deleteUser(userId: string, options?: CallOptions): Promise<void>;
  listUsers(options?: CallOptions): Promise<User[]>;
  listGroups(options?: CallOptions): Promise<Group[]>;
  getMembershipId(
    groupId: string,
    userId: string,
    options?: CallOptions,
  ): Promise<string | undefined>;
  /** The new membership's id. */
  createMembership(groupId: string, userId: string, options?: CallOptions): Promise<string>;
  deleteMembership(membershipId: string, options?: CallOptions): Promise<void>;
  membershipsOf(
    userId: string,
    options?: CallOptions,
  ): Promise<{ groupId: string; membershipId: string }[]>;
  isMember(userId: string, groupId: string, options?: CallOptions): Promise<boolean>;
  listMembers(
    groupId: string,
    options?: CallOptions,
  ): Promise<{ userId: string; membershipId: string }[]>;
}
