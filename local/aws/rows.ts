import type { AccountState } from "./organization.ts";
import type { Row } from "./table.ts";

export type PrincipalType = "USER" | "GROUP";

export type Unit = {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** None for the root. */
  readonly parentId: string | undefined;
  /** Ids from the organization down to this unit, with slashes: `o-.../r-.../ou-.../`. */
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
};

export type Account = Row & {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly email: string;
  readonly parentId: string;
  readonly path: string;
  tags: Readonly<Record<string, string>>;
  state: AccountState;
  readonly joinedAt: number;
};

export type PermissionSet = Row & {
  readonly arn: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly sessionDuration: string;
  readonly relayState: string | undefined;
  readonly managedPolicies: readonly string[];
  readonly customerManagedPolicies: readonly { readonly name: string; readonly path?: string }[];
  readonly inlinePolicy: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
};

export type Attributes = Readonly<Record<string, unknown>>;

/** An id that another system has for a user or group. */
export type ExternalId = { readonly Issuer: string; readonly Id: string };

export type User = Row & {
  readonly id: string;
  userName: string;
  /** All other attributes by their names on the wire (`Name`, `DisplayName`, `Emails`, ...). */
  attributes: Attributes;
  externalIds: readonly ExternalId[];
  status: "ENABLED" | "DISABLED";
  readonly createdAt: number;
  readonly createdBy: string;
  updatedAt: number;
  updatedBy: string;
};

export type Group = Row & {
  readonly id: string;
  displayName: string;
  description: string | undefined;
  /** Only SCIM gives a group one. */
  externalIds?: readonly ExternalId[];
  readonly createdAt: number;
  readonly createdBy: string;
  updatedAt: number;
  updatedBy: string;
};

export type Membership = Row & {
  readonly id: string;
  readonly groupId: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly createdBy: string;
};

/** What an account assignment is about; AWS has no id for it. */
export type Tuple = {
  readonly accountId: string;
  readonly permissionSetArn: string;
  readonly principalType: PrincipalType;
  readonly principalId: string;
};

export type Assignment = Row & Tuple & { readonly createdAt: number };

/** The IAM role that Identity Center keeps in an account while a set is assigned there. */
export type Role = Row & {
  readonly accountId: string;
  readonly permissionSetArn: string;
  readonly arn: string;
  readonly createdAt: number;
};

/** An asynchronous creation or deletion of an account assignment. */
export type Operation = Tuple & {
  readonly kind: "create" | "delete";
  readonly requestId: string;
  readonly createdAt: number;
  /** When it takes effect. */
  readonly settlesAt: number;
  /** The failure that was decided when it was asked, if any. */
  readonly failure: string | undefined;
  /** The status stays IN_PROGRESS for ever. */
  readonly stuck: boolean;
  /** AWS knows no such request id. */
  readonly forgotten: boolean;
  status: "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  failureReason: string | undefined;
};

/** An access key: long-lived, or of a role session. */
export type Key = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** ARN of the user or of the assumed role. */
  readonly arn: string;
  readonly userId: string;
  readonly session: { readonly token: string; readonly expiresAt: number } | undefined;
};

export function tupleKey(tuple: Tuple): string {
  return `${tuple.accountId}|${tuple.permissionSetArn}|${tuple.principalType}|${tuple.principalId}`;
}

export function pairKey(one: string, other: string): string {
  return `${one}|${other}`;
}
