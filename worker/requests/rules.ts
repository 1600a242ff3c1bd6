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

/**
 * The latest end of a grant, its extensions included: the rule's longest from its start, which is the approval where
 * nothing later was asked for.
 */
export function latestEnd(grant: { starts_at: Instant }, longest_ms: number): Instant {
  return grant.starts_at + longest_ms;
}

/** Whether two stretches of time have an instant in common. */
export function overlap(a: Span, b: Span): boolean {
  return a.starts_at < b.ends_at && b.starts_at < a.ends_at;
}
