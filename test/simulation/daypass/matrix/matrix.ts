import type { Aws } from "../../../../local/aws/aws.ts";
import type { Fault } from "../../../../local/aws/faults.ts";
import type { WireRequest } from "../../../../local/aws/wire.ts";
import type { Database } from "../../d1/database.ts";
import type { Target, Watcher } from "../../world/faults.ts";
import type { World } from "../../world/world.ts";
import { isAbout, isAsked } from "./about.ts";
import { AWS_FAULTS, canStrike, nameOfFault } from "./aws-faults.ts";
import { standings } from "./states.ts";
import type { Standing, State } from "./states.ts";

/** A fault met rows in a state. */
export function pairOf(fault: string, state: State): string {
  return `${fault} × ${state}`;
}

/** What comes by itself, and meets a row in the middle of a call only where its driver has died in it. */
const BY_ITSELF =
  /^fault: (?:alarm|cron|storage|object|sleep):.* × (.*(?:asked|in doubt|being .*))$/;

/** After a fault that was wished for the Worker may go on for so long before the next. */
const APART_MS = 5_000;
const DEATHS = 3;
/** What lasts, and for how long: it meets every state that rows are in meanwhile. */
const LASTS: ReadonlyMap<string, number> = new Map([
  ["fault: alarm:unreachable", 600_000],
  ["fault: cron:outage", 300_000],
]);

interface Watched {
  readonly world: World;
  readonly database: Database;
  readonly aws: Aws;
}

/**
 * Counts which fault met rows in which state: whenever one strikes, the states of the rows that the struck call is about.
 * Pairs that are wished for are brought about, each once, where they can be: drawing alone is too rare for some.
 */
export class Matrix implements Watcher {
  readonly pairs = new Map<string, number>();
  readonly #watched: Watched;
  readonly #wishes: Set<string>;
  readonly #read: { changes: number; at: number; rows: Standing[] } = {
    changes: -1,
    at: 0,
    rows: [],
  };
  #restsUntil = 0;
  readonly #lasting = new Map<string, number>();
  /** How often a driver may still die in the middle of a call about a row in this state. */
  readonly #deaths = new Map<string, number>();

  constructor(watched: Watched, wishes: readonly string[]) {
    this.#watched = watched;
    this.#wishes = new Set(wishes);
    for (const wish of wishes) {
      const state = BY_ITSELF.exec(wish)?.[1];
      if (state !== undefined) this.#deaths.set(state, DEATHS);
    }
  }

  /** Something is still to be brought about. */
  get wishes(): boolean {
    return this.#wishes.size > 0;
  }

  choose(target: Target, possible: readonly string[]): string | undefined {
    if (!this.#mayWish()) return undefined;
    const wished = (state: State) =>
      possible.find((fault) => this.#wishes.has(pairOf(`fault: ${target.kind}:${fault}`, state)));
    const isConcerned = isAbout(target, this.#watched.aws);
    const chosen = this.#first(isConcerned, wished);
    if (chosen !== undefined || target.kind !== "fetch") return chosen;
    return this.#first(isConcerned, (state) => this.#dies(state));
  }

  struck(name: string, target: Target): void {
    const fault = `fault: ${name}`;
    this.#count(fault, isAbout(target, this.#watched.aws));
    const ms = LASTS.get(fault);
    if (ms !== undefined) this.#lasting.set(fault, this.#watched.world.now + ms);
  }

  /** Which faults of its own are to strike this call of AWS alone. */
  faultsOf(request: WireRequest): readonly Fault[] {
    if (!this.#mayWish()) return [];
    const can = AWS_FAULTS.filter((fault) => canStrike(fault, request));
    const wished = (state: State) =>
      can.find((fault) => this.#wishes.has(pairOf(nameOfFault(fault), state)));
    const fault = this.#first(isAsked(request, this.#watched.aws), wished);
    if (fault === undefined) return [];
    this.struckBy(fault, request);
    return [fault];
  }

  /** A fault of AWS's own struck the call, where it makes a difference to it. */
  struckBy(fault: Fault, request: WireRequest): void {
    if (canStrike(fault, request)) this.struckCall(nameOfFault(fault), request);
  }

  /** Something of AWS's struck the call. */
  struckCall(name: string, request: WireRequest): void {
    this.#count(name, isAsked(request, this.#watched.aws));
  }

  /** Something strikes everything at once: a database that is set back. */
  struckAll(name: string): void {
    this.#count(name, () => true);
  }

  /** Counts what lasts against the states that rows are in now; `names` are of what goes on beside the faults: clocks that are off. */
  goesOn(names: readonly string[]): void {
    for (const [fault, until] of this.#lasting)
      if (this.#watched.world.now >= until) this.#lasting.delete(fault);
    for (const name of [...names, ...this.#lasting.keys()]) this.struckAll(name);
  }

  #dies(state: State): string | undefined {
    const left = this.#deaths.get(state) ?? 0;
    if (left === 0) return undefined;
    this.#deaths.set(state, left - 1);
    return "crash_after";
  }

  #mayWish(): boolean {
    const { world } = this.#watched;
    return this.#wishes.size > 0 && world.faults.on && world.now >= this.#restsUntil;
  }

  #first<T>(
    isConcerned: (row: Standing) => boolean,
    wished: (state: State) => T | undefined,
  ): T | undefined {
    for (const row of this.#rows()) {
      const found = isConcerned(row) ? wished(row.state) : undefined;
      if (found === undefined) continue;
      this.#restsUntil = this.#watched.world.now + APART_MS;
      return found;
    }
    return undefined;
  }

  #count(fault: string, isConcerned: (row: Standing) => boolean): void {
    for (const state of new Set(
      this.#rows()
        .filter(isConcerned)
        .map((row) => row.state),
    )) {
      const pair = pairOf(fault, state);
      this.#wishes.delete(pair);
      this.pairs.set(pair, (this.pairs.get(pair) ?? 0) + 1);
    }
  }

  /** Read once for all that happens at an instant and between two writes. */
  #rows(): readonly Standing[] {
    const { database, world } = this.#watched;
    const read = this.#read;
    if (read.changes !== database.totalChanges || read.at !== world.now) {
      read.changes = database.totalChanges;
      read.at = world.now;
      read.rows = standings(database, world.now);
    }
    return read.rows;
  }
}
