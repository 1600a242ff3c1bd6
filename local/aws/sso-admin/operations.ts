import type { Operation } from "../call.ts";
import { createAccountAssignment, deleteAccountAssignment } from "./assign.ts";
import { describeInstance, listInstances } from "./instances.ts";
import { listAccountAssignments, listAccountAssignmentsForPrincipal } from "./list.ts";
import {
  createPermissionSet,
  deletePermissionSet,
  describePermissionSet,
  listPermissionSets,
  listTagsForResource,
} from "./permission-sets.ts";
import {
  getInlinePolicyForPermissionSet,
  listCustomerManagedPolicyReferencesInPermissionSet,
  listManagedPoliciesInPermissionSet,
} from "./policies.ts";
import {
  listAccountsForProvisionedPermissionSet,
  listPermissionSetsProvisionedToAccount,
} from "./provisioned.ts";
import {
  describeAccountAssignmentCreationStatus,
  describeAccountAssignmentDeletionStatus,
  listAccountAssignmentCreationStatus,
  listAccountAssignmentDeletionStatus,
} from "./status.ts";

/** The operations of sso-admin that are emulated, by name. */
export const ssoAdmin: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ListInstances: listInstances,
    DescribeInstance: describeInstance,
    CreateAccountAssignment: createAccountAssignment,
    DeleteAccountAssignment: deleteAccountAssignment,
    DescribeAccountAssignmentCreationStatus: describeAccountAssignmentCreationStatus,
    DescribeAccountAssignmentDeletionStatus: describeAccountAssignmentDeletionStatus,
    ListAccountAssignmentCreationStatus: listAccountAssignmentCreationStatus,
    ListAccountAssignmentDeletionStatus: listAccountAssignmentDeletionStatus,
    ListAccountAssignments: listAccountAssignments,
    ListAccountAssignmentsForPrincipal: listAccountAssignmentsForPrincipal,
    ListPermissionSets: listPermissionSets,
    DescribePermissionSet: describePermissionSet,
    CreatePermissionSet: createPermissionSet,
    DeletePermissionSet: deletePermissionSet,
    ListManagedPoliciesInPermissionSet: listManagedPoliciesInPermissionSet,
    ListCustomerManagedPolicyReferencesInPermissionSet:
      listCustomerManagedPolicyReferencesInPermissionSet,
    GetInlinePolicyForPermissionSet: getInlinePolicyForPermissionSet,
    ListPermissionSetsProvisionedToAccount: listPermissionSetsProvisionedToAccount,
    ListAccountsForProvisionedPermissionSet: listAccountsForProvisionedPermissionSet,
    ListTagsForResource: listTagsForResource,
  }),
);
