import type { World } from "../policy/active.ts";
import { baselineOf } from "../policy/baseline.ts";
import type { BaselineEntry } from "../policy/baseline.ts";
import type { PersonFacts } from "../policy/facts.ts";

/** A baseline hold that is live. */
export interface HeldBaseline {
  readonly id: string;
  readonly target_key: string;
  readonly rule: string;
  readonly enforce: boolean;
  readonly adopt: boolean;
}

/** What has to change so that a person's standing access is what the policy says. */
export interface Gap {
  readonly gains: readonly BaselineEntry[];
  /** Holds that no rule stands behind any more; some only make way for another rule's hold on the same target. */
  readonly ends: readonly HeldBaseline[];
  /** Targets that the person loses altogether: what the limits on removals count. */
  readonly loses: readonly string[];
}

/**
 * Compares what the policy gives with what is held. What stays is not touched: a move keeps without a flicker what the
 * new department gives too. Pure.
 * @param entitled false for somebody who has no standing access at all now (expected, suspended, left)
 * @param mayGain false where the version was activated by the person themself: nothing of it becomes theirs
 */
export function gapOf(
  world: Pick<World, "compiled">,
  person: PersonFacts,
  held: readonly HeldBaseline[],
  { entitled, mayGain }: { entitled: boolean; mayGain: boolean },
): Gap {
  const given = entitled ? baselineOf(world.compiled, person) : [];
  const heldKeys = new Set(held.map((hold) => hold.target_key));
  const wanted = mayGain ? given : given.filter((entry) => heldKeys.has(entry.key));
  const isSame = (entry: BaselineEntry, hold: HeldBaseline) =>
    entry.key === hold.target_key &&
    entry.rule === hold.rule &&
    entry.enforce === hold.enforce &&
    entry.adopt === hold.adopt;
  const wantedKeys = new Set(wanted.map((entry) => entry.key));
  const ends = held.filter((hold) => !wanted.some((entry) => isSame(entry, hold)));
  return {
    gains: wanted.filter((entry) => !held.some((hold) => isSame(entry, hold))),
    ends,
    loses: [...new Set(ends.map((hold) => hold.target_key))].filter((key) => !wantedKeys.has(key)),
  };
}
