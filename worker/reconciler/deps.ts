import type { Aws } from "../aws/index.ts";
import type { Ctx, Instant } from "../db/context.ts";
import type { Copies } from "./recovery/copies.ts";

/** What a step of the driver works with. */
export interface Deps {
  readonly ctx: Ctx;
  readonly aws: Aws;
  /** The same at the directory's slow pace, for what takes many calls and has time. */
  readonly slowAws: Aws;
  /** Where a copy of each creation is left before AWS is asked. */
  readonly copies: Copies;
  /** Creations and marking as gone are stopped: AWS says "not found" too often to be believed. */
  isStopped(): boolean;
  /** The database was restored, and creations wait until an admin has had it recovered. */
  isRestored(): boolean;
  /** Since when access may be given: 0 = always; the year 9999 while a freeze stands. */
  givingSince(): Instant;
  /** This wake-up has used its share: nothing more is begun. */
  isSpent(): boolean;
  /** Counts a "not found" of AWS for the rule that stops. */
  notFound(accountId: string | null, at: Instant): void;
}
