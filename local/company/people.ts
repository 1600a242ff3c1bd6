import { readFileSync } from "node:fs";
import { cast } from "./cast.ts";

/** One line of the HR history: the body of an HR event. */
export interface HistoryEvent {
  readonly event: "user_onboard" | "user_update" | "user_offboard";
  readonly email: string;
  readonly name?: string;
  readonly department?: string;
  readonly [field: string]: string | undefined;
}

/** The company's HR history, oldest first. */
export function readHistory(): HistoryEvent[] {
  const text = readFileSync(new URL("hr/events.ndjson", import.meta.url), "utf8");
  // Our own file: each line was made as an HR event.
  return text
    .trim()
    .split("\n")
    .map((line): HistoryEvent => JSON.parse(line));
}

/** The admins' group in Backstage's catalog, and who is in it, by their refs. */
export const platformSecurity: { readonly group: string; readonly members: readonly string[] } = {
  group: "platform-security",
  members: [cast.admin, cast.second_admin],
};

/** The name of a department's group in Backstage's catalog. */
export function groupOf(department: string): string {
  return department.toLowerCase().replaceAll(" ", "-");
}
