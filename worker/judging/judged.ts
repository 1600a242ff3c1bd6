import { stateOf } from "../people/state.ts";
import { isActivator } from "../policy/active.ts";
import type { World } from "../policy/active.ts";
import { personFacts } from "../policy/person-facts.ts";
import type { Candidate } from "./candidates.ts";
import { gapOf } from "./gap.ts";
import type { Gap } from "./gap.ts";
import type { Cause } from "./limits.ts";

/** A person with what has to change of their standing access, and what made it change. */
export interface Judged extends Candidate {
  readonly gap: Gap;
  readonly cause: Cause;
}

/** An admin's word for them stands: neither they nor the policy have changed since. */
export function isSparedStill({ spared, cause }: Judged): boolean {
  return spared && cause.cause === DIRECTORY;
}

const DIRECTORY = "directory";

export function judgedBy(world: World, candidate: Candidate): Judged {
  const { person, held } = candidate;
  const gap = gapOf(world, personFacts(person), held, {
    entitled: stateOf(person) === "active",
    mayGain: !isActivator(world, person),
  });
  return { ...candidate, gap, cause: causeOf(world, person) };
}

/** What made the judging necessary: HR changed the person, else a newer policy, else a newer directory. */
function causeOf(world: World, person: Candidate["person"]): Cause {
  if (person.judged_epoch === 0) return { cause: `hr:${person.source}`, run: person.changed_run };
  if (person.judged_policy !== world.policyVersion)
    return { cause: "policy", run: String(world.policyVersion) };
  return { cause: DIRECTORY, run: String(world.directoryVersion) };
}
