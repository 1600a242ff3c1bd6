import type { FaultRule } from "../../../local/aws/faults.ts";
import type { Clocks } from "./run.ts";

/** How far instants of two processes may be apart, in milliseconds: clocks that are set right step too. */
export function slackOf(clocks: Clocks): number {
  switch (clocks.are) {
    case "right":
      return 0;
    case "ahead":
    case "stepped":
      return Math.abs(clocks.byMs);
    case "apart":
      return 2 * clocks.mostMs;
  }
}

/** How far AWS's clock may be off, in milliseconds. */
export function skewOf(awsFaults: readonly FaultRule[]): number {
  return Math.max(
    0,
    ...awsFaults.map(({ fault }) => (fault.kind === "skew" ? Math.abs(fault.ms) : 0)),
  );
}
