/**
 * A request's life: its states, its clock, and what an approval comes to.
 * @module
 */
import { NEVER } from "../db/context.ts";
import type { Instant } from "../db/context.ts";

export type RequestState =
  | "waiting"
  | "questioned"
  | "approved"
  | "rejected"
  | "cancelled"
  | "expired"
  | "void";

/** What can happen to a request. */
export type Step = "approve" | "reject" | "question" | "answer" | "cancel" | "expire" | "void";

const TRANSITIONS: Readonly<
  Record<Step, { readonly from: readonly RequestState[]; readonly to: RequestState }>
> = {
  approve: { from: ["waiting", "questioned"], to: "approved" },
  reject: { from: ["waiting", "questioned"], to: "rejected" },
  question: { from: ["waiting"], to: "questioned" },
  answer: { from: ["questioned"], to: "waiting" },
  cancel: { from: ["waiting", "questioned"], to: "cancelled" },
  // A questioned request has no clock, but what it asks for may come to its end all the same.
  expire: { from: ["waiting", "questioned"], to: "expired" },
  void: { from: ["waiting", "questioned"], to: "void" },
};

/** Whether a request can still be decided. */
export function isOpen(state: RequestState): boolean {
  return state === "waiting" || state === "questioned";
}

/** Whether the step leads anywhere from this state. */
export function isLegal(step: Step, state: RequestState): boolean {
  return TRANSITIONS[step].from.includes(state);
}

/**
 * The state that the step leads to.
 * @throws Error where it leads nowhere: a fault of ours, since every verb looks at the state first
 */
export function stateAfter(step: Step, state: RequestState): RequestState {
  if (!isLegal(step, state))
    throw new Error(`illegal transition of a request: ${step} of one that is ${state}`);
  return TRANSITIONS[step].to;
}

/** A request's clock: it runs to `expires_at`, or it stands still with `clock_left_ms` on it. */
export interface Clock {
  readonly expires_at: Instant | null;
  readonly clock_left_ms: number | null;
}

/** A question stops the clock. */
export function stopped({ expires_at, clock_left_ms }: Clock, now: Instant): Clock {
  return {
    expires_at: null,
    clock_left_ms: expires_at === null ? clock_left_ms : Math.max(0, expires_at - now),
  };
}

/** The answer lets it run on with what was left. */
export function running({ expires_at, clock_left_ms }: Clock, now: Instant): Clock {
  return { expires_at: expires_at ?? now + (clock_left_ms ?? 0), clock_left_ms: null };
}

/** The instant at which an open request expires: its clock, or the end of what it asks for, whichever is first. */
export function fallsDueAt({
  expires_at,
  decide_by,
}: {
  expires_at: Instant | null;
  decide_by: Instant;
}): Instant {
  return Math.min(expires_at ?? NEVER, decide_by);
}

/** From when to when access is; `ends_at` is not part of it. */
export interface Span {
  readonly starts_at: Instant;
  readonly ends_at: Instant;
}

/**
 * What a request for access comes to when it is approved at `now`: it starts when asked, or at once; it ends its length
 * after the start that was asked for, so that a late approval moves no end.
 */
export function accessSpan(
  asked: { starts_at: Instant | null; duration_ms: number },
  now: Instant,
): Span {
  const from = asked.starts_at ?? now;
  return { starts_at: Math.max(from, now), ends_at: from + asked.duration_ms };
}

/** A hold of a grant, as far as an extension looks at it. */
interface Held extends Span {
  readonly released_at: Instant | null;
}

/** What an extension comes to, or why there is none; `most_ms` is the longest that there could be. */
export type Extension =
  | { readonly ok: true; readonly span: Span }
  | { readonly ok: false; readonly why: "not_live" | "not_extendable" | "too_many_extensions" }
  | { readonly ok: false; readonly why: "too_long"; readonly most_ms: number };

/**
 * Makes a live grant longer: from its end, by at most what the rule gives each time, as often as the rule allows. The
 * new end is within the rule's longest, counted from the grant's start, which is the approval of the original request
 * where that did not ask for a later one.
 */
export function extensionOf(
  holds: readonly Held[],
  asked_ms: number,
  terms: { longest_ms: number; extension: { most: number; each_ms: number } },
  now: Instant,
): Extension {
  const [first] = holds.toSorted((a, b) => a.starts_at - b.starts_at);
  const last = holds.toSorted((a, b) => a.ends_at - b.ends_at).at(-1);
  if (
    first === undefined ||
    last === undefined ||
    first.starts_at > now ||
    last.ends_at <= now ||
    last.released_at !== null
  )
    return { ok: false, why: "not_live" };
  const { most, each_ms } = terms.extension;
  if (most === 0) return { ok: false, why: "not_extendable" };
  if (holds.length > most) return { ok: false, why: "too_many_extensions" };
  const most_ms = Math.max(0, Math.min(each_ms, first.starts_at + terms.longest_ms - last.ends_at));
  if (asked_ms > most_ms) return { ok: false, why: "too_long", most_ms };
  return { ok: true, span: { starts_at: last.ends_at, ends_at: last.ends_at + asked_ms } };
}

/** Whether two stretches of time have an instant in common. */
export function overlap(a: Span, b: Span): boolean {
  return a.starts_at < b.ends_at && b.starts_at < a.ends_at;
}
