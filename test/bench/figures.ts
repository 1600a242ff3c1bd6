/** What the benchmarks come to: counts and ratios, which are the same on every machine, or nearly so. */

/** What one thing cost. */
export interface Counts {
  /** Batches sent to D1. */
  readonly roundTrips: number;
  readonly statements: number;
  /** As D1 bills them: with what triggers and indexes read and wrote. */
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly awsCalls: number;
  /** Wake-ups of the driver's object. */
  readonly wakeUps: number;
  /**
   * How long it took on the machine that measured, in milliseconds, waiting for D1 and the emulated AWS included. An isolate
   * has one thread, so this is never less than its CPU time; it is used for nothing but that bound.
   */
  readonly tookMs: number;
}

/** What was counted, in the order in which it is shown. */
export const COUNTED = [
  "HR event: somebody joins, until AWS has the user",
  "HR event: a new title, until AWS has it",
  "request",
  "approval",
  "grant: from its approval until AWS has it",
  "revocation: from its end until it is read as gone",
  "revocation: its confirmation",
  "sweep with nothing due (a minute's cron, a wake-up)",
  "approvals queue (5 wait for the caller)",
  "options by words, first in an isolate",
  "options by words, afterwards",
  "judging one person",
  "people list (a page of 50)",
  "who I am",
  "a user's routine look (nothing new)",
  "directory: 1,000 accounts read whole (nothing new)",
] as const;

export type Counted = (typeof COUNTED)[number];

/** One database: what it holds, and what each thing cost in it. */
export interface CountsOfDatabase {
  readonly people: number;
  readonly grants: number;
  readonly databaseBytes: number;
  readonly counts: Readonly<Record<Counted, Counts>>;
}

/** How a route's rate stands to that of a bare route: 0.5 is half as many requests in the same time. */
export interface Rate {
  readonly route: string;
  readonly against: string;
  readonly ratio: number;
  /** The lowest and highest of the repetitions. */
  readonly from: number;
  readonly to: number;
}

/** What happens at once, in a company of so many people; the quiet time has as many approvals at once. */
export const BURST = { people: 500, removals: 200, approvals: 50, events: 500 } as const;

/** How an answer's time in the burst stands to its time when all is quiet: 2 is twice as long. */
export interface Slowed {
  readonly answer: string;
  /** How many were taken in the burst. */
  readonly count: number;
  readonly median: number;
  readonly p95: number;
}

/** What a test inside workerd leaves for the process that started it. */
export interface Measured {
  readonly counts?: CountsOfDatabase;
  readonly rates?: readonly Rate[];
  readonly slowed?: readonly Slowed[];
}
