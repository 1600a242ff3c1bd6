import { setImmediate } from "node:timers/promises";
import { Faults, type PlannedFault, type Rates } from "./faults.ts";
import { Process, type InvocationLimits } from "./process.ts";
import { type Event, Queue } from "./queue.ts";
import { hashOf, Random } from "./random.ts";
import { Trace } from "./trace.ts";

/** What makes one run: the same options give the same run. */
export interface WorldOptions {
  readonly seed: number;
  /** The first instant, UTC epoch milliseconds. */
  readonly start: number;
  readonly plan?: readonly PlannedFault[];
  readonly rates?: Rates;
  /** How far the clock of each process is off, at most; each has its own. */
  readonly skewEachMs?: number;
  /** Keeps every line of the trace, for reading. */
  readonly keepTrace?: boolean;
}

const MOST_EVENTS = 2_000_000;
const MOST_ROUNDS = 10_000;

/** One simulated world: its time, what is to come, what goes wrong, and the processes in it. */
export class World {
  /** True time, UTC epoch milliseconds. */
  now: number;
  /** How far all processes' clocks are ahead of true time. */
  skewMs = 0;
  /** Once set every process's clock is right. */
  clocksAreRight = false;
  readonly seed: number;
  readonly faults: Faults;
  readonly trace: Trace;
  /** What programs threw and nobody caught: their own ends, `waitUntil`, alarms. */
  readonly uncaught: { readonly process: string; readonly error: unknown }[] = [];
  readonly #queue = new Queue();
  readonly #spawned = new Map<string, number>();
  #planned = 0;
  #working = 0;
  readonly #skewEachMs: number;

  constructor({ seed, start, plan, rates, skewEachMs, keepTrace }: WorldOptions) {
    this.seed = seed;
    this.now = start;
    this.#skewEachMs = skewEachMs ?? 0;
    this.faults = new Faults(seed, plan ?? [], rates ?? {});
    this.trace = new Trace(keepTrace ?? false);
  }

  /**
   * Plans a step for an instant; one in the past comes next. Steps of one instant come in an order that the seed gives. What
   * is answered can be cancelled.
   */
  at(instant: number, what: string, step: () => void): Event {
    const at = Math.max(this.now, Math.ceil(instant));
    const tie = Math.imul(hashOf(what) ^ this.seed, 0x9e3779b1) >>> 0;
    const event = { at, tie, age: this.#planned++, what, step, cancelled: false };
    this.#queue.push(event);
    return event;
  }

  /**
   * Randomness for one happening, by its name. It is the same whatever else happens, so that a fault taken out of a plan
   * leaves the rest as it was.
   */
  randomFor(name: string): Random {
    return new Random(this.seed, name);
  }

  /** How far the clock of a process of this name is ahead of true time, beside what all are. */
  skewOf(name: string): number {
    const most = this.#skewEachMs;
    return most === 0 ? 0 : this.randomFor(`clock of ${name}`).between(-most, most);
  }

  /** Plans a step for so many milliseconds from now. */
  after(ms: number, what: string, step: () => void): Event {
    return this.at(this.now + ms, what, step);
  }

  /** A new process (an isolate with one invocation) that runs the program, unless it is killed. Its end is in `outcome`. */
  spawn(
    name: string,
    program: (process: Process) => Promise<unknown>,
    limits?: InvocationLimits,
  ): Process {
    const process = this.process(name);
    this.after(0, `${process.name} starts`, () => process.run(program, limits));
    return process;
  }

  /** A new process in which nothing runs yet. */
  process(name: string): Process {
    const number = this.#spawned.get(name) ?? 0;
    this.#spawned.set(name, number + 1);
    return new Process(this, `${name}#${number}`);
  }

  /** Holds the clock while real work of the engine goes on (reading a body), so that its order is no matter of chance. */
  async whileWorking<T>(work: Promise<T>): Promise<T> {
    this.#working += 1;
    try {
      return await work;
    } finally {
      this.#working -= 1;
    }
  }

  /**
   * Lets time pass until `until` (or nothing is to come), and calls `afterStep` after each step, when everything that could
   * run has run. Throws what `afterStep` throws.
   */
  async run(until: number, afterStep?: () => void): Promise<void> {
    for (;;) {
      const event = this.#queue.next;
      if (event === undefined || event.at > until) break;
      this.#queue.pop();
      if (event.cancelled) continue;
      this.now = event.at;
      this.trace.add(`${event.at} ${event.what}`);
      if (this.trace.count > MOST_EVENTS) throw new Error("the run does not end");
      event.step();
      await this.#settle();
      afterStep?.();
    }
    this.now = Math.max(this.now, until);
  }

  /** A macrotask comes after every microtask: nothing of any program can run any more without an event. */
  async #settle(): Promise<void> {
    let rounds = 0;
    do {
      await setImmediate();
      rounds += 1;
      if (rounds > MOST_ROUNDS) throw new Error("real work of the engine does not end");
    } while (this.#working > 0);
    if (rounds > 1) await setImmediate();
  }
}
