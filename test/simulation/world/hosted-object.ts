import { AlarmClock, type AlarmStorage } from "./alarm-clock.ts";
import { send, type Result } from "./call.ts";
import type { Process } from "./process.ts";
import type { World } from "./world.ts";

/** What an object of this kind can do: ring, and whatever its callers know of it. */
export interface Hosted {
  alarm(): Promise<void>;
}

const UNREACHABLE = 600_000;
/** An alarm handler's wall time on Cloudflare. */
const WALL_MS = 900_000;

/**
 * The host of one Durable Object: constructs it when it is needed, loses its memory when its process dies, lets it be called,
 * and rings its alarm, never two at a time.
 */
export class ObjectHost<T extends Hosted> {
  readonly #world: World;
  readonly #name: string;
  readonly #construct: (process: Process, storage: AlarmStorage) => T;
  readonly #clock: AlarmClock;
  #instance: { readonly process: Process; readonly object: T } | undefined;
  #unreachableUntil = 0;

  constructor(
    world: World,
    name: string,
    construct: (process: Process, storage: AlarmStorage) => T,
  ) {
    this.#world = world;
    this.#name = name;
    this.#construct = construct;
    this.#clock = new AlarmClock(world, name, {
      reachableAt: () => this.#unreachableUntil,
      ring: (ended) => this.#ring(ended),
      evict: () => this.kill("evicted"),
      lose: () => this.lose(),
      cutOff: () => this.cutOff(UNREACHABLE),
    });
  }

  /** When the alarm is set for, if it is: what the object itself would be told. */
  get alarmAt(): number | null {
    return this.#clock.at;
  }

  /** Calls the object from a process: a port like any other, but the object answers in its own time. */
  call<R>(caller: Process, method: string, invoke: (object: T) => Promise<R>): Promise<R> {
    return send<R>(caller, {
      kind: "object",
      what: `${this.#name}.${method}`,
      uses: ["subrequests", 1],
      lost: () => new Error("Network connection lost."),
      arrive: (reply) => this.#enter(invoke, reply),
    });
  }

  /** Its process dies and its memory with it; its alarm stays. */
  kill(why: string): void {
    this.#instance?.process.kill(why);
  }

  /** It loses its memory and its alarm. */
  lose(): void {
    this.#clock.forget();
    this.kill("lost");
  }

  /** Nothing reaches it for so long, its alarm neither. */
  cutOff(ms: number): void {
    this.#unreachableUntil = Math.max(this.#unreachableUntil, this.#world.now + ms);
  }

  #enter<R>(invoke: (object: T) => Promise<R>, reply: (result: Result<R>) => void): void {
    if (this.#world.now < this.#unreachableUntil) {
      // half of the callers are told so, the others wait for an answer that does not come
      if (this.#world.randomFor(`${this.#name} ${this.#world.now}`).chance(0.5))
        reply({
          ok: false,
          error: new Error("Cannot resolve Durable Object due to transient issue on remote node."),
        });
      return;
    }
    const { process, object } = this.#awake();
    let open = true;
    const answer = (result: Result<R>): void => {
      if (open) reply(result);
      open = false;
    };
    const reset = new Error("The Durable Object's code has been reset.");
    process.onDeath(() => answer({ ok: false, error: reset }));
    process.enter(() => {
      invoke(object).then(
        (value) => answer({ ok: true, value }),
        (error: unknown) => answer({ ok: false, error }),
      );
    });
  }

  #ring(ended: (well: boolean) => void): void {
    const { process, object } = this.#awake();
    process.onDeath(() => ended(false));
    process.enter(() => {
      process.begin(WALL_MS);
      object.alarm().then(
        () => {
          process.finish();
          ended(true);
        },
        (error: unknown) => {
          process.finish();
          process.uncaught(error);
          ended(false);
        },
      );
    });
  }

  #awake(): { readonly process: Process; readonly object: T } {
    if (this.#instance?.process.alive) return this.#instance;
    const process = this.#world.process(this.#name);
    this.#instance = { process, object: this.#construct(process, this.#clock.storageFor(process)) };
    return this.#instance;
  }
}
