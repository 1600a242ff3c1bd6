import type { Ports } from "../../../worker/db/context.ts";

/** AWS as the draining of what is due needs it: it keeps who is assigned where and who is in which group. */
export interface ScriptedAws {
  /** The operations, in the order in which they came. */
  readonly asked: string[];
  readonly fetch: Ports["fetch"];
}

interface Input {
  readonly UserId?: string;
  readonly PrincipalId?: string;
  readonly AccountId?: string;
  readonly TargetId?: string;
  readonly PermissionSetArn?: string;
  readonly AccountAssignmentCreationRequestId?: string;
}

/** @param creations how far a creation of access to an account ever gets */
export function scriptedAws(
  clock: { readonly now: number },
  { creations = "SUCCEEDED" }: { readonly creations?: "SUCCEEDED" | "IN_PROGRESS" } = {},
): ScriptedAws {
  const asked: string[] = [];
  const assigned = new Set<string>();
  const creation = (RequestId: string) => ({
    AccountAssignmentCreationStatus: { Status: creations, RequestId },
  });
  const shown = () =>
    [...assigned].map((key) => {
      const [PrincipalId = "", AccountId = "", ...arn] = key.split("/");
      return { AccountId, PermissionSetArn: arn.join("/"), PrincipalType: "USER", PrincipalId };
    });
  const answers: Readonly<Record<string, (input: Input, key: string) => object>> = {
    CreateAccountAssignment: (_input, key) => {
      if (creations === "SUCCEEDED") assigned.add(key);
      return creation(`request-${asked.length}`);
    },
    DescribeAccountAssignmentCreationStatus: ({ AccountAssignmentCreationRequestId = "" }) =>
      creation(AccountAssignmentCreationRequestId),
    DeleteAccountAssignment: (_input, key) => {
      assigned.delete(key);
      return { AccountAssignmentDeletionStatus: { Status: "SUCCEEDED", RequestId: "request" } };
    },
    ListAccountAssignmentsForPrincipal: (input) => ({
      AccountAssignments: shown().filter((one) => one.PrincipalId === input.PrincipalId),
    }),
    ListAccountAssignments: (input) => ({
      AccountAssignments: shown().filter(
        (one) =>
          one.AccountId === input.AccountId && one.PermissionSetArn === input.PermissionSetArn,
      ),
    }),
    DescribeUser: ({ UserId }) => ({ UserId, UserName: UserId }),
    UpdateUser: () => ({}),
    ListGroupMembershipsForMember: () => ({ GroupMemberships: [] }),
    CreateGroupMembership: () => ({ MembershipId: "membership" }),
  };
  return {
    asked,
    async fetch(request) {
      const operation = request.headers.get("x-amz-target")?.split(".")[1];
      if (operation === undefined) return session(clock.now);
      asked.push(operation);
      const body = new TextDecoder().decode(await request.arrayBuffer());
      const input: Input = JSON.parse(body);
      const { PrincipalId, TargetId, PermissionSetArn } = input;
      const answer = answers[operation];
      if (answer === undefined) return new Response(operation, { status: 502 });
      return Response.json(answer(input, `${PrincipalId}/${TargetId}/${PermissionSetArn}`));
    },
  };
}

function session(now: number): Response {
  return new Response(
    `<AssumeRoleResponse><AssumeRoleResult><Credentials>
      <AccessKeyId>ASIATEST</AccessKeyId><SecretAccessKey>of-nobody</SecretAccessKey>
      <SessionToken>session</SessionToken><Expiration>${new Date(now + 3_600_000).toISOString()}</Expiration>
    </Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  );
}
