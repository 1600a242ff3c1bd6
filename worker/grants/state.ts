import type { Instant } from "../db/context.ts";
import { liveAt } from "./rules.ts";
import type { Interval } from "./rules.ts";

export const grantStates = ["scheduled", "starting", "live", "ending", "ended", "failed"] as const;
export type GrantState = (typeof grantStates)[number];

export interface GrantView {
  /** The grant's own holds, extensions included. */
  readonly holds: readonly (Interval & { readonly released_why: string | null })[];
  readonly assignment: {
    readonly observed: "unknown" | "absent" | "present";
    readonly op: "none" | "create" | "delete";
    readonly withheld_at: Instant | null;
  };
  /** Another reason, live now, that keeps the same access. */
  readonly keptByOther: boolean;
}

/** From when to when the grant holds, released parts left out; null when it never held. */
export function grantSpan(holds: readonly Interval[]): Interval | null {
  const real = holds.filter((hold) => hold.starts_at < hold.ends_at);
  if (real.length === 0) return null;
  return {
    starts_at: Math.min(...real.map((hold) => hold.starts_at)),
    ends_at: Math.max(...real.map((hold) => hold.ends_at)),
  };
}

/** A grant's state is read, never stored: from its holds (what is wanted) and its assignment (what AWS showed). */
export function grantState(
  { holds, assignment, keptByOther }: GrantView,
  now: Instant,
): GrantState {
  const isGone = assignment.observed === "absent" && assignment.op === "none";
  if (holds.some((hold) => hold.released_why === "failed"))
    return isGone || keptByOther ? "failed" : "ending";
  if (holds.some((hold) => liveAt(hold, now))) {
    if (assignment.withheld_at !== null) return "ended";
    return assignment.observed === "present" && assignment.op === "none" ? "live" : "starting";
  }
  const span = grantSpan(holds);
  if (span !== null && now < span.starts_at) return "scheduled";
  return isGone || keptByOther || span === null ? "ended" : "ending";
}
