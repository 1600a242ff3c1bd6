import { act, sendHr } from "./clients.ts";
import { emailOf, GROUPS, PEOPLE, PROD, SETS, TEST } from "./company.ts";
import type { Stand } from "./stand.ts";

/** What may be asked for, and what people do by hand in AWS's console. */
const TARGETS = [
  { account_id: PROD, permission_set: "PowerUser" },
  { account_id: PROD, permission_set: "Administrator" },
  { group: "oncall" },
  { account_id: PROD, permission_set: "ReadOnly" },
] as const;

const DEPARTMENTS = ["Engineering", "Sales", "Legal"] as const;

/** One thing that happens in the company, so many seconds after the start. `person` counts from 1: nobody touches the manager. */
export type Operation = { readonly at: number } & (
  | {
      readonly do: "join" | "move";
      readonly person: number;
      readonly department: number;
      readonly lateS: number;
      readonly copies: number;
    }
  | {
      readonly do: "leave";
      readonly person: number;
      readonly lateS: number;
      readonly copies: number;
    }
  | {
      readonly do: "ask";
      readonly person: number;
      readonly target: number;
      readonly minutes: number;
      readonly startsInMin: number;
    }
  | {
      readonly do: "approve" | "reject" | "question";
      readonly by: "manager" | "admin" | "self";
      readonly shorter: boolean;
    }
  | { readonly do: "answer" | "cancel" | "extend" | "end"; readonly person: number }
  | { readonly do: "suspend" | "resume"; readonly person: number }
  | { readonly do: "assign" | "unassign"; readonly person: number; readonly target: number }
);

export function perform(stand: Stand, operation: Operation, number: number): void {
  const key = `op-${number}`;
  switch (operation.do) {
    case "join":
    case "move":
    case "leave":
      return tellHr(stand, operation, key);
    case "ask": {
      const { minutes, startsInMin, person, target } = operation;
      const starts_at =
        startsInMin === 0
          ? {}
          : { starts_at: new Date(stand.world.now + startsInMin * 60_000).toISOString() };
      return act(stand, key, login(person), {
        method: "POST",
        path: "/v1/requests",
        body: {
          ...TARGETS[target % TARGETS.length],
          duration: `PT${minutes}M`,
          justification: "because",
          ...starts_at,
        },
      });
    }
    case "approve":
    case "reject":
    case "question": {
      const open = lastOpenRequest(stand, null);
      if (open === undefined) return;
      const who =
        operation.by === "manager" ? "mia" : operation.by === "admin" ? "ada" : open.login;
      const word = operation.do;
      const body =
        word === "approve"
          ? operation.shorter
            ? { duration: "PT1M" }
            : {}
          : word === "reject"
            ? { reason: "no" }
            : { question: "why?" };
      return act(stand, key, who, {
        method: "POST",
        path: `/v1/requests/${open.id}/${word}`,
        body,
      });
    }
    case "answer":
    case "cancel": {
      const open = lastOpenRequest(stand, login(operation.person));
      if (open === undefined) return;
      const body = operation.do === "answer" ? { answer: "so" } : {};
      return act(stand, key, login(operation.person), {
        method: "POST",
        path: `/v1/requests/${open.id}/${operation.do}`,
        body,
      });
    }
    case "extend":
    case "end": {
      const grant = lastGrant(stand, login(operation.person));
      if (grant === undefined) return;
      const body =
        operation.do === "extend" ? { duration: "PT10M", justification: "not done" } : {};
      return act(stand, key, login(operation.person), {
        method: "POST",
        path: `/v1/grants/${grant}/${operation.do}`,
        body,
      });
    }
    case "suspend":
    case "resume": {
      const person = personId(stand, login(operation.person));
      if (person === undefined) return;
      return act(stand, key, "ada", {
        method: "POST",
        path: `/v1/people/${person}/${operation.do}`,
      });
    }
    case "assign":
    case "unassign":
      return byHand(stand, operation.do, login(operation.person), operation.target);
  }
}

