/** Time that passes as soon as nobody is at work: what waits for minutes is over at once, and the counts stay true. */

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Turns of the event loop without work under way after which only sleepers are left. */
const IDLE_TURNS = 4;

export class QuickTime {
  now: number;
  #underWay = 0;
  #sleepers: Sleeper[] = [];
  #isPassing = false;

  constructor(now: number) {
    this.now = now;
  }

  /** Time stands still while this goes on. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await work;
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Resolves when so much time has passed; forgotten once `unneeded` is aborted. */
  readonly sleep = (ms: number, unneeded?: AbortSignal): Promise<void> =>
    new Promise((wake) => {
      const sleeper = { at: this.now + ms, wake };
      this.#sleepers.push(sleeper);
      unneeded?.addEventListener("abort", () => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
      });
      if (!this.#isPassing) void this.#pass();
    });

  async #pass(): Promise<void> {
    this.#isPassing = true;
    let idle = 0;
    while (this.#sleepers.length > 0) {
      await scheduler.wait(0);
      idle = this.#underWay > 0 ? 0 : idle + 1;
      if (idle < IDLE_TURNS) continue;
      idle = 0;
      const next = this.#sleepers.reduce((a, b) => (b.at < a.at ? b : a), {
        at: Infinity,
        wake() {},
      });
      this.#sleepers = this.#sleepers.filter((one) => one !== next);
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
    this.#isPassing = false;
  }
}
