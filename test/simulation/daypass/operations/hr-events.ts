import { emailOf } from "../company.ts";
import { dayNamed } from "../days.ts";
import type { DayName } from "../days.ts";
import { login, workerOf } from "./who.ts";

export const DEPARTMENTS = ["Engineering", "Sales", "Legal"] as const;

/** What HR tells of one worker. */
export type News =
  /** `tomorrow`: on a first day that is still to come. */
  | { readonly do: "join"; readonly department: number; readonly tomorrow?: boolean }
  | { readonly do: "move"; readonly department: number }
  | { readonly do: "leave" | "rename" }
  /** The same email in other letters. */
  | { readonly do: "respell" }
  /** A new worker with the email of an old one, perhaps in other letters. */
  | { readonly do: "replace"; readonly respelt: boolean }
  /** A last day, without a zone: `which` of the run's day; told as an offboarding or as a change. */
  | { readonly do: "last day"; readonly which: number; readonly as: "leave" | "move" }
  /** They stay after all: a last day is taken back. */
  | { readonly do: "stay" };

/** An event as HR sends it, and what it says by our own understanding. */
export interface NewsEvent {
  readonly body: {
    readonly event: string;
    readonly employee_id: string;
    readonly email: string;
    readonly [field: string]: unknown;
  };
  readonly startsAt?: number;
  readonly endsAt?: number | null;
  readonly department?: string;
}

export function eventOf(
  news: News & { readonly person: number },
  dayName: DayName,
  at: number,
): NewsEvent {
  const name = login(news.person);
  const day = dayNamed(dayName);
  const occurred_at = new Date(at).toISOString();
  const worker = { email: emailOf(name), employee_id: workerOf(name), occurred_at };
  const names = { given_name: name, family_name: "Example", manager_email: emailOf("mia") };
  const update = { event: "user_update", ...worker };
  switch (news.do) {
    case "join": {
      const department = departmentOf(news.department);
      const body = { event: "user_onboard", ...worker, ...names, department };
      if (news.tomorrow !== true) return { body, department, startsAt: at };
      const { start_date, startsAt } = day.firstDay;
      return { body: { ...body, start_date }, department, startsAt };
    }
    case "move": {
      const department = departmentOf(news.department);
      return { body: { ...update, department }, department };
    }
    case "leave":
      return { body: { event: "user_offboard", ...worker } };
    case "rename": {
      const email = emailOf(`${name}-o'brien`);
      return { body: { ...update, email, family_name: "O'Brien-Müller" } };
    }
    case "respell":
      return { body: { ...update, email: respelt(worker.email) } };
    case "replace": {
      const department = DEPARTMENTS[1];
      const email = news.respelt ? respelt(worker.email) : worker.email;
      const employee_id = `${worker.employee_id}-2`;
      const other = { ...worker, ...names, email, employee_id, employment_type: "contractor" };
      return { body: { event: "user_onboard", ...other, department }, department, startsAt: at };
    }
    case "last day": {
      const { endsAt, ...told } = day.lastDays[news.which % day.lastDays.length] ?? day.lastDays[0];
      const event = news.as === "leave" ? "user_offboard" : "user_update";
      return { body: { ...worker, event, ...told }, endsAt };
    }
    case "stay":
      return { body: { ...update, end_date: null }, endsAt: null };
  }
}

function departmentOf(number: number): string {
  return DEPARTMENTS[number % DEPARTMENTS.length] ?? DEPARTMENTS[0];
}

function respelt(email: string): string {
  return `${email.slice(0, 1).toUpperCase()}${email.slice(1)}`.replace("@example", "@EXAMPLE");
}