function tellHr(
  stand: Stand,
  operation: Extract<Operation, { do: "join" | "move" | "leave" }>,
  key: string,
): void {
  const name = login(operation.person);
  const occurred_at = new Date(stand.world.now).toISOString();
  const worker = { email: emailOf(name), employee_id: `w-${name}`, occurred_at };
  const event =
    operation.do === "leave"
      ? { event: "user_offboard", ...worker }
      : {
          event: operation.do === "join" ? "user_onboard" : "user_update",
          ...worker,
          ...(operation.do === "join"
            ? { given_name: name, family_name: "Example", manager_email: emailOf("mia") }
            : {}),
          department: DEPARTMENTS[operation.department % DEPARTMENTS.length],
        };
  for (let copy = 0; copy < operation.copies; copy++) {
    stand.world.after(operation.lateS * 1000 * (copy + 1), "HR", () =>
      sendHr(stand, `${key}-${copy === 2 ? "again" : "first"}`, [event]),
    );
  }
}

/** Somebody gives or takes access in the console. */
function byHand({ aws }: Stand, what: "assign" | "unassign", name: string, target: number): void {
  const [user] = aws.usersNamed(emailOf(name));
  if (user === undefined) return;
  const chosen = [
    { kind: "account", accountId: PROD, permissionSetArn: SETS.PowerUser },
    { kind: "account", accountId: PROD, permissionSetArn: SETS.ReadOnly },
    { kind: "account", accountId: TEST, permissionSetArn: SETS.Billing },
    { kind: "group", groupId: GROUPS.engineers },
    { kind: "group", groupId: GROUPS.oncall },
  ][target % 5];
  if (chosen === undefined) return;
  if (chosen.kind === "group" && chosen.groupId !== undefined) {
    const isMember = aws.isMember(chosen.groupId, user.id);
    if (what === "assign" && !isMember) aws.console.addMember(chosen.groupId, user.id);
    if (what === "unassign" && isMember) aws.console.removeMember(chosen.groupId, user.id);
  } else if (chosen.accountId !== undefined && chosen.permissionSetArn !== undefined) {
    const { accountId, permissionSetArn } = chosen;
    const tuple = {
      accountId,
      permissionSetArn,
      principalType: "USER" as const,
      principalId: user.id,
    };
    const has = aws.hasAssignment(accountId, permissionSetArn, "USER", user.id);
    if (what === "assign" && !has) aws.console.assign(tuple);
    if (what === "unassign" && has) aws.console.unassign(tuple);
  }
}

function login(person: number): string {
  return PEOPLE[1 + (person % (PEOPLE.length - 1))] ?? PEOPLE[1];
}

function lastOpenRequest(
  { database }: Stand,
  name: string | null,
): { id: string; login: string } | undefined {
  const [row] = database.read(
    `select requests.id, people.email from requests join people on people.id = requests.person_id
     where requests.state in ('waiting', 'questioned') and (?1 is null or people.email_key = ?1) order by requests.id desc limit 1`,
    name === null ? null : emailOf(name),
  );
  return row === undefined
    ? undefined
    : { id: String(row["id"]), login: String(row["email"]).split("@")[0] ?? "" };
}

function lastGrant({ database }: Stand, name: string): string | undefined {
  const [row] = database.read(
    `select holds.grant_id from holds join assignments on assignments.id = holds.assignment_id
     join identities on identities.id = assignments.identity_id join people on people.id = identities.person_id
     where people.email_key = ? and holds.reason = 'grant' order by holds.created_at desc limit 1`,
    emailOf(name),
  );
  return row === undefined ? undefined : String(row["grant_id"]);
}

function personId({ database }: Stand, name: string): string | undefined {
  const [row] = database.read("select id from people where email_key = ?", emailOf(name));
  return row === undefined ? undefined : String(row["id"]);
}
