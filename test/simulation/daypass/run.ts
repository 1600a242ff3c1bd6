import type { FaultRule } from "../../../local/aws/faults.ts";
import type { Switches } from "../../../local/aws/switches.ts";
import type { PlannedFault, Rates } from "../world/faults.ts";
import type { AccountName } from "./account.ts";
import type { CompanyName } from "./company.ts";
import type { DayName } from "./days.ts";
import type { Mode } from "./isolate.ts";
import type { Operation } from "./operations/operation.ts";

/** How the clocks of the Worker's processes are wrong while faults are on, in milliseconds. */
export type Clocks =
  | { readonly are: "right" }
  /** All are ahead by as much. */
  | { readonly are: "ahead"; readonly byMs: number }
  /** Each is off by up to as much, for itself. */
  | { readonly are: "apart"; readonly mostMs: number }
  /** All jump by as much, at so many seconds from the start. */
  | { readonly are: "stepped"; readonly byMs: number; readonly atS: number };

/** One run: the same values give the same run, event by event. */
export interface Run {
  readonly seed: number;
  readonly company: CompanyName;
  readonly day: DayName;
  readonly mode: Mode;
  readonly account: AccountName;
  readonly operations: readonly Operation[];
  /** AWS's own faults: when, on what; instants are milliseconds from the start. */
  readonly awsFaults: readonly FaultRule[];
  readonly switches: Partial<Switches>;
  /** 18: how many creations AWS has under way at a time. */
  readonly outstandingCreations: number;
  readonly clocks: Clocks;
  /** How long a leaver's user is kept, in milliseconds. */
  readonly graceMs: number;
  /** Backstage answers nothing from the start on. */
  readonly backstageDown: boolean;
  /** 30: R2 takes no copy while faults are on. */
  readonly bucketDown: boolean;
  /** After the faults nothing of the Worker runs for a day: no cron, no alarm. */
  readonly dayMissed: boolean;
  /** 23: so many statements are left to an invocation while faults are on; undefined: all of the platform's. */
  readonly statements?: number | undefined;
  /** How long faults are on, in milliseconds. */
  readonly faultyMs: number;
  /** How long all is quiet then, in milliseconds: late calls, frozen drivers and grants outlive the faults. */
  readonly quietMs: number;
  readonly plan?: readonly PlannedFault[];
  readonly rates?: Rates;
  /** Pairs of a fault and a state that are to be brought about. */
  readonly wishes?: readonly string[];
  readonly keepTrace?: boolean;
}

/** A run in which nothing goes wrong and nothing happens. */
export const CALM: Run = {
  seed: 1,
  company: "small",
  day: "usual",
  mode: "own",
  account: "management",
  operations: [],
  awsFaults: [],
  switches: {},
  outstandingCreations: 15,
  clocks: { are: "right" },
  graceMs: 30 * 86_400_000,
  backstageDown: false,
  bucketDown: false,
  dayMissed: false,
  faultyMs: 12 * 60_000,
  quietMs: 48 * 60_000,
};
