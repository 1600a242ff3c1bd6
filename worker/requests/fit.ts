import type { Instant } from "../db/context.ts";
import { checkJustification, checkTicket } from "../policy/terms.ts";
import type { Terms } from "../policy/terms.ts";
import { Problem } from "../problem.ts";
import { lengthText } from "./length.ts";

/** What somebody asks for, beside what it is. */
export interface Wish {
  readonly duration_ms: number;
  readonly justification: string;
  readonly ticket: string | undefined;
}

/** How far ahead a start may lie. */
const MOST_AHEAD_MS = 30 * 86_400_000;

/**
 * The length is one that the rule gives.
 * @throws Problem 422 `too-long` or `too-short`, naming the limit
 */
export function requireLength(
  { longest_ms, shortest_ms }: Pick<Terms, "longest_ms" | "shortest_ms">,
  duration_ms: number,
): void {
  if (duration_ms > longest_ms) throw tooLong(longest_ms);
  if (duration_ms < shortest_ms) throw tooShort(shortest_ms);
}

/** The refusal of a length under the shortest possible. */
export function tooShort(shortest_ms: number): Problem {
  return wrong("too-short", "duration", `must be at least ${lengthText(shortest_ms)}`, {
    shortest: lengthText(shortest_ms),
  });
}

/** The refusal of a length over the longest possible. */
export function tooLong(longest_ms: number): Problem {
  return wrong("too-long", "duration", `must be at most ${lengthText(longest_ms)}`, {
    longest: lengthText(longest_ms),
  });
}

/** @throws Problem 422 `bad-justification`, `ticket-required` or `bad-ticket`, saying what the rule wants */
export function requireReasons(terms: Terms, { justification, ticket }: Wish): void {
  const reason = checkJustification(terms, justification);
  if (!reason.ok) throw wrong("bad-justification", "justification", reason.detail);
  const given = checkTicket(terms, ticket);
  if (!given.ok)
    throw wrong(ticket === undefined ? "ticket-required" : "bad-ticket", "ticket", given.detail);
}

/** @throws Problem 422 `bad-start` for a start that has passed or lies too far ahead */
export function requireStart(starts_at: Instant | null, now: Instant): void {
  if (starts_at === null) return;
  if (starts_at < now)
    throw wrong(
      "bad-start",
      "starts_at",
      "must not have passed; leave it out to start at approval",
    );
  if (starts_at > now + MOST_AHEAD_MS)
    throw wrong("bad-start", "starts_at", "must be at most 30 days ahead");
}

function wrong(
  code: string,
  field: string,
  message: string,
  extra: Record<string, unknown> = {},
): Problem {
  return new Problem(422, code, `${field} ${message}.`, { fields: [{ field, message }], ...extra });
}
