import type { Aws } from "./aws.ts";
import { BadControl, known, object, text, word } from "./control-input.ts";
import { readPolicy } from "./iam/policy-input.ts";
import type { AccountState, PermissionSetData } from "./organization.ts";
import type { Tuple } from "./rows.ts";
import { tokenJson } from "./scim/control.ts";

type Input = Readonly<Record<string, unknown>>;
type Action = (aws: Aws, input: Input) => unknown;

const accountStates: readonly AccountState[] = [
  "PENDING_ACTIVATION",
  "ACTIVE",
  "SUSPENDED",
  "PENDING_CLOSURE",
  "CLOSED",
];

/** The console's actions by name, each from JSON. */
export const actions: ReadonlyMap<string, Action> = new Map(
  Object.entries({
    assign: action(
      ["account_id", "permission_set_arn", "principal_type", "principal_id"],
      (aws, input) => aws.console.assign(tuple(input)),
    ),
    unassign: action(
      ["account_id", "permission_set_arn", "principal_type", "principal_id"],
      (aws, input) => aws.console.unassign(tuple(input)),
    ),
    "add-member": action(["group_id", "user_id"], (aws, input) =>
      aws.console.addMember(text(input["group_id"], "group_id"), text(input["user_id"], "user_id")),
    ),
    "remove-member": action(["group_id", "user_id"], (aws, input) =>
      aws.console.removeMember(
        text(input["group_id"], "group_id"),
        text(input["user_id"], "user_id"),
      ),
    ),
    "create-user": action(["user_name", "given_name", "family_name", "email"], (aws, input) => ({
      user_id: aws.console.createUser({
        userName: text(input["user_name"], "user_name"),
        givenName: text(input["given_name"], "given_name"),
        familyName: text(input["family_name"], "family_name"),
        ...(input["email"] === undefined ? {} : { email: text(input["email"], "email") }),
      }),
    })),
    "delete-user": action(["user_id"], (aws, input) =>
      aws.console.deleteUser(text(input["user_id"], "user_id")),
    ),
    "set-user-status": action(["user_id", "status"], (aws, input) =>
      aws.console.setUserStatus(
        text(input["user_id"], "user_id"),
        word(input["status"], "status", ["ENABLED", "DISABLED"]),
      ),
    ),
    "create-group": action(["name"], (aws, input) => ({
      group_id: aws.console.createGroup(text(input["name"], "name")),
    })),
    "delete-group": action(["group_id"], (aws, input) =>
      aws.console.deleteGroup(text(input["group_id"], "group_id")),
    ),
    "create-permission-set": action(["name", "description", "session_duration"], (aws, input) => ({
      permission_set_arn: aws.console.createPermissionSet(permissionSet(input)),
    })),
    "delete-permission-set": action(["permission_set_arn"], (aws, input) =>
      aws.console.deletePermissionSet(text(input["permission_set_arn"], "permission_set_arn")),
    ),
    "set-account-state": action(["account_id", "state"], (aws, input) =>
      aws.console.setAccountState(
        text(input["account_id"], "account_id"),
        word(input["state"], "state", accountStates),
      ),
    ),
    "suspend-account": action(["account_id"], (aws, input) =>
      aws.console.suspendAccount(text(input["account_id"], "account_id")),
    ),
    "remove-account": action(["account_id"], (aws, input) =>
      aws.console.removeAccount(text(input["account_id"], "account_id")),
    ),
    "tag-account": action(["account_id", "tags"], (aws, input) => {
      const tags = Object.entries(object(input["tags"], '"tags"')).map(([key, value]) => [
        key,
        text(value, key),
      ]);
      aws.console.tagAccount(text(input["account_id"], "account_id"), Object.fromEntries(tags));
    }),
    "create-scim-token": action(["token", "created_at"], (aws, input) => {
      const { token: given, created_at: since } = input;
      const made = aws.scim.createToken({
        ...(given === undefined ? {} : { token: text(given, "token") }),
        ...(since === undefined ? {} : { createdAt: instant(since, "created_at") }),
      });
      return { ...tokenJson(made), token: made.token };
    }),
    "delete-scim-token": action(["token_id"], (aws, input) =>
      aws.scim.deleteToken(text(input["token_id"], "token_id")),
    ),
    "expire-sessions": action([], (aws) => aws.console.expireSessions()),
    "set-role-policy": action(["policy"], (aws, input) =>
      aws.console.setRolePolicy(readPolicy(input["policy"])),
    ),
    "set-trust-policy": action(["policy"], (aws, input) =>
      aws.console.setTrustPolicy(readPolicy(input["policy"])),
    ),
    "recreate-role": action([], (aws) => aws.console.recreateRole()),
  }),
);

/** What the console refuses is the caller's mistake, and said as one. */
function action(names: readonly string[], run: Action): Action {
  return (aws, input) => {
    known(input, names, "this action");
    try {
      return run(aws, input);
    } catch (error) {
      throw error instanceof Error ? new BadControl(error.message) : error;
    }
  };
}

/** RFC 3339 to epoch milliseconds. */
function instant(value: unknown, name: string): number {
  const at = Date.parse(text(value, name));
  if (Number.isNaN(at)) throw new BadControl(`"${name}" must be an instant`);
  return at;
}

function tuple(input: Input): Tuple {
  return {
    accountId: text(input["account_id"], "account_id"),
    permissionSetArn: text(input["permission_set_arn"], "permission_set_arn"),
    principalType: word(input["principal_type"], "principal_type", ["USER", "GROUP"]),
    principalId: text(input["principal_id"], "principal_id"),
  };
}

function permissionSet(input: Input): PermissionSetData {
  const { description, session_duration: duration } = input;
  return {
    name: text(input["name"], "name"),
    ...(description === undefined ? {} : { description: text(description, "description") }),
    ...(duration === undefined ? {} : { sessionDuration: text(duration, "session_duration") }),
  };
}
