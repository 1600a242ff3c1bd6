/** What answers say. */
import type { Answer } from "../fresh.ts";

/** A field of a JSON answer. */
export function part(answer: Answer, ...path: readonly string[]): unknown {
  return path.reduce(field, answer.body);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** One field of every item of a list. */
export function listed(answer: Answer, name = "id"): string[] {
  const items = part(answer, "items");
  return Array.isArray(items) ? items.map((item: unknown) => String(field(item, name))) : [];
}

/** The statuses of calls that raced, the smallest first. */
export function statuses(answers: readonly Answer[]): number[] {
  return answers.map(({ status }) => status).toSorted((a, b) => a - b);
}

export function idOf(answer: Answer): string {
  return String(part(answer, "id"));
}

/** The last segment of a problem's type. */
export function problemOf(answer: Answer): string | undefined {
  const type = part(answer, "type");
  return typeof type === "string" ? type.slice(type.lastIndexOf(":") + 1) : undefined;
}
