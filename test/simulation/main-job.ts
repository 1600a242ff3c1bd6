import { CALM } from "./daypass/run.ts";
import type { Run } from "./daypass/run.ts";
import { play } from "./daypass/play.ts";
import type { Outcome } from "./daypass/play.ts";
import type { Operation } from "./daypass/operations/operation.ts";
import type { PlannedFault } from "./world/faults.ts";

const ask = { person: 0, startsInMin: 0, copies: 1 } as const;
const approve = { do: "decide", word: "approve", by: "manager", shorter: false } as const;
const told = { person: 0, lateS: 0, copies: 1, sinceS: 0 } as const;

/**
 * The main job: somebody asks, their manager approves, AWS has it, it ends, it is gone, and that is confirmed; then they
 * leave while they hold something again; then they come back.
 */
const OPERATIONS: readonly Operation[] = [
  { at: 2, do: "ask", ...ask, target: 0, minutes: 1 },
  { at: 6, ...approve },
  { at: 150, do: "ask", ...ask, target: 2, minutes: 10 },
  { at: 154, ...approve },
  { at: 175, do: "leave", ...told },
  { at: 215, do: "join", department: 0, ...told },
];

/** The main job with these faults and no others. */
export function playMainJob(plan: readonly PlannedFault[], seed = 7): Promise<Outcome> {
  const run: Run = {
    ...CALM,
    seed,
    operations: OPERATIONS,
    faultyMs: 4 * 60_000,
    quietMs: 35 * 60_000,
    plan,
  };
  return play(run);
}

/** What a run of the main job leaves in the log, whatever struck it. */
export const TOLD = [
  "entry: request.approved",
  "entry: grant.made",
  "entry: grant.ended",
  "entry: assignment.gone_confirmed",
  "entry: person.offboarded",
  "entry: person.returned",
] as const;
