import type { Told } from "./history.ts";

/** What a worker is once everything that HR told holds. */
export interface Said {
  readonly employment: "active" | "left";
  readonly department: string | undefined;
}

/**
 * The fold over what HR told of one worker, in the order in which it holds; written anew, by the design's words alone.
 * Undefined for somebody whom nobody ever onboarded.
 */
export function saidOf(told: readonly Told[], worker: string, now: number): Said | undefined {
  let said: Said | undefined;
  const held = told.filter((one) => one.worker === worker && one.at <= now);
  for (const { event, department } of held.toSorted((one, other) => one.at - other.at)) {
    if (event === "onboard") said = { employment: "active", department };
    else if (said === undefined) continue;
    else if (event === "offboard") said = { ...said, employment: "left" };
    else said = { ...said, department: department ?? said.department };
  }
  return said;
}
