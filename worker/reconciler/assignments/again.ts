/**
 * When AWS is asked again about one assignment.
 * @module
 */
import { backoff } from "../backoff.ts";
import type { Deps } from "../deps.ts";
import type { Instant } from "../../db/context.ts";
import { isStanding } from "./decide.ts";
import type { View } from "./view.ts";

/** How soon AWS is first asked how an operation is doing. */
export const FIRST_POLL_MS = 250;

/** Creations that nobody waits for are asked about together, at instants so far apart: one list tells of all of them. */
const TOGETHER_MS = 500;

/** When AWS is asked how this operation is doing, at the earliest so many milliseconds from now. */
export function pollAt(view: View, now: Instant, afterMs = FIRST_POLL_MS): Instant {
  const next = now + afterMs;
  const isAwaited = view.row.op !== "create" || !isStanding(view, now);
  return isAwaited ? next : Math.round(next / TOGETHER_MS) * TOGETHER_MS;
}

/** How far apart the tries may become, in milliseconds: those of a removal further, for it is tried for ever. */
export function mostFor(
  numbers: Deps["ctx"]["config"]["numbers"],
  op: "create" | "delete" | "none",
): number {
  return op === "delete" ? numbers.retry_removal_most_ms : numbers.retry_grant_most_ms;
}

/**
 * AWS does not show what was just asked of it: its lists lag, so the next try waits, longer each time.
 * What was never asked, or long ago, is acted on at once.
 */
export function afterDisagreement(ctx: Deps["ctx"], row: View["row"]): number {
  const now = ctx.now();
  const { retry_grant_most_ms } = ctx.config.numbers;
  const askedLately =
    row.observed === "unknown" && row.op_asked_at !== null && now - row.op_asked_at < LISTS_LAG_MS;
  return askedLately ? now + backoff(ctx, row.attempt + 1, retry_grant_most_ms) : now;
}

/** How long after an operation a list that does not show it is taken to lag. */
const LISTS_LAG_MS = 120_000;
