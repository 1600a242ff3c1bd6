import { emailOf, GROUPS, PROD, SETS, TEST } from "../company.ts";
import type { Stand } from "../stand.ts";
import { login, userId } from "./who.ts";

export type HandOperation =
  | { readonly do: "assign" | "unassign"; readonly person: number; readonly target: number }
  | { readonly do: "delete user" | "disable user" | "enable user"; readonly person: number }
  /** A user of that name, with the person's own email or another's. */
  | { readonly do: "create user"; readonly person: number; readonly own: boolean }
  | { readonly do: "delete group" | "delete set" | "suspend account" | "delete account" };

const PLACES = [
  { accountId: PROD, permissionSetArn: SETS.PowerUser },
  { accountId: PROD, permissionSetArn: SETS.ReadOnly },
  { accountId: TEST, permissionSetArn: SETS.Billing },
] as const;
const CLUBS = [GROUPS.engineers, GROUPS.oncall, GROUPS.vault] as const;

/** Somebody changes things in AWS's console. */
export function byHand(stand: Stand, operation: HandOperation): void {
  const { aws } = stand;
  switch (operation.do) {
    case "assign":
    case "unassign":
      return access(stand, operation.do, userId(stand, login(operation.person)), operation.target);
    case "delete user": {
      const user = userId(stand, login(operation.person));
      if (user !== undefined && aws.state().users.some(({ id }) => id === user))
        aws.console.deleteUser(user);
      return;
    }
    case "disable user":
    case "enable user":
      return signIn(stand, operation.do, userId(stand, login(operation.person)));
    case "create user": {
      const name = login(operation.person);
      const email = operation.own ? emailOf(name) : emailOf(`${name}.other`);
      if (aws.usersNamed(emailOf(name)).length > 0) return;
      const user = { userName: emailOf(name), givenName: name, familyName: "Example", email };
      const id = aws.console.createUser(user);
      if (!operation.own) stand.history.strangers.add(id);
      return;
    }
    case "delete group":
      if (aws.state().groups.some(({ id }) => id === GROUPS.oncall))
        aws.console.deleteGroup(GROUPS.oncall);
      return;
    case "delete set":
      if (aws.state().permissionSets.some(({ arn }) => arn === SETS.Administrator))
        aws.console.deletePermissionSet(SETS.Administrator);
      return;
    case "suspend account":
      if (hasAccount(stand)) aws.console.suspendAccount(TEST);
      return;
    case "delete account":
      if (hasAccount(stand)) aws.console.removeAccount(TEST);
      return;
  }
}

function signIn(
  { aws, history }: Stand,
  what: "disable user" | "enable user",
  user: string | undefined,
): void {
  if (user === undefined || !aws.state().users.some(({ id }) => id === user)) return;
  aws.console.setUserStatus(user, what === "enable user" ? "ENABLED" : "DISABLED");
  if (what === "disable user") history.disabledByHand.add(user);
}

function hasAccount({ aws }: Pick<Stand, "aws">): boolean {
  return aws.state().accounts.some(({ id }) => id === TEST);
}

function access(
  { aws, history }: Stand,
  what: "assign" | "unassign",
  user: string | undefined,
  target: number,
): void {
  if (user === undefined || !aws.state().users.some(({ id }) => id === user)) return;
  const place = PLACES[target % (PLACES.length + CLUBS.length)];
  const club = CLUBS[(target % (PLACES.length + CLUBS.length)) - PLACES.length];
  if (place !== undefined && (place.accountId !== TEST || hasAccount({ aws }))) {
    const { accountId, permissionSetArn } = place;
    history.byHand.add(`${user} account/${accountId}/${permissionSetArn}`);
    const tuple = { ...place, principalType: "USER" as const, principalId: user };
    const has = aws.hasAssignment(accountId, permissionSetArn, "USER", user);
    if (what === "assign" && !has) aws.console.assign(tuple);
    if (what === "unassign" && has) aws.console.unassign(tuple);
  } else if (club !== undefined && aws.state().groups.some(({ id }) => id === club)) {
    history.byHand.add(`${user} group/${club}`);
    if (what === "assign") aws.console.addMember(club, user);
    else if (aws.isMember(club, user)) aws.console.removeMember(club, user);
  }
}
