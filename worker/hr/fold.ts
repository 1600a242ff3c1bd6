/**
 * A person is the fold over their events: a pure function of the events and the instant, whatever the order in which
 * they came.
 * @module
 */
import { NEVER } from "../db/context.ts";
import type { Instant } from "../db/context.ts";
import { localMidnightAfter, startOfDay, zoneOf } from "../people/local-time.ts";
import { begun, patched, placed, profileOf } from "./profile.ts";
import type { Draft, NameRules, Profile } from "./profile.ts";
import type { HrEvent } from "./schemas.ts";

/** An event as the fold takes it. */
export interface Counted {
  readonly id: string;
  /** When it holds from. */
  readonly effective_at: Instant;
  /** When an admin released it, where it was held: nothing of it holds before. */
  readonly released_at: Instant | null;
  /** The body that brought it. */
  readonly delivery: string;
  readonly event: HrEvent;
}

export interface FoldRules extends NameRules {
  /** Location -> IANA time zone; the locations stand as `foldText` makes them. */
  readonly locations: ReadonlyMap<string, string>;
}

/** A step of somebody's employment, the instant at which it holds, and the event that it comes of. */
export interface Transition {
  readonly kind: "expected" | "onboarded" | "offboarded" | "returned";
  readonly at: Instant;
  readonly cause: Counted;
}

export type Employment = "expected" | "active" | "left";

export interface Folded {
  readonly profile: Profile;
  readonly employment: Employment;
  readonly since: Instant;
  /** Every step so far, in order. */
  readonly history: readonly Transition[];
}

export interface Fold {
  /** Undefined while nobody onboarded them: updates and offboardings wait. */
  readonly person: Folded | undefined;
  /** When the fold is next another one by the passing of time alone; `NEVER` when it never is. */
  readonly next: Instant;
}

interface State {
  draft: Draft;
  employment: Employment;
  since: Instant;
  /** An onboarding whose first day is still to come: of somebody expected, or of a leaver who returns. */
  starting: Counted | undefined;
  /** The event that the last day comes from. */
  ending: Counted | undefined;
  readonly history: Transition[];
}

/**
 * The person at `now`. An event takes part from its instant on; a first day begins and a last day ends at the person's
 * own midnight.
 */
export function fold(
  events: readonly Counted[],
  workerId: string,
  rules: FoldRules,
  now: Instant,
): Fold {
  const ordered = events.toSorted(
    (a, b) => a.effective_at - b.effective_at || (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
  let state: State | undefined;
  let next = NEVER;
  for (const counted of ordered) {
    if (counted.effective_at > now) {
      next = Math.min(next, counted.effective_at);
      continue;
    }
    if (state !== undefined) pass(state, counted.effective_at, rules);
    state = take(state, counted, rules);
  }
  if (state === undefined) return { person: undefined, next };
  pass(state, now, rules);
  const { draft, employment, since, history } = state;
  if (state.starting !== undefined) next = Math.min(next, firstDay(draft, rules));
  if (employment !== "left") next = Math.min(next, lastDayEnds(draft, rules));
  return {
    person: { profile: profileOf(draft, workerId, rules), employment, since, history },
    next,
  };
}

/** The state with one more event, at the event's instant. */
function take(state: State | undefined, counted: Counted, rules: FoldRules): State | undefined {
  const at = Math.max(counted.effective_at, counted.released_at ?? 0);
  const { event } = counted;
  if (event.event === "user_onboard") return onboard(state, counted, at, rules);
  if (state === undefined) return undefined;
  state.draft =
    event.event === "user_update" ? patched(state.draft, event) : placed(state.draft, event);
  if (event.end_date !== undefined) {
    state.draft = { ...state.draft, end_date: event.end_date };
    state.ending = counted;
  }
  if (event.event === "user_offboard") {
    if (state.employment === "left") state.starting = undefined;
    if (event.end_date == null) leave(state, at, counted);
  }
  pass(state, counted.effective_at, rules, at);
  return state;
}

function onboard(
  before: State | undefined,
  counted: Counted,
  at: Instant,
  rules: FoldRules,
): State {
  const draft = begun(counted.event, before?.draft);
  const isLater = firstDay(draft, rules) > counted.effective_at;
  const ending = draft.end_date === null ? undefined : counted;
  const starting = isLater && before?.employment !== "active" ? counted : undefined;
  const known = before ?? { since: at, employment: "expected" as const, history: [] };
  const state: State = { ...known, draft, starting, ending };
  if (before === undefined && isLater) move(state, "expected", "expected", at, counted);
  if (!isLater) begin(state, at, counted);
  pass(state, counted.effective_at, rules, at);
  return state;
}

/** Lets time pass until `t`: a first day that begins by then, a last day that ends by then. `at`: not before it. */
function pass(state: State, t: Instant, rules: FoldRules, at: Instant = 0): void {
  const { starting, ending } = state;
  const start = firstDay(state.draft, rules);
  const end = lastDayEnds(state.draft, rules);
  if (starting !== undefined && start <= t && start < end) {
    begin(state, Math.max(start, at, starting.released_at ?? 0), starting);
  }
  if (ending !== undefined && end <= t) {
    leave(state, Math.max(end, at, ending.released_at ?? 0), ending);
  }
}

function begin(state: State, at: Instant, cause: Counted): void {
  state.starting = undefined;
  if (state.employment === "active") return;
  move(state, "active", state.employment === "left" ? "returned" : "onboarded", at, cause);
}

function leave(state: State, at: Instant, cause: Counted): void {
  state.starting = undefined;
  if (state.employment === "left") return;
  move(state, "left", "offboarded", at, cause);
}

function move(
  state: State,
  employment: Employment,
  kind: Transition["kind"],
  at: Instant,
  cause: Counted,
): void {
  // No step lies before the one that it follows: a held event's release may be later than what HR said after it.
  const since = Math.max(at, state.history.at(-1)?.at ?? 0);
  state.employment = employment;
  state.since = since;
  state.history.push({ kind, at: since, cause });
}

/** Who has no first day has begun. */
function firstDay(draft: Draft, rules: FoldRules): Instant {
  return (
    (draft.start_date === null ? undefined : startOfDay(draft.start_date, zone(draft, rules))) ?? 0
  );
}

function lastDayEnds(draft: Draft, rules: FoldRules): Instant {
  if (draft.end_date === null) return NEVER;
  return Math.min(NEVER, localMidnightAfter(draft.end_date, zone(draft, rules)) ?? NEVER);
}

function zone({ time_zone, location }: Draft, rules: FoldRules): string {
  const known = { time_zone: time_zone ?? undefined, location: location ?? undefined };
  return zoneOf(known, rules.locations).zone;
}
