/** The drain, and how it stands to what AWS's quotas allow. */
import { drain, USUAL_LOAD } from "./drain/drain.ts";
import type { Drained } from "./drain/drain.ts";
import { table } from "./table.ts";

export function measureDrain(): Promise<Drained> {
  return drain();
}

export function showDrain({ bound, removalsMs, allMs, calls, ...order }: Drained): string {
  const { removals, joiners } = USUAL_LOAD;
  const made = [...calls.of].toSorted(([, a], [, b]) => b - a);
  return [
    table(
      ["", "ratio to the bound", "calls that it can't do without"],
      [
        [
          `${removals} removals read back as gone`,
          removalsMs / bound.removalsMs,
          bound.removalCalls,
        ],
        [
          `and ${joiners} joiners have their access`,
          allMs / bound.allMs,
          bound.removalCalls + bound.creationCalls,
        ],
      ],
    ),
    "",
    table(
      ["", "share"],
      [
        ["throttled calls", calls.throttled / calls.all],
        ["creations asked before the last removal was", order.creationsBeforeRemovals / joiners],
        ["the busiest second, of sso-admin's quota", order.busiestSecond],
      ],
    ),
    "",
    table(["calls made", "count"], made),
  ].join("\n");
}
