import type { AccountAssignment } from "../../aws/sso-admin.ts";
import type { Assignment } from "./view.ts";

/** What the assignment is to, as AWS is asked for it. */
export type AwsTarget =
  | { readonly kind: "account"; readonly assignment: AccountAssignment }
  | { readonly kind: "group"; readonly groupId: string; readonly userId: string };

/** @throws Error when the row names neither an account nor a group: a row that nothing of ours writes */
export function awsTarget(row: Assignment, principalId: string): AwsTarget {
  if (row.group_id !== null) return { kind: "group", groupId: row.group_id, userId: principalId };
  if (row.account_id === null || row.permission_set_arn === null)
    throw new Error(`assignment ${row.id} has no target`);
  return {
    kind: "account",
    assignment: {
      accountId: row.account_id,
      permissionSetArn: row.permission_set_arn,
      principalType: "USER",
      principalId,
    },
  };
}
