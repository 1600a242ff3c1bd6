import type { Instant } from "../../worker/db/context.ts";

/** The instant at which every test begins. */
export const START: Instant = Date.parse("2026-11-20T09:00:00.000Z");

/** A clock that stands until a test sets it. */
export interface Clock {
  now: Instant;
}
