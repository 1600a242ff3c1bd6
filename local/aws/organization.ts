/**
 * An AWS organization with its Identity Center as plain data. Ids and ARNs that are left out are made by chance.
 * Things refer to each other by name (OUs, permission sets, groups, user names) or by account id.
 */
export type Organization = {
  readonly id?: string;
  /** Twelve digits; must be among `accounts`. */
  readonly managementAccountId: string;
  readonly instanceArn?: string;
  readonly identityStoreId?: string;
  readonly rootId?: string;
  /** The OUs right below the root. */
  readonly units: readonly OrganizationalUnitData[];
  readonly accounts: readonly AccountData[];
  readonly permissionSets: readonly PermissionSetData[];
  readonly groups: readonly GroupData[];
  readonly users?: readonly UserData[];
  readonly assignments?: readonly AssignmentData[];
};

export type OrganizationalUnitData = {
  readonly id?: string;
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly units?: readonly OrganizationalUnitData[];
};

export type AccountState =
  | "PENDING_ACTIVATION"
  | "ACTIVE"
  | "SUSPENDED"
  | "PENDING_CLOSURE"
  | "CLOSED";

export type AccountData = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Names of OUs from below the root, joined by `/`; empty or left out is the root itself. */
  readonly ou?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly state?: AccountState;
};

export type PermissionSetData = {
  readonly arn?: string;
  readonly name: string;
  readonly description?: string;
  /** ISO 8601, 1 to 12 hours; AWS's default is PT1H. */
  readonly sessionDuration?: string;
  readonly relayState?: string;
  /** ARNs of managed policies. */
  readonly managedPolicies?: readonly string[];
  readonly customerManagedPolicies?: readonly { readonly name: string; readonly path?: string }[];
  readonly inlinePolicy?: string;
  readonly tags?: Readonly<Record<string, string>>;
};

export type GroupData = {
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  /** User names. */
  readonly members?: readonly string[];
};

export type UserData = {
  readonly id?: string;
  readonly userName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName?: string;
  readonly email?: string;
  readonly externalIds?: readonly { readonly issuer: string; readonly id: string }[];
};

/** Standing account assignments that are there from the beginning. */
export type AssignmentData = {
  readonly accountId: string;
  /** Name. */
  readonly permissionSet: string;
  readonly principal: { readonly group: string } | { readonly user: string };
};
