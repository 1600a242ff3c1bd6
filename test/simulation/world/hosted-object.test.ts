import { expect, it } from "vitest";
import { ObjectHost } from "./hosted-object.ts";
import type { Process } from "./process.ts";
import { HOUR, START, worldWith } from "./start.ts";
import type { World } from "./world.ts";

/** An object that counts what happens to it, and re-arms itself each second while `more` says so. */
class Counter {
  calls = 0;
  readonly #process: Process;
  readonly #log: string[];
  readonly #work: (process: Process) => Promise<void>;

  constructor(process: Process, log: string[], work: (process: Process) => Promise<void>) {
    this.#process = process;
    this.#log = log;
    this.#work = work;
    log.push("constructed");
  }

  async count(): Promise<number> {
    this.calls += 1;
    return this.calls;
  }

  async alarm(): Promise<void> {
    this.#log.push("rings");
    await this.#work(this.#process);
    this.#log.push("rung");
  }
}

function hosted(
  world: World,
  work: (process: Process) => Promise<void> = async () => {},
): { host: ObjectHost<Counter>; log: string[]; setAlarm: (atMs: number) => void } {
  const log: string[] = [];
  let set: ((at: number) => Promise<void>) | undefined;
  const host = new ObjectHost(world, "counter", (process, storage) => {
    set = (at) => storage.setAlarm(at);
    return new Counter(process, log, work);
  });
  const setAlarm = (atMs: number): void => {
    world.spawn("setter", async (caller) => {
      await host.call(caller, "count", (counter) => counter.count());
      await set?.(START + atMs);
    });
  };
  return { host, log, setAlarm };
}

it("rings an alarm once, up to 100 ms late, in one object", async () => {
  const world = worldWith();
  let at = 0;
  const { log, setAlarm } = hosted(world, async ({ now }) => {
    at = now() - START;
  });
  setAlarm(60_000);
  await world.run(START + HOUR);
  expect(log).toEqual(["constructed", "rings", "rung"]);
  expect(at).toBeGreaterThanOrEqual(60_000);
  expect(at).toBeLessThanOrEqual(60_100);
});

it("never rings while it rings: an alarm set meanwhile comes after", async () => {
  const world = worldWith();
  const { log, setAlarm } = hosted(world, ({ sleep }) => sleep(5_000));
  setAlarm(1_000);
  world.after(2_000, "again", () => setAlarm(2_500));
  await world.run(START + HOUR);
  expect(log).toEqual(["constructed", "rings", "rung", "rings", "rung"]);
});

it("tries a ring that throws seven times in all, then gives up", async () => {
  const world = worldWith();
  const { log, setAlarm, host } = hosted(world, () => Promise.reject(new Error("broken")));
  setAlarm(1_000);
  await world.run(START + HOUR);
  expect(log.filter((line) => line === "rings")).toHaveLength(7);
  expect(host.alarmAt).toBeNull();
});

it.each([
  ["lost", 0, 1, null],
  ["stuck", 0, 1, START + 1_000],
  ["late", 1, 1, null],
  ["doubled", 2, 1, null],
  ["evicted", 1, 2, null],
  ["unreachable", 1, 1, null],
] as const)(
  "an alarm that is %s rings %i times in %i objects",
  async (fault, rings, objects, alarmAt) => {
    const world = worldWith(["alarm", 0, fault]);
    const { log, setAlarm, host } = hosted(world);
    setAlarm(1_000);
    await world.run(START + HOUR);
    expect(log.filter((line) => line === "rings")).toHaveLength(rings);
    expect(log.filter((line) => line === "constructed")).toHaveLength(objects);
    expect(host.alarmAt).toBe(alarmAt);
  },
);

it("rings again in a new object when the ringing one crashes, and its callers see an error", async () => {
  const world = worldWith(["sleep", 0, "crash_before"]);
  const { log, setAlarm, host } = hosted(world, ({ sleep }) => sleep(100));
  setAlarm(1_000);
  await world.run(START + HOUR);
  expect(log).toEqual(["constructed", "rings", "constructed", "rings", "rung"]);
  const caller = world.spawn("caller", (process) =>
    host.call(process, "hangs", () => new Promise(() => {})),
  );
  world.after(1_000, "loss", () => host.lose());
  await world.run(START + 2 * HOUR);
  expect(caller.outcome).toEqual({
    kind: "failed",
    error: new Error("The Durable Object's code has been reset."),
  });
});

it("keeps an object's memory between calls, and loses it with the object", async () => {
  const world = worldWith();
  const { host } = hosted(world);
  const counts: number[] = [];
  for (const [at, lose] of [
    [0, false],
    [1_000, false],
    [2_000, true],
    [3_000, false],
  ] as const)
    world.after(at, "call", () => {
      if (lose) host.lose();
      world.spawn("caller", async (process) =>
        counts.push(await host.call(process, "count", (counter) => counter.count())),
      );
    });
  await world.run(START + HOUR);
  expect(counts).toEqual([1, 2, 1, 2]);
});

it("ends an alarm and a cron run after 15 minutes", async () => {
  const world = worldWith();
  const { log, setAlarm } = hosted(world, ({ sleep }) => sleep(16 * 60_000));
  setAlarm(1_000);
  await world.run(START + 16 * 60_000);
  expect(log).toEqual(["constructed", "rings", "constructed", "rings"]);
});
