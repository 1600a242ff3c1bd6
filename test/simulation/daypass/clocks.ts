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
