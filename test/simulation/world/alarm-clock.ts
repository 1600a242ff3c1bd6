import type { Process } from "./process.ts";
import type { World } from "./world.ts";

/** An object's alarm as its program sees it: `ctx.storage` of a Durable Object. */
export interface AlarmStorage {
  getAlarm(): Promise<number | null>;
  setAlarm(at: number | Date): Promise<void>;
  deleteAlarm(): Promise<void>;
}

/** What the clock needs of its object's host. */
interface Bell {
  /** Before this instant nothing reaches the object. */
  reachableAt(): number;
  /** Runs the object's alarm; `ended` may be called more than once, the first counts. */
  ring(ended: (well: boolean) => void): void;
  evict(): void;
  lose(): void;
  cutOff(): void;
}

/** The platform gives a failing alarm up after so many retries. */
const RETRIES = 6;
const RETRY_AFTER = 2_000;
/** How late an alarm rings, in milliseconds: usually, and when the platform moves its object. */
const LATE = [0, 100] as const;
const VERY_LATE = [1_000, 60_000] as const;

/**
 * One alarm: set again it moves; it rings up to 100 ms late and never before the last ring has ended; a ring that failed or
 * died is tried again from 2 s on, six times. Once it rings it is no longer set.
 */
export class AlarmClock {
  readonly #world: World;
  readonly #name: string;
  readonly #bell: Bell;
  /** What the program set; null once it rings. */
  at: number | null = null;
  #armed = 0;
  #ringing = false;
  #failures = 0;

  constructor(world: World, name: string, bell: Bell) {
    this.#world = world;
    this.#name = name;
    this.#bell = bell;
  }

  /** The alarm's storage for one process of the object; each call is a port. */
  storageFor(process: Process): AlarmStorage {
    return {
      getAlarm: () => process.port("storage", "getAlarm", () => this.at),
      setAlarm: (at) => {
        const instant = Number(at);
        return process.port("storage", `setAlarm ${instant}`, () => this.#set(instant));
      },
      deleteAlarm: () => process.port("storage", "deleteAlarm", () => this.forget()),
    };
  }

  /** The alarm is gone, a retry too. */
  forget(): void {
    this.at = null;
    this.#armed += 1;
  }

  #set(at: number): void {
    this.at = at;
    this.#failures = 0;
    this.#arm(at);
  }

  #arm(at: number, [least, most]: readonly [number, number] = LATE): void {
    this.#armed += 1;
    const mine = this.#armed;
    const lateMs = this.#world.randomFor(`${this.#name} alarm ${mine}`).between(least, most);
    this.#world.at(Math.max(at, this.#world.now) + lateMs, `${this.#name} alarm`, () => {
      // moved, deleted, or to be rung when the ring that goes on has ended
      if (mine === this.#armed && !this.#ringing) this.#due(at);
    });
  }

  #due(at: number): void {
    const reachableAt = this.#bell.reachableAt();
    if (this.#world.now < reachableAt) return this.#arm(reachableAt);
    const { fault } = this.#world.faults.decide({ kind: "alarm" });
    switch (fault) {
      case "lost":
        return this.#bell.lose();
      case "stuck":
        return;
      case "late":
        return this.#arm(at, VERY_LATE);
      case "unreachable":
        this.#bell.cutOff();
        return this.#arm(at);
      case "evicted":
        this.#bell.evict();
        return this.#ring(false);
      case "doubled":
        return this.#ring(true);
      case undefined:
      default:
        return this.#ring(false);
    }
  }

  #ring(again: boolean): void {
    this.at = null;
    this.#ringing = true;
    this.#armed += 1;
    let over = false;
    this.#bell.ring((well) => {
      if (over) return;
      over = true;
      this.#ringing = false;
      this.#failures = well ? 0 : this.#failures + 1;
      if (this.at !== null) this.#arm(this.at);
      else if (again) this.#retry(0);
      else if (!well && this.#failures <= RETRIES)
        this.#retry(RETRY_AFTER * 2 ** (this.#failures - 1));
    });
  }

  #retry(afterMs: number): void {
    this.#arm(this.#world.now + afterMs);
  }
}
