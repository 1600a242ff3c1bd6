import type { Told } from "./history.ts";

/** What a worker is once everything that HR told holds. */
export interface Said {
  readonly employment: "expected" | "active" | "left";
  readonly department: string | undefined;
  readonly email: string;
  /** An onboarding's first day that is still to come. */
  readonly startsAt?: number | undefined;
  /** The end of their last day. */
  readonly endsAt?: number | undefined;
}

/**
 * The fold over what HR told of one worker, in the order in which it holds; written anew, by the design's words alone.
 * Undefined for somebody whom nobody ever onboarded.
 */
export function saidOf(told: readonly Told[], worker: string, now: number): Said | undefined {
  const held = told.filter((one) => one.worker === worker && one.at <= now);
  const ordered = held.toSorted((one, other) => one.at - other.at);
  const last = ordered.reduce<Said | undefined>(
    (said, one) => passed(taken(passed(said, one.at), one), one.at),
    undefined,
  );
  return passed(last, now);
}

function taken(
  said: Said | undefined,
  { event, department, email, startsAt, endsAt, at }: Told,
): Said | undefined {
  if (event === "onboard") {
    const profile = { department, email, endsAt: endsAt ?? undefined };
    if (startsAt <= at || said?.employment === "active")
      return { employment: "active", ...profile };
    return { employment: said?.employment ?? "expected", ...profile, startsAt };
  }
  if (said === undefined) return undefined;
  const ends = endsAt === undefined ? said.endsAt : (endsAt ?? undefined);
  if (event === "offboard") {
    if (endsAt == null) return { ...said, employment: "left", startsAt: undefined };
    const startsThen = said.employment === "left" ? undefined : said.startsAt;
    return { ...said, endsAt: ends, startsAt: startsThen };
  }
  return { ...said, department: department ?? said.department, email, endsAt: ends };
}

/** Their first day has begun by then, and their last ended. */
function passed(said: Said | undefined, at: number): Said | undefined {
  if (said === undefined) return undefined;
  const { startsAt, endsAt = Number.POSITIVE_INFINITY } = said;
  const begins = startsAt !== undefined && startsAt <= at && startsAt < endsAt;
  const begun: Said = begins ? { ...said, employment: "active", startsAt: undefined } : said;
  return endsAt <= at ? { ...begun, employment: "left", startsAt: undefined } : begun;
}
