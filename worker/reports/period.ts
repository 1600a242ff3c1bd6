import type { Instant } from "../db/context.ts";
import { wrongFields } from "../problem.ts";

export const DAY_MS = 24 * 60 * 60_000;

/** Days of UTC, one after the other. */
export interface Period {
  readonly since: Instant;
  /** The beginning of the day after the last. */
  readonly until: Instant;
}

/** The longest period: what is read for a period is in proportion to it. */
export const MOST_DAYS = 92;
const USUAL_DAYS = 7;

/**
 * From the one day to the other, both included; without them the last seven days, today included. Pure.
 * @param days as `2026-11-20`
 * @throws Problem 400 for a period that ends before it begins, or is too long
 */
export function periodOf(
  days: { from?: string | undefined; to?: string | undefined },
  now: Instant,
): Period {
  const last = days.to === undefined ? Math.floor(now / DAY_MS) * DAY_MS : Date.parse(days.to);
  const until = last + DAY_MS;
  const since = days.from === undefined ? until - USUAL_DAYS * DAY_MS : Date.parse(days.from);
  if (since >= until) throw wrongFields([{ field: "from", message: "is after `to`" }]);
  if (until - since > MOST_DAYS * DAY_MS)
    throw wrongFields([{ field: "from", message: `is more than ${MOST_DAYS} days before \`to\`` }]);
  return { since, until };
}

/** The days of a period, each as `2026-11-20`. */
export function daysOf({ since, until }: Period): string[] {
  return Array.from({ length: (until - since) / DAY_MS }, (_, i) => dayText(since + i * DAY_MS));
}

export function dayText(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}
