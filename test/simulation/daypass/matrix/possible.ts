import { FAULTS } from "../../world/faults.ts";
import { AWS_FAULTS, nameOfFault } from "./aws-faults.ts";
import { pairOf } from "./matrix.ts";
import { STATES } from "./states.ts";
import type { State } from "./states.ts";

/** Everything that goes wrong in the simulation and is counted against states. */
const STRIKES: readonly string[] = [
  ...Object.entries(FAULTS).flatMap(([kind, faults]) =>
    faults.map((fault) => `fault: ${kind}:${fault}`),
  ),
  "fault: limit:statements",
  "fault: bucket:down",
  ...AWS_FAULTS.map(nameOfFault),
  "aws: no room for CreateAccountAssignment",
  ...["ahead", "apart", "stepped", "set back"].map((are) => `clocks: ${are}`),
];

interface Reason {
  readonly why: string;
  readonly faults: RegExp;
  /** The faults meet no other states than these. */
  readonly only: RegExp;
}

/** Why some faults can't meet rows in some states. */
const REASONS: readonly Reason[] = [
  {
    why: "AWS is asked for an assignment under a claim alone, and a status never while it is asked",
    faults: /^aws: (?:stuck|takes|fails|forgotten)/,
    only: /^access: (?:creation|removal) asked$/,
  },
  {
    why: "a blocked user waits for an admin: AWS is not asked for it",
    faults: /^(?:aws|fault: fetch):/,
    only: /^(?!user: blocked)/,
  },
  {
    why: "who has no user is looked for by name, and a user is written while nobody lists their access",
    faults: /^aws: list/,
    only: /^(?!user: (?:wanted|being)|access: wanted, without)/,
  },
  {
    why: "AWS limits creations alone",
    faults: /^aws: no room/,
    only: /^access: creation asked$/,
  },
  {
    why: "the driver's only calls of another service are the copies before creations",
    faults: /^fault: (?:service|bucket):/,
    only: /^(?:access: creation asked|user: being made)$/,
  },
];

/** Every pair that must occur: all but those for which there is a reason. */
export function possiblePairs(): string[] {
  return STRIKES.flatMap((fault) =>
    STATES.filter((state) => canMeet(fault, state)).map((state) => pairOf(fault, state)),
  );
}

function canMeet(fault: string, state: State): boolean {
  return REASONS.every(({ faults, only }) => !faults.test(fault) || only.test(state));
}
