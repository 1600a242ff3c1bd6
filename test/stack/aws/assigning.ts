import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentsCommand,
} from "@aws-sdk/client-sso-admin";
import { adminUser, instanceArn, need, readOnly, sandbox, type Stage } from "./stage.ts";

/** The assignment that most tests are about: the administrator looks into the sandbox. */
export const target = {
  InstanceArn: instanceArn,
  TargetId: sandbox,
  TargetType: "AWS_ACCOUNT",
  PermissionSetArn: readOnly,
  PrincipalType: "USER",
  PrincipalId: adminUser,
} as const;

/** The same as the console names it. */
export const tuple = {
  accountId: sandbox,
  permissionSetArn: readOnly,
  principalType: "USER",
  principalId: adminUser,
} as const;

/** The list in which it stands. */
export const listTarget = {
  InstanceArn: instanceArn,
  AccountId: sandbox,
  PermissionSetArn: readOnly,
};

/** Asking for the assignment, or for one that differs in `change`, and looking after it. */
export function assigning(stage: Stage) {
  return {
    create: async (change: Readonly<Record<string, string | undefined>> = {}) => {
      const command = new CreateAccountAssignmentCommand({ ...target, ...change });
      return need((await stage.sso.send(command)).AccountAssignmentCreationStatus);
    },
    remove: async (change: Readonly<Record<string, string>> = {}) => {
      const command = new DeleteAccountAssignmentCommand({ ...target, ...change });
      return need((await stage.sso.send(command)).AccountAssignmentDeletionStatus);
    },
    creationStatus: async (AccountAssignmentCreationRequestId: string | undefined) => {
      const asked = { InstanceArn: instanceArn, AccountAssignmentCreationRequestId };
      const command = new DescribeAccountAssignmentCreationStatusCommand(asked);
      return need((await stage.sso.send(command)).AccountAssignmentCreationStatus);
    },
    deletionStatus: async (AccountAssignmentDeletionRequestId: string | undefined) => {
      const asked = { InstanceArn: instanceArn, AccountAssignmentDeletionRequestId };
      const command = new DescribeAccountAssignmentDeletionStatusCommand(asked);
      return need((await stage.sso.send(command)).AccountAssignmentDeletionStatus);
    },
    /** The principals that the list shows. */
    listed: async () => {
      const { AccountAssignments } = await stage.sso.send(
        new ListAccountAssignmentsCommand(listTarget),
      );
      return need(AccountAssignments).map((row) => row.PrincipalId);
    },
    /** Whether AWS holds it, whatever it lists. */
    held: () => stage.aws.hasAssignment(sandbox, readOnly, "USER", adminUser),
  };
}
