/**
 * What AWS has, what people ask for, and what they are told.
 * @module
 */
import { emailOf, GROUPS, PROD, SETS, TEST } from "../simulation/daypass/company.ts";
import type { Day, Told } from "./day.ts";

/** Something that one may have in the company's AWS. */
export type Thing =
  | { readonly account: string; readonly set: keyof typeof SETS }
  | { readonly group: keyof typeof GROUPS };

export const prodPower: Thing = { account: PROD, set: "PowerUser" };
export const prodAdmin: Thing = { account: PROD, set: "Administrator" };
export const prodRead: Thing = { account: PROD, set: "ReadOnly" };
export const testPower: Thing = { account: TEST, set: "PowerUser" };
export const testBilling: Thing = { account: TEST, set: "Billing" };
export const engineers: Thing = { group: "engineers" };
export const sellers: Thing = { group: "sellers" };
export const oncall: Thing = { group: "oncall" };

/** The id of their user in Identity Center. */
export function userOf({ stand }: Day, login: string): string | undefined {
  return stand.aws.usersNamed(emailOf(login))[0]?.id;
}

/** Whether AWS itself shows the access now. */
export function has(day: Day, login: string, thing: Thing): boolean {
  const user = userOf(day, login) ?? "nobody";
  return shows(day, user, thing);
}

/** Whether AWS shows the access for a user of this id. */
export function shows({ stand: { aws } }: Day, userId: string, thing: Thing): boolean {
  if ("group" in thing) return aws.isMember(GROUPS[thing.group], userId);
  return aws.hasAssignment(thing.account, SETS[thing.set], "USER", userId);
}

/** Somebody gives or takes the access in AWS's console. */
export function byHand(day: Day, what: "assign" | "unassign", login: string, thing: Thing): void {
  const { console } = day.stand.aws;
  const user = userOf(day, login) ?? "nobody";
  if ("group" in thing) {
    if (what === "assign") console.addMember(GROUPS[thing.group], user);
    else console.removeMember(GROUPS[thing.group], user);
    return;
  }
  const tuple = {
    accountId: thing.account,
    permissionSetArn: SETS[thing.set],
    principalType: "USER" as const,
    principalId: user,
  };
  if (what === "assign") console.assign(tuple);
  else console.unassign(tuple);
}

/** The calls since the day began that asked AWS to take this away from them. */
export function removalsAsked(day: Day, login: string, thing: Thing): number {
  const user = userOf(day, login) ?? "nobody";
  return day.calls.filter(({ operation, ids }) => {
    if ("group" in thing)
      return operation === "DeleteGroupMembership" || operation === "DeleteUser";
    return (
      operation === "DeleteAccountAssignment" &&
      ids["PrincipalId"] === user &&
      ids["TargetId"] === thing.account &&
      ids["PermissionSetArn"] === SETS[thing.set]
    );
  }).length;
}

/** Asks; the request's id. */
export async function ask(
  day: Day,
  login: string,
  thing: Thing,
  wish: { readonly minutes: number; readonly startsAt?: number },
): Promise<string> {
  const target =
    "group" in thing
      ? { group: thing.group }
      : { account_id: thing.account, permission_set: thing.set };
  const told = await day.post(login, "/v1/requests", {
    ...target,
    duration: `PT${wish.minutes}M`,
    justification: "because",
    ...(wish.startsAt === undefined ? {} : { starts_at: new Date(wish.startsAt).toISOString() }),
  });
  if (told.status !== 201) throw new Error(`not asked: ${JSON.stringify(told)}`);
  return String(part(told, "id"));
}

/** The manager says yes; the grant's id. */
export async function approve(day: Day, requestId: string, body: object = {}): Promise<string> {
  const told = await day.post("mia", `/v1/requests/${requestId}/approve`, body);
  if (told.status !== 200) throw new Error(`not approved: ${JSON.stringify(told)}`);
  return String(part(told, "grant", "id"));
}

/** Asked and approved; the grant's id. */
export async function given(
  day: Day,
  login: string,
  thing: Thing,
  wish: { readonly minutes: number; readonly startsAt?: number },
): Promise<string> {
  return approve(day, await ask(day, login, thing, wish));
}

/** The grant as its holder is told of it. */
export async function grantOf(day: Day, login: string, id: string): Promise<unknown> {
  const items = part(await day.get(login, "/v1/grants"), "items");
  if (!Array.isArray(items)) throw new Error("no grants were told");
  return items.find((one: unknown) => partOf(one, ["id"]) === id);
}

export function personId(day: Day, login: string): string {
  const [row] = day.read("select id from people where email_key = ?", emailOf(login));
  if (row === undefined) throw new Error(`HR does not know ${login}`);
  return String(row["id"]);
}

/** What stands in an answer's body at this path. */
export function part({ body }: Told, ...path: readonly (string | number)[]): unknown {
  return partOf(body, path);
}

export function partOf(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = Object.entries(at).find(([key]) => key === String(name))?.[1];
  }
  return at;
}
