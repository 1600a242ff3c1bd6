import type { PlannedFault } from "./faults.ts";
import { World } from "./world.ts";

/** When the engine's own tests begin. */
export const START = Date.UTC(2026, 10, 20, 12);
export const HOUR = 3_600_000;

/** A world with these faults and no others. */
export function worldWith(...plan: PlannedFault[]): World {
  return new World({ seed: 1, start: START, plan });
}
