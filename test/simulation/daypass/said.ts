import type { Told } from "./history.ts";

/** What a worker is once everything that HR told holds. */
export interface Said {
  readonly employment: "expected" | "active" | "left";
  readonly department: string | undefined;
  /** An onboarding's first day that is still to come. */
  readonly startsAt?: number;
}

/**
 * The fold over what HR told of one worker, in the order in which it holds; written anew, by the design's words alone.
 * Undefined for somebody whom nobody ever onboarded.
 */
export function saidOf(told: readonly Told[], worker: string, now: number): Said | undefined {
  const held = told.filter((one) => one.worker === worker && one.at <= now);
  const ordered = held.toSorted((one, other) => one.at - other.at);
  const last = ordered.reduce<Said | undefined>(
    (said, one) => taken(begun(said, one.at), one),
    undefined,
  );
  return begun(last, now);
}

function taken(
  said: Said | undefined,
  { event, department, startsAt, at }: Told,
): Said | undefined {
  if (event === "onboard") {
    if (startsAt <= at || said?.employment === "active")
      return { employment: "active", department };
    return { employment: said?.employment ?? "expected", department, startsAt };
  }
  if (said === undefined) return undefined;
  if (event === "offboard") return { employment: "left", department: said.department };
  return { ...said, department: department ?? said.department };
}

/** Their first day has begun by then. */
function begun(said: Said | undefined, at: number): Said | undefined {
  if (said?.startsAt === undefined || said.startsAt > at) return said;
  return { employment: "active", department: said.department };
}
