import type { Matrix } from "../matrix/matrix.ts";
import type { Run } from "../run.ts";
import type { Stand } from "../stand.ts";
import type { AwsCall } from "./aws-call.ts";

/** What the invariants see: everything, past every port. */
export interface Watch extends Stand {
  readonly run: Run;
  readonly matrix: Matrix;
  /** How far instants of two processes may be apart, in milliseconds. */
  readonly slackMs: number;
  /** How far the instant that a signature names may be off: calls are signed by AWS's clock as its answers tell it. */
  readonly signatureSlackMs: number;
  /** AWS's reads may show what is not so, and nothing tells: stale lists, lists that end before their end. */
  readonly readsMayLie: boolean;
  /** The instant by the clocks that the Worker's processes have, but for the slack. */
  clock(): number;
  /** Since when nothing fails any more; undefined while it does. */
  quietSince: number | undefined;
}

/** One promise of `docs/architecture.md`'s list, by its number there. Each throws `Broken`. */
export interface Invariant {
  /** Before a call has its effect on AWS. */
  onAwsCall?(call: AwsCall): void;
  /** After each step that may have written to one of these tables. */
  readonly after?: readonly string[];
  afterWrite?(): void;
  /** After each step at all: for what the passing of time breaks. Must be cheap. */
  afterStep?(): void;
  /** When everything is over. */
  atEnd?(): void;
}
