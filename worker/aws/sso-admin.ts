import type { CallOptions } from "./ports.ts";

export type PrincipalType = "USER" | "GROUP";

/** One principal's access to one account with one permission set. */
export interface AccountAssignment {
  accountId: string;
  permissionSetArn: string;
  principalType: PrincipalType;
  principalId: string;
}

/** How far AWS is with a creation or deletion that it does in its own time. */
export interface AssignmentOperation {
  status: "IN_PROGRESS" | "FAILED" | "SUCCEEDED";
  requestId: string;
  /** AWS's words; only with FAILED. */
  failureReason?: string | undefined;
  /** Epoch ms. */
  createdAt?: number | undefined;
  /** What it is about; AWS may leave each out. */
  accountId?: string | undefined;
  permissionSetArn?: string | undefined;
  principalId?: string | undefined;
}

/** A line of AWS's list of recent creations or deletions. */
export interface AssignmentOperationSummary {
  requestId: string;
  status: AssignmentOperation["status"];
  /** Epoch ms. */
  createdAt?: number | undefined;
}

export interface PermissionSet {
  arn: string;
  name: string;
  description?: string | undefined;
  /** How long a session lasts that was opened just before the assignment went. */
  sessionDurationMs: number;
}

export interface Instance {
  arn: string;
  identityStoreId: string;
  /** `ACTIVE` when it can be used. */
  status?: string | undefined;
  ownerAccountId?: string | undefined;
  name?: string | undefined;
  primaryRegion?: string | undefined;
  permissionSetsEnabled?: boolean | undefined;
}

/**
 * IAM Identity Center's permission sets and account assignments. Every list is complete or throws; every failure is
 * an `AwsError`.
 */
export interface SsoAdmin {
  createAccountAssignment(
    assignment: AccountAssignment,
    options?: CallOptions,
  ): Promise<AssignmentOperation>;
  deleteAccountAssignment(
    assignment: AccountAssignment,
    options?: CallOptions,
  ): Promise<AssignmentOperation>;
  describeCreation(requestId: string, options?: CallOptions): Promise<AssignmentOperation>;
  describeDeletion(requestId: string, options?: CallOptions): Promise<AssignmentOperation>;
  listCreations(
    status?: AssignmentOperation["status"],
    options?: CallOptions,
  ): Promise<AssignmentOperationSummary[]>;
  listDeletions(
    status?: AssignmentOperation["status"],
    options?: CallOptions,
  ): Promise<AssignmentOperationSummary[]>;
  listAssignments(
    accountId: string,
    permissionSetArn: string,
    options?: CallOptions,
  ): Promise<{ principalType: PrincipalType; principalId: string }[]>;
  /** A user's assignments; rows that come through a group carry the group. Management account only. */
  listAssignmentsForPrincipal(
    principalId: string,
    filter?: { accountId?: string },
    options?: CallOptions,
  ): Promise<AccountAssignment[]>;
  /** ARNs. */
  listPermissionSets(options?: CallOptions): Promise<string[]>;
  describePermissionSet(arn: string, options?: CallOptions): Promise<PermissionSet>;
  /** Names of the AWS managed policies in a set. */
  listManagedPolicies(arn: string, options?: CallOptions): Promise<string[]>;
  /** Names of the accounts' own policies that a set refers to. */
  listCustomerManagedPolicies(arn: string, options?: CallOptions): Promise<string[]>;
  /** Whether a set has an inline policy. */
  inlinePolicy(arn: string, options?: CallOptions): Promise<boolean>;
  /** Ids of the accounts that a set is provisioned to. */
  listAccountsForProvisionedPermissionSet(arn: string, options?: CallOptions): Promise<string[]>;
  describeInstance(options?: CallOptions): Promise<Instance>;
}
