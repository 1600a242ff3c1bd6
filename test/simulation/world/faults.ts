import type { WireRequest } from "../../../local/aws/wire.ts";
import { Random } from "./random.ts";

/** What can go wrong with a call that leaves the process and comes back. */
const CALL_FAULTS = [
  /** The process dies; the call has no effect. */
  "crash_before",
  /** The call has its effect and the process dies. */
  "crash_after",
  /** An error at once; no effect. */
  "lost_before",
  /** The effect, then an error at once: the answer is lost. */
  "lost_after",
  /** No effect, and an error after half a minute. */
  "timeout_before",
  /** The effect, and an error after half a minute. */
  "timeout_after",
  /** The call or its answer takes 8 to 95 seconds. */
  "slow",
  /** The process stands still for 1 second to 10 minutes at this await, then goes on. */
  "frozen",
  /** The effect comes after the caller was told that it failed: up to 15 minutes for a write on its way to AWS. */
  "late",
] as const;

/** What can go wrong, by what it happens to. */
export const FAULTS = {
  fetch: CALL_FAULTS,
  d1: CALL_FAULTS,
  /** A call into a hosted object. */
  object: CALL_FAULTS,
  /** Asking another service whose answer is a value, like the check of a token. */
  service: CALL_FAULTS,
  sleep: ["crash_before", "frozen"],
  /** A hosted object's alarm storage. */
  storage: ["crash_before", "crash_after", "frozen"],
  /** `outage`: no tick for 5 minutes. */
  cron: ["missed", "doubled", "late", "outage"],
  /**
   * `lost`: the object loses its memory and its alarm. `stuck`: the alarm stays in the past and never rings. `evicted`:
   * the object loses its memory. `unreachable`: nothing reaches the object for 10 minutes.
   */
  alarm: ["lost", "stuck", "late", "doubled", "evicted", "unreachable"],
} as const;

export type Kind = keyof typeof FAULTS;

export const KINDS: readonly Kind[] = [
  "fetch",
  "d1",
  "object",
  "service",
  "sleep",
  "storage",
  "cron",
  "alarm",
];

/** One fault: the n-th happening of a kind (the first is 0), and what goes wrong with it; one that does not fit does nothing. */
export type PlannedFault = readonly [kind: Kind, number: number, fault: string];

/** How often each fault happens to each kind: probabilities whose sum per kind is at most 1. */
export type Rates = Readonly<Partial<Record<Kind, Readonly<Record<string, number>>>>>;

/** The same probability for everything that can go wrong with these kinds, `total` per happening. */
export function evenRates(total: number, kinds: readonly Kind[]): Rates {
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      Object.fromEntries(FAULTS[kind].map((fault) => [fault, total / FAULTS[kind].length])),
    ]),
  );
}

/** One happening that a fault may strike: the n-th of its kind. */
export interface Happening {
  readonly kind: Kind;
  readonly number: number;
  /** Every fault that would have struck. */
  readonly possible: readonly string[];
}

/** What a fault may strike: for a call, who sends it and what it asks. */
export interface Target {
  readonly kind: Kind;
  /** The process that sends it. */
  readonly from?: string;
  readonly what?: string;
  readonly request?: WireRequest | undefined;
}

/** Who sees each fault strike, and may have one strike. */
export interface Watcher {
  /** One of the faults that are possible here, or none. */
  choose(target: Target, possible: readonly string[]): string | undefined;
  struck(name: string, target: Target): void;
}

/** Numbers what happens, kind by kind, and says what goes wrong with it. */
export class Faults {
  /** While false nothing goes wrong; the numbers go on. */
  on = true;
  /** What was numbered while faults were on. */
  readonly happenings: Happening[] = [];
  /** What went wrong, in order: as a plan it gives the same run again. */
  readonly strikes: PlannedFault[] = [];
  /** How often each fault struck, by `kind:fault`. */
  readonly struck = new Map<string, number>();
  watcher: Watcher | undefined;
  readonly #plan: ReadonlyMap<string, string>;
  readonly #rates: ReadonlyMap<Kind, readonly (readonly [string, number])[]>;
  readonly #random: Random;
  readonly #numbers = new Map<Kind, number>();

  /** Of two planned faults for one happening the first strikes. */
  constructor(seed: number, plan: readonly PlannedFault[], rates: Rates) {
    this.#plan = new Map(
      plan.toReversed().map(([kind, number, fault]) => [`${kind} ${number}`, fault]),
    );
    this.#rates = new Map(KINDS.map((kind) => [kind, Object.entries(rates[kind] ?? {})] as const));
    this.#random = new Random(seed, "faults");
  }

  /** Takes the next number of the target's kind; `own` names faults that only this happening knows. */
  decide(
    target: Target,
    own: readonly string[] = [],
  ): { number: number; fault: string | undefined } {
    const { kind } = target;
    const number = this.#numbers.get(kind) ?? 0;
    this.#numbers.set(kind, number + 1);
    const possible: readonly string[] = own.length === 0 ? FAULTS[kind] : [...FAULTS[kind], ...own];
    if (this.on) this.happenings.push({ kind, number, possible });
    const drawn = this.#plan.get(`${kind} ${number}`) ?? this.#drawn(kind);
    if (!this.on) return { number, fault: undefined };
    const wanted = this.watcher?.choose(target, possible) ?? drawn;
    if (wanted === undefined || !possible.includes(wanted)) return { number, fault: undefined };
    this.strikes.push([kind, number, wanted]);
    this.count(`${kind}:${wanted}`, target);
    return { number, fault: wanted };
  }

  /** How many happenings of each kind there were while faults were on. */
  get counts(): Readonly<Partial<Record<Kind, number>>> {
    return Object.fromEntries(this.happenings.map(({ kind, number }) => [kind, number + 1]));
  }

  /** Counts something that struck, by itself too, like a limit. */
  count(name: string, target: Target): void {
    this.struck.set(name, (this.struck.get(name) ?? 0) + 1);
    this.watcher?.struck(name, target);
  }

  #drawn(kind: Kind): string | undefined {
    const rates = this.#rates.get(kind);
    if (rates === undefined || rates.length === 0) return undefined;
    let left = this.#random.fraction();
    for (const [fault, rate] of rates) {
      left -= rate;
      if (left < 0) return fault;
    }
    return undefined;
  }
}

/** Every single fault that can strike these happenings, or only those named. */
export function* singleFaults(
  happenings: readonly Happening[],
  only?: readonly string[],
): Generator<PlannedFault> {
  for (const { kind, number, possible } of happenings)
    for (const fault of possible)
      if (only === undefined || only.includes(fault)) yield [kind, number, fault];
}
