import type { Kind } from "./faults.ts";
import type { Event } from "./queue.ts";
import type { Random } from "./random.ts";
import { sleep } from "./sleep.ts";
import { send, type Call } from "./call.ts";
import type { World } from "./world.ts";

/** How a program ended; `killed` names why: a crash, a limit, its object's loss. */
export type Outcome =
  | { readonly kind: "running" }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "killed"; readonly why: string };

/** What an invocation may use before the platform ends it. */
const LIMITS = { statements: 1_000, subrequests: 10_000 };

/** How long the platform lets an invocation live, in milliseconds. */
export interface InvocationLimits {
  readonly wallMs?: number;
  /** After the program's end, for `waitUntil`. */
  readonly lingerMs?: number;
}

/**
 * An isolate. What its program awaits settles only while it is alive: after its death every await lasts for ever, so no line
 * of it runs on, not even `catch` or `finally`. What it had sent still arrives.
 */
export class Process {
  readonly world: World;
  readonly name: string;
  /** This process's own randomness. */
  readonly random: Random;
  /** How far its clock is ahead of the others'. */
  skewMs: number;
  outcome: Outcome = { kind: "running" };
  #dead = false;
  #frozenUntil = 0;
  #used = { statements: 0, subrequests: 0 };
  #wall: Event | undefined;
  readonly #mourners: (() => void)[] = [];

  constructor(world: World, name: string) {
    this.world = world;
    this.name = name;
    this.random = world.randomFor(name);
    this.skewMs = world.skewOf(name);
  }

  get alive(): boolean {
    return !this.#dead;
  }

  /** Its clock, UTC epoch milliseconds. */
  readonly now = (): number =>
    this.world.now + (this.world.clocksAreRight ? 0 : this.world.skewMs + this.skewMs);

  /** Resolves after so many milliseconds, up to 5 late; never once `unneeded` is aborted. */
  readonly sleep = (ms: number, unneeded?: AbortSignal): Promise<void> => sleep(this, ms, unneeded);

  /** Calls something outside: the effect is one synchronous step when the call arrives; what it throws is the answer. */
  readonly port = <T>(
    kind: Kind,
    what: string,
    effect: () => T,
    lost: Call<T>["lost"] = () => new Error("Network connection lost."),
  ): Promise<T> => send(this, { kind, what, lost, arrive: (reply) => reply(resultOf(effect)) });

  /** Work that goes on after the answer; the platform ends it as `spawn` says. */
  readonly waitUntil = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => this.uncaught(error));
  };

  /** Keeps what a program of this process threw and nobody caught. */
  uncaught(error: unknown): void {
    this.world.uncaught.push({ process: this.name, error });
  }

  /** Runs the program as this process's only invocation, for `wallMs` at most, and what it left to `waitUntil` for `lingerMs` more. */
  run(
    program: (process: Process) => Promise<unknown>,
    { wallMs, lingerMs }: InvocationLimits = {},
  ): void {
    this.begin(wallMs);
    const end = (outcome: Outcome): void => {
      this.#limit(lingerMs);
      this.#end(outcome);
    };
    program(this).then(
      () => end({ kind: "done" }),
      (error: unknown) => {
        this.uncaught(error);
        end({ kind: "failed", error });
      },
    );
  }

  /** A new invocation begins: its limits are whole again, and the process dies when it lasts longer than `wallMs`. */
  begin(wallMs?: number): void {
    this.#used = { statements: 0, subrequests: 0 };
    this.#limit(wallMs);
  }

  /** The invocation is over; nothing limits the process until the next. */
  finish(): void {
    this.#limit(undefined);
  }

  /** Runs a step inside the process: never once it is dead, later while it is frozen. */
  enter(step: () => void): void {
    if (this.#dead) return;
    if (this.world.now < this.#frozenUntil)
      this.world.at(this.#frozenUntil, `${this.name} thaws`, () => this.enter(step));
    else step();
  }

  /** Stands still for so long, whatever arrives; its calls on the way go on. */
  freeze(ms: number): void {
    this.#frozenUntil = Math.max(this.#frozenUntil, this.world.now + ms);
  }

  /** Dies now. */
  kill(why: string): void {
    if (this.#dead) return;
    this.#dead = true;
    this.world.trace.add(`${this.world.now} ${this.name} dies: ${why}`);
    this.#end({ kind: "killed", why });
    for (const mourner of this.#mourners) mourner();
  }

  /** Calls back when the process dies. */
  onDeath(mourner: () => void): void {
    this.#mourners.push(mourner);
  }

  /** Counts against the invocation's limit; false once it is passed. */
  use(what: keyof typeof LIMITS, count: number): boolean {
    this.#used[what] += count;
    return this.#used[what] <= LIMITS[what];
  }

  #limit(ms: number | undefined): void {
    if (this.#wall !== undefined) this.#wall.cancelled = true;
    if (ms === undefined) return;
    const over = `${this.name} has had its time`;
    this.#wall = this.world.after(ms, over, () => this.kill("wall time"));
  }

  #end(outcome: Outcome): void {
    if (this.outcome.kind === "running") this.outcome = outcome;
  }
}

function resultOf<T>(effect: () => T): { ok: true; value: T } | { ok: false; error: unknown } {
  try {
    return { ok: true, value: effect() };
  } catch (error) {
    return { ok: false, error };
  }
}
