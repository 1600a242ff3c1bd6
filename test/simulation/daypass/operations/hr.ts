import { sendHr } from "../clients.ts";
import { CROWD, emailOf, GLASS } from "../company.ts";
import type { Told } from "../history.ts";
import type { Stand } from "../stand.ts";
import { eventOf } from "./hr-events.ts";
import type { News } from "./hr-events.ts";
import { workerOf } from "./who.ts";

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
  | (News & Sending)
  /** So many of the crowd leave, in one body or one by one. */
  | { readonly do: "mass leave"; readonly count: number; readonly together: boolean }
  /** HR reaches for a user that is protected. */
  | { readonly do: "reach" };

export function ofHr(stand: Stand, operation: HrOperation, key: string): void {
  switch (operation.do) {
    case "mass leave":
      return massLeave(stand, operation, key);
    case "reach":
      return reach(stand, key);
    case "join":
    case "move":
    case "leave":
    case "rename":
    case "respell":
    case "replace":
    case "last day":
    case "stay":
      return tell(stand, operation, key);
  }
}

function tell(stand: Stand, operation: News & Sending, key: string): void {
  const { world, history, day } = stand;
  const { lateS, copies, sinceS } = operation;
  const at = world.now - sinceS * 1000;
  const { body, department, startsAt = at, endsAt } = eventOf(operation, day, at);
  const told: Told = {
    worker: body.employee_id,
    event: kindOf(body.event),
    at,
    department,
    email: body.email.toLowerCase(),
    startsAt,
    endsAt,
    sent: false,
  };
  history.told.push(told);
  for (let copy = 0; copy < copies; copy++) {
    world.after(lateS * 1000 * (copy + 1), "HR", () => {
      history.sends(told);
      sendHr(stand, `${key}-${copy === 2 ? "again" : "first"}`, [body]);
    });
  }
}

function kindOf(event: string): Told["event"] {
  if (event === "user_onboard") return "onboard";
  return event === "user_update" ? "update" : "offboard";
}

function massLeave(
  stand: Stand,
  { count, together }: Extract<HrOperation, { do: "mass leave" }>,
  key: string,
): void {
  const { world, history } = stand;
  const at = world.now;
  const events = CROWD.slice(0, count).map((name) => {
    const worker = workerOf(name);
    const email = emailOf(name);
    const said = { department: undefined, startsAt: at, endsAt: undefined };
    history.told.push({ worker, event: "offboard", at, email, ...said, sent: true });
    const occurred_at = new Date(at).toISOString();
    return { event: "user_offboard", email, employee_id: worker, occurred_at };
  });
  if (together) return sendHr(stand, key, events);
  events.forEach((event, number) =>
    world.after(number * 2_000, "HR", () => sendHr(stand, `${key}-${number}`, [event])),
  );
}

/** To bring them in, to change them, to have them leave: all in one body. */
function reach(stand: Stand, key: string): void {
  const glass = { email: emailOf(GLASS), employee_id: workerOf(GLASS) };
  sendHr(stand, key, [
    { event: "user_onboard", ...glass, name: "Glass Breaker", department: "Engineering" },
    { event: "user_update", ...glass, employee_id: workerOf("ben"), department: "Legal" },
    { event: "user_offboard", ...glass },
  ]);
}
