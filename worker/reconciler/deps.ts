import type { Aws } from "../aws/index.ts";
import type { Ctx, Instant } from "../db/context.ts";

/** What a step of the driver works with. */
export interface Deps {
  readonly ctx: Ctx;
  readonly aws: Aws;
  /** The same at the directory's slow pace, for what takes many calls and has time. */
  readonly slowAws: Aws;
  /** Creations and marking as gone are stopped: AWS says "not found" too often to be believed. */
  isStopped(): boolean;
  /** This wake-up has used its share: nothing more is begun. */
  isSpent(): boolean;
  /** Counts a "not found" of AWS for the rule that stops. */
  notFound(accountId: string | null, at: Instant): void;
}
