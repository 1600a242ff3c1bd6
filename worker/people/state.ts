import type { people } from "./tables.ts";

type Person = Pick<typeof people.$inferSelect, "employment" | "suspended_at">;

export type PersonState = "expected" | "active" | "suspended" | "left";

/** What somebody is now: a leaver has left whatever else; a suspension stands beside what HR says. */
export function stateOf({ employment, suspended_at }: Person): PersonState {
  if (employment === "left") return "left";
  return suspended_at === null ? employment : "suspended";
}

/** Whether the person may have access, decide and hold a role. */
export function isActive(person: Person): boolean {
  return stateOf(person) === "active";
}
