import { NEVER } from "../db/context.ts";
import type { Instant } from "../db/context.ts";

/** Between which instants something is wanted; `ends_at` is not part of it. */
export interface Interval {
  readonly starts_at: Instant;
  readonly ends_at: Instant;
}

/** Whether a hold wants its assignment at `t`. */
export function liveAt({ starts_at, ends_at }: Interval, t: Instant): boolean {
  return starts_at <= t && t < ends_at;
}

/** Wanted at `t`: a question asked of all holds together, never of one. */
export function wantedAt(intervals: readonly Interval[], t: Instant): boolean {
  return intervals.some((interval) => liveAt(interval, t));
}

/** The next instant after `t` at which a hold starts or ends; `NEVER` when nothing is to come. */
export function nextBoundary(intervals: readonly Interval[], t: Instant): Instant {
  let next = NEVER;
  for (const { starts_at, ends_at } of intervals) {
    if (starts_at >= ends_at) continue;
    if (starts_at > t) next = Math.min(next, starts_at);
    if (ends_at > t) next = Math.min(next, ends_at);
  }
  return next;
}
