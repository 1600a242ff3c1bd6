import { sendHr } from "../clients.ts";
import { CROWD, emailOf } from "../company.ts";
import type { Stand } from "../stand.ts";
import { login, workerOf } from "./who.ts";

/** The day after the one on which all runs begin. */
const TOMORROW = "2026-11-21";

export const DEPARTMENTS = ["Engineering", "Sales", "Legal"] as const;

interface Sending {
  readonly person: number;
  /** How late HR sends it. */
  readonly lateS: number;
  /** Sent so many times: under one id, the third under another. */
  readonly copies: number;
  /** How long before (or, below 0, after) its sending it holds from. */
  readonly sinceS: number;
}

export type HrOperation =
  /** `tomorrow`: their first day. */
  | ({
      readonly do: "join";
      readonly department: number;
      readonly tomorrow?: boolean;
    } & Sending)
  | ({ readonly do: "move"; readonly department: number } & Sending)
  | ({ readonly do: "leave" | "rename" } & Sending)
  /** A new worker with the email of an old one. */
  | ({ readonly do: "replace" } & Sending)
  /** So many of the crowd leave, in one body or one by one. */
  | { readonly do: "mass leave"; readonly count: number; readonly together: boolean };

export function ofHr(stand: Stand, operation: HrOperation, key: string): void {
  if (operation.do === "mass leave") return massLeave(stand, operation, key);
  const { person, lateS, copies, sinceS } = operation;
  const name = login(person);
  const at = stand.world.now - sinceS * 1000;
  const event = eventOf(operation, name, at);
  const department = "department" in event ? event.department : undefined;
  stand.history.told.push({
    worker: event.employee_id,
    event:
      event.event === "user_onboard"
        ? "onboard"
        : event.event === "user_update"
          ? "update"
          : "offboard",
    at,
    department,
    startsAt: "start_date" in event ? Date.parse(TOMORROW) : at,
  });
  for (let copy = 0; copy < copies; copy++) {
    stand.world.after(lateS * 1000 * (copy + 1), "HR", () =>
      sendHr(stand, `${key}-${copy === 2 ? "again" : "first"}`, [event]),
    );
  }
}

function eventOf(operation: Exclude<HrOperation, { do: "mass leave" }>, name: string, at: number) {
  const occurred_at = new Date(at).toISOString();
  const worker = { email: emailOf(name), employee_id: workerOf(name), occurred_at };
  const names = { given_name: name, family_name: "Example", manager_email: emailOf("mia") };
  switch (operation.do) {
    case "join":
    case "move": {
      const department = DEPARTMENTS[operation.department % DEPARTMENTS.length] ?? DEPARTMENTS[0];
      return operation.do === "join"
        ? {
            event: "user_onboard",
            ...worker,
            ...names,
            department,
            ...(operation.tomorrow === true && { start_date: TOMORROW }),
          }
        : { event: "user_update", ...worker, department };
    }
    case "leave":
      return { event: "user_offboard", ...worker };
    case "rename":
      return {
        event: "user_update",
        ...worker,
        email: emailOf(`${name}-o'brien`),
        family_name: "O'Brien-Müller",
      };
    case "replace":
      return {
        event: "user_onboard",
        ...worker,
        ...names,
        employee_id: `${workerOf(name)}-2`,
        employment_type: "contractor",
        department: DEPARTMENTS[1],
      };
  }
}

function massLeave(
  stand: Stand,
  { count, together }: Extract<HrOperation, { do: "mass leave" }>,
  key: string,
): void {
  const at = stand.world.now;
  const events = CROWD.slice(0, count).map((name) => {
    const worker = workerOf(name);
    stand.history.told.push({ worker, event: "offboard", at, department: undefined, startsAt: at });
    return {
      event: "user_offboard",
      email: emailOf(name),
      employee_id: worker,
      occurred_at: new Date(at).toISOString(),
    };
  });
  if (together) return sendHr(stand, key, events);
  events.forEach((event, number) =>
    stand.world.after(number * 2_000, "HR", () => sendHr(stand, `${key}-${number}`, [event])),
  );
}
