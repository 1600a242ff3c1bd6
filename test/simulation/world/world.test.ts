import { expect, it } from "vitest";
import { Database } from "../d1/database.ts";
import { startCron } from "./cron.ts";
import { worldD1 } from "./d1.ts";
import { HOUR, START, worldWith } from "./start.ts";
import { World } from "./world.ts";

it("lets nothing of a dead program run on, not even catch and finally", async () => {
  const world = worldWith(["d1", 1, "crash_after"]);
  const lines: string[] = [];
  const process = world.spawn("program", async ({ port, sleep }) => {
    const sibling = sleep(5).then(() => lines.push("sibling"));
    try {
      await port("d1", "first", () => lines.push("effect 1"));
      await port("d1", "second", () => lines.push("effect 2"));
      lines.push("went on");
    } catch {
      lines.push("catch");
    } finally {
      lines.push("finally");
      await sibling;
    }
  });
  await world.run(START + HOUR);
  expect(lines.filter((line) => line !== "sibling")).toEqual(["effect 1", "effect 2"]);
  expect(process.outcome).toEqual({ kind: "killed", why: "crash" });
});

it.each([
  ["crash_before", 0, "dead", 0],
  ["crash_after", 1, "dead", 0],
  ["lost_before", 0, "error", 0.2],
  ["lost_after", 1, "error", 0.2],
  ["timeout_before", 0, "error", 30],
  ["timeout_after", 1, "error", 30],
  ["slow", 1, "answer", 95.2],
  ["frozen", 1, "answer", 600.2],
  ["late", 1, "error", 30],
] as const)(
  "%s: %i effects, and the caller sees: %s",
  async (fault, effects, seen, withinSeconds) => {
    const world = worldWith(["fetch", 0, fault]);
    let happened = 0;
    let saw = "dead";
    let after = 0;
    world.spawn("program", async ({ port, now }) => {
      saw = await port("fetch", "ask", () => (happened += 1)).then(
        () => "answer",
        () => "error",
      );
      after = now() - START;
    });
    await world.run(START + HOUR);
    expect([happened, saw]).toEqual([effects, seen]);
    expect(after).toBeLessThanOrEqual(withinSeconds * 1_000);
    expect([...world.faults.struck]).toEqual([[`fetch:${fault}`, 1]]);
  },
);

it("lets a late write arrive up to 15 minutes after its caller gave up", async () => {
  const arrivals: number[] = [];
  for (let seed = 0; seed < 40; seed++) {
    const world = new World({ seed, start: START, plan: [["fetch", 0, "late"]] });
    world.spawn("program", async (process) => {
      await process.port("fetch", "write", () => arrivals.push(world.now - START)).catch(() => {});
    });
    await world.run(START + HOUR);
  }
  expect(arrivals).toHaveLength(40);
  expect(Math.max(...arrivals)).toBeGreaterThan(10 * 60_000);
  expect(Math.max(...arrivals)).toBeLessThanOrEqual(15 * 60_000);
});

it("freezes a whole process, its timers too, while the others go on", async () => {
  const world = worldWith(["d1", 0, "frozen"]);
  const lines: string[] = [];
  world.spawn("frozen", async ({ port, sleep }) => {
    await Promise.all([
      port("d1", "a", () => {}).then(() => lines.push("answer")),
      sleep(500).then(() => lines.push("timer")),
    ]);
  });
  world.spawn("other", async ({ sleep }) => {
    await sleep(900);
    lines.push("other");
  });
  await world.run(START + HOUR);
  expect(lines[0]).toBe("other");
  expect(lines.toSorted()).toEqual(["answer", "other", "timer"]);
});

it("drops a timer that nobody needs any more", async () => {
  const world = worldWith();
  const unneeded = new AbortController();
  const seen: string[] = [];
  world.spawn("program", async ({ sleep }) => {
    void sleep(60_000, unneeded.signal).then(() => seen.push("dropped timer"));
    await sleep(1_000);
    unneeded.abort();
    await sleep(120_000);
    seen.push("end");
  });
  await world.run(START + HOUR);
  expect(seen).toEqual(["end"]);
});

it("ends an invocation at its 1,001st statement, those of a batch counted", async () => {
  const database = new Database(["create table t (a integer)"]);
  const world = worldWith();
  let batches = 0;
  const process = world.spawn("greedy", async (self) => {
    const db = worldD1(self, database);
    for (;;) {
      await db.batch(Array.from({ length: 100 }, () => db.prepare("insert into t values (1)")));
      batches += 1;
    }
  });
  await world.run(START + HOUR);
  expect(batches).toBe(10);
  expect(database.read("select count(*) as n from t")).toEqual([{ n: 1_000 }]);
  expect(process.outcome.kind).toBe("killed");
  database.close();
});

it("ends what a program left to waitUntil 30 seconds after its answer", async () => {
  const world = worldWith();
  const seen: string[] = [];
  const after = (ms: number, what: string) => {
    return world.spawn(
      "request",
      async ({ sleep, waitUntil }) => waitUntil(sleep(ms).then(() => seen.push(what))),
      { lingerMs: 30_000 },
    );
  };
  after(29_000, "in time");
  const late = after(31_000, "too late");
  await world.run(START + HOUR);
  expect(seen).toEqual(["in time"]);
  expect([late.outcome, late.alive]).toEqual([{ kind: "done" }, false]);
});

it("shows each process its own clock, and lets a clock step back", async () => {
  const world = worldWith();
  const seen: number[] = [];
  world.after(30_000, "step", () => (world.skewMs = -600_000));
  const process = world.spawn("ahead", async ({ now, sleep }) => {
    seen.push(now() - START);
    await sleep(60_000);
    seen.push(now() - START);
  });
  process.skewMs = 60_000;
  await world.run(START + HOUR);
  expect(seen[0]).toBe(60_000);
  expect(seen[1]).toBeLessThan(-400_000);
});

it("ticks each minute, and misses, doubles and delays ticks", async () => {
  const world = worldWith(
    ["cron", 1, "missed"],
    ["cron", 2, "doubled"],
    ["cron", 3, "late"],
    ["cron", 9, "outage"],
  );
  const minutes: number[] = [];
  startCron(world, async (_, scheduledAt) => void minutes.push((scheduledAt - START) / 60_000));
  await world.run(START + 20 * 60_000);
  expect(minutes.toSorted((one, other) => one - other)).toEqual([
    1, 3, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 18, 19,
  ]);
  expect(minutes).not.toEqual(minutes.toSorted((one, other) => one - other));
});
