import type { Random } from "./ids.ts";
import type { StaleView } from "./table.ts";
import type { Service } from "./wire.ts";

/** One thing that goes wrong with one call. */
export type Fault =
  /** Refused with the service's throttling error, without effect. */
  | { readonly kind: "throttle" }
  /** No answer ever comes: the call had no effect, or all of it. */
  | { readonly kind: "lost"; readonly effect: "before" | "after" }
  /** HTTP 500, without effect or after it. */
  | { readonly kind: "error"; readonly effect: "before" | "after" }
  /** ConflictException, without effect; the reason is the identity store's. */
  | {
      readonly kind: "conflict";
      readonly reason?: "UNIQUENESS_CONSTRAINT_VIOLATION" | "CONCURRENT_MODIFICATION";
    }
  /** "Not found", whatever is asked for. */
  | { readonly kind: "not-found" }
  | { readonly kind: "denied" }
  /** The session's credentials have expired before their time. */
  | { readonly kind: "expired" }
  /** AWS's clock is off by so much: it judges the signature's date by it, and its answer is dated by it. */
  | { readonly kind: "skew"; readonly ms: number }
  /** The answer comes this much later. */
  | { readonly kind: "slow"; readonly ms: number }
  /** An assignment's status says IN_PROGRESS for ever, while it takes effect (`done`) or never does. */
  | { readonly kind: "stuck"; readonly effect: "done" | "none" }
  /** An assignment takes this long. */
  | { readonly kind: "takes"; readonly ms: number }
  /** An assignment ends FAILED. */
  | { readonly kind: "fails"; readonly reason?: string }
  /** The request id that CreateAccountAssignment or DeleteAccountAssignment gave is not known afterwards. */
  | { readonly kind: "forgotten" }
  /** Reads see what was added or removed lately as it was before. */
  | ({ readonly kind: "stale" } & StaleView)
  /** A list breaks on its second page, ends before its end, or gives the same token again. */
  | { readonly kind: "list"; readonly how: "breaks" | "ends-early" | "repeats-token" };

/** Which calls: all, those of a service, or one operation of it. */
export type FaultTarget = "*" | `${Service}:*` | `${Service}:${string}`;

/** A fault and when it happens; without `times`, `from`, `until` and `probability` it happens always. */
export type FaultRule = {
  readonly on: FaultTarget;
  readonly fault: Fault;
  /** The next so many calls. */
  readonly times?: number;
  /** Instants in epoch milliseconds. */
  readonly from?: number;
  readonly until?: number;
  /** 0 to 1, for each call. */
  readonly probability?: number;
};

export type FaultEntry = FaultRule & { readonly id: number; readonly hits: number };

export type Faults = {
  /** Adds a rule; returns its id. */
  add(rule: FaultRule): number;
  /** Takes one rule away, or all. */
  clear(id?: number): void;
  list(): FaultEntry[];
  /** Called with each fault of a rule that strikes a call; returns how to stop. */
  listen(listener: (fault: Fault) => void): () => void;
};

type Live = { readonly rule: FaultRule; hits: number };

/** The rules in force, and which of them strike a call. */
export class FaultBook implements Faults {
  readonly #rules = new Map<number, Live>();
  readonly #random: Random;
  readonly #listeners = new Set<(fault: Fault) => void>();
  #lastId = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  add(rule: FaultRule): number {
    this.#lastId += 1;
    this.#rules.set(this.#lastId, { rule, hits: 0 });
    return this.#lastId;
  }

  clear(id?: number): void {
    if (id === undefined) this.#rules.clear();
    else this.#rules.delete(id);
  }

  list(): FaultEntry[] {
    return [...this.#rules].map(([id, { rule, hits }]) => ({ id, ...rule, hits }));
  }

  listen(listener: (fault: Fault) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The faults that strike a call at `at`, in the order of their rules; each counts. */
  strike(service: Service, operation: string, at: number): readonly Fault[] {
    if (this.#rules.size === 0) return none;
    const struck: Fault[] = [];
    for (const live of this.#rules.values()) {
      if (!this.#strikes(live, service, operation, at)) continue;
      live.hits += 1;
      struck.push(live.rule.fault);
      for (const listener of this.#listeners) listener(live.rule.fault);
    }
    return struck;
  }

  #strikes({ rule, hits }: Live, service: Service, operation: string, at: number): boolean {
    if (rule.on !== "*" && rule.on !== `${service}:*` && rule.on !== `${service}:${operation}`)
      return false;
    if (rule.from !== undefined && at < rule.from) return false;
    if (rule.until !== undefined && at >= rule.until) return false;
    if (rule.times !== undefined && hits >= rule.times) return false;
    return rule.probability === undefined || this.#random() < rule.probability;
  }
}

const none: readonly Fault[] = [];

/** The first fault of a kind among those that struck. */
export function faultOf<K extends Fault["kind"]>(
  faults: readonly Fault[],
  kind: K,
): Extract<Fault, { kind: K }> | undefined {
  return faults.find((fault): fault is Extract<Fault, { kind: K }> => fault.kind === kind);
}

/** The longest answer or assignment that a fault can make, in milliseconds: a day. */
export const longestFaultMs = 86_400_000;
