import { expect, test } from "vitest";
import { createPace } from "./pace.ts";

function clock() {
  let now = 0;
  const waiting: { at: number; resolve: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms: number) =>
      new Promise<void>((resolve) => void waiting.push({ at: now + ms, resolve })),
    async runTo(end: number) {
      for (;;) {
        await new Promise((done) => setImmediate(done));
        waiting.sort((a, b) => a.at - b.at);
        const next = waiting[0];
        if (next === undefined || next.at > end) break;
        waiting.shift();
        now = next.at;
        next.resolve();
      }
      now = end;
    },
  };
}

test("never more than the share of the quota in any second, however many wait", async () => {
  const time = clock();
  const pace = createPace(time, 0.8);
  const calls: number[] = [];
  for (let i = 0; i < 100; i++) void pace("sso-admin").then(() => calls.push(time.now()));
  await time.runTo(60_000);
  expect(calls).toHaveLength(100);
  for (const start of calls)
    expect(calls.filter((at) => at >= start && at < start + 1_000).length).toBeLessThanOrEqual(16);
});

test("each identity store operation has its own quota", async () => {
  const time = clock();
  const pace = createPace(time, 0.8);
  const calls: string[] = [];
  for (let i = 0; i < 16; i++) {
    void pace("identitystore:CreateUser").then(() => calls.push("create"));
    void pace("identitystore:DescribeUser").then(() => calls.push("describe"));
  }
  await time.runTo(0);
  expect(calls).toHaveLength(32);
});
