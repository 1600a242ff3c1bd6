import { readFileSync } from "node:fs";
import type { IssuerUser } from "../backstage/issuer.ts";

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

/** The people of the scene and of the roles, by their Backstage refs. */
export const cast = {
  programmer: "user:default/bmiller",
  manager: "user:default/ajames",
  admin: "user:default/lgarcia",
  second_admin: "user:default/dwilliams",
  auditor: "user:default/jwhalen",
  /** No person of HR: brings in the first policy, and serves while there is no other admin. */
  bootstrap_admin: "user:default/bootstrap",
} as const;

export type Part = keyof typeof cast;

const platformSecurity: readonly string[] = [cast.admin, cast.second_admin];

/** Who may sign in: everybody of the HR history, in the groups of Backstage's catalog that they are in. */
export function backstageUsers(history: readonly HistoryEvent[]): IssuerUser[] {
  const departments = new Map<string, string>([[cast.bootstrap_admin, ""]]);
  for (const { email, department } of history) {
    const ref = `user:default/${email.slice(0, email.indexOf("@"))}`;
    departments.set(ref, department ?? departments.get(ref) ?? "");
  }
  return [...departments].map(([ref, department]) => ({
    ref,
    groups: [
      ...(department === ""
        ? []
        : [`group:default/${department.toLowerCase().replaceAll(" ", "-")}`]),
      ...(platformSecurity.includes(ref) ? ["group:default/platform-security"] : []),
    ],
  }));
}
