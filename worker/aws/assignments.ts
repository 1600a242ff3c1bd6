import * as z from "zod";
import { type JsonClient, maybe, nextToken } from "./json-client.ts";
import type {
  AccountAssignment,
  AssignmentOperation,
  AssignmentOperationSummary,
  SsoAdmin,
} from "./sso-admin.ts";

const status = z.enum(["IN_PROGRESS", "FAILED", "SUCCEEDED"]);
const principalType = z.enum(["USER", "GROUP"]);

const operation = z.object({
  Status: status,
  RequestId: z.string(),
  FailureReason: maybe(z.string()),
  CreatedDate: maybe(z.number()),
  TargetId: maybe(z.string()),
  PermissionSetArn: maybe(z.string()),
  PrincipalId: maybe(z.string()),
});
const summaries = z.array(operation.pick({ Status: true, RequestId: true, CreatedDate: true }));
const rows = z.array(
  z.object({
    AccountId: z.string(),
    PermissionSetArn: z.string(),
    PrincipalType: principalType,
    PrincipalId: z.string(),
  }),
);

const creation = z.object({ AccountAssignmentCreationStatus: operation });
const deletion = z.object({ AccountAssignmentDeletionStatus: operation });
const creations = z.object({ AccountAssignmentsCreationStatus: summaries, NextToken: nextToken });
const deletions = z.object({ AccountAssignmentsDeletionStatus: summaries, NextToken: nextToken });
const assignments = z.object({ AccountAssignments: rows, NextToken: nextToken });

type Assignments = Pick<
  SsoAdmin,
  | "createAccountAssignment"
  | "deleteAccountAssignment"
  | "describeCreation"
  | "describeDeletion"
  | "listCreations"
  | "listDeletions"
  | "listAssignments"
  | "listAssignmentsForPrincipal"
>;

/** The part of sso-admin that gives and takes access, and tells who has it. */
export function assignmentCalls(client: JsonClient): Assignments {
  return {
    createAccountAssignment: (assignment, options) =>
      client.call(
        {
          name: "CreateAccountAssignment",
          input: inputOf(assignment),
          output: creation,
          read: (out) => readOperation(out.AccountAssignmentCreationStatus),
        },
        options,
      ),

    deleteAccountAssignment: (assignment, options) =>
      client.call(
        {
          name: "DeleteAccountAssignment",
          input: inputOf(assignment),
          output: deletion,
          read: (out) => readOperation(out.AccountAssignmentDeletionStatus),
        },
        options,
      ),

    describeCreation: (requestId, options) =>
      client.call(
        {
          name: "DescribeAccountAssignmentCreationStatus",
          input: { AccountAssignmentCreationRequestId: requestId },
          output: creation,
          read: (out) => readAsked(out.AccountAssignmentCreationStatus, requestId),
        },
        options,
      ),

    describeDeletion: (requestId, options) =>
      client.call(
        {
          name: "DescribeAccountAssignmentDeletionStatus",
          input: { AccountAssignmentDeletionRequestId: requestId },
          output: deletion,
          read: (out) => readAsked(out.AccountAssignmentDeletionStatus, requestId),
        },
        options,
      ),

    listCreations: (only, options) =>
      client.list(
        {
          name: "ListAccountAssignmentCreationStatus",
          input: { MaxResults: 100, ...(only !== undefined && { Filter: { Status: only } }) },
          output: creations,
          read: (out) => out.AccountAssignmentsCreationStatus.map(readSummary),
        },
        options,
      ),

    listDeletions: (only, options) =>
      client.list(
        {
          name: "ListAccountAssignmentDeletionStatus",
          input: { MaxResults: 100, ...(only !== undefined && { Filter: { Status: only } }) },
          output: deletions,
          read: (out) => out.AccountAssignmentsDeletionStatus.map(readSummary),
        },
        options,
      ),

    listAssignments: (accountId, permissionSetArn, options) =>
      client.list(
        {
          name: "ListAccountAssignments",
          input: { AccountId: accountId, PermissionSetArn: permissionSetArn, MaxResults: 100 },
          output: assignments,
          read: ({ AccountAssignments: found }) => {
            const asked = found.every(
              (row) => row.AccountId === accountId && row.PermissionSetArn === permissionSetArn,
            );
            return asked ? found.map(readPrincipal) : undefined;
          },
        },
        options,
      ),

    listAssignmentsForPrincipal: (principalId, filter, options) =>
      client.list(
        {
          name: "ListAccountAssignmentsForPrincipal",
          input: {
            PrincipalId: principalId,
            PrincipalType: "USER",
            MaxResults: 100,
            ...(filter?.accountId !== undefined && { Filter: { AccountId: filter.accountId } }),
          },
          output: assignments,
          read: (out) => out.AccountAssignments.map(readRow),
        },
        options,
      ),
  };
}

function inputOf(assignment: AccountAssignment): object {
  return {
    TargetId: assignment.accountId,
    TargetType: "AWS_ACCOUNT",
    PermissionSetArn: assignment.permissionSetArn,
    PrincipalType: assignment.principalType,
    PrincipalId: assignment.principalId,
  };
}

function readOperation(row: z.infer<typeof operation>): AssignmentOperation {
  return {
    ...readSummary(row),
    failureReason: row.FailureReason,
    accountId: row.TargetId,
    permissionSetArn: row.PermissionSetArn,
    principalId: row.PrincipalId,
  };
}

function readAsked(
  row: z.infer<typeof operation>,
  requestId: string,
): AssignmentOperation | undefined {
  return row.RequestId === requestId ? readOperation(row) : undefined;
}

function readSummary(row: z.infer<typeof summaries>[number]): AssignmentOperationSummary {
  return {
    requestId: row.RequestId,
    status: row.Status,
    createdAt: row.CreatedDate === undefined ? undefined : Math.round(row.CreatedDate * 1000),
  };
}

function readRow(row: z.infer<typeof rows>[number]): AccountAssignment {
  return {
    accountId: row.AccountId,
    permissionSetArn: row.PermissionSetArn,
    ...readPrincipal(row),
  };
}

function readPrincipal(
  row: z.infer<typeof rows>[number],
): Pick<AccountAssignment, "principalType" | "principalId"> {
  return { principalType: row.PrincipalType, principalId: row.PrincipalId };
}
