import { expect, test } from "vitest";
import { createPace } from "./pace.ts";

function clock() {
  let now = 0;
  const waiting: { at: number; resolve: () => void }[] = [];
  return {
    now: () => now,
    set: (to: number) => {
      now = to;
    },
    sleep: (ms: number) =>
      new Promise<void>((resolve) => void waiting.push({ at: now + ms, resolve })),
    forget: () => void waiting.splice(0),
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
  await time.runTo(2_000);
  const calls: string[] = [];
  for (let i = 0; i < 16; i++) {
    void pace("identitystore:CreateUser").then(() => calls.push("create"));
    void pace("identitystore:DescribeUser").then(() => calls.push("describe"));
  }
  await time.runTo(2_000);
  expect(calls).toHaveLength(32);
});

test("a driver that died and is there again at once stays within AWS's limit, and its first call does not wait", async () => {
  const time = clock();
  time.set(60_000);
  const calls: number[] = [];
  const made = () => calls.push(time.now());
  const before = createPace(time, 0.8);
  await time.runTo(70_000);
  for (let i = 0; i < 100; i++) void before("sso-admin").then(made);
  await time.runTo(70_000);
  expect(calls).toHaveLength(16);
  // What still waited died with it.
  time.forget();
  time.set(70_100);
  const after = createPace(time, 0.8);
  for (let i = 0; i < 100; i++) void after("sso-admin").then(made);
  await time.runTo(70_100);
  expect(calls).toHaveLength(20);
  await time.runTo(120_000);
  expect(calls).toHaveLength(116);
  for (const start of calls)
    expect(calls.filter((at) => at >= start && at < start + 1_000).length).toBeLessThanOrEqual(20);
});

test("a clock that is set back makes nobody wait for what it once showed", async () => {
  const time = clock();
  time.set(600_000);
  const pace = createPace(time, 0.8);
  for (let i = 0; i < 20; i++) void pace("sso-admin");
  await time.runTo(605_000);
  time.set(0);
  let called = false;
  void pace("sso-admin").then(() => (called = true));
  await time.runTo(0);
  expect(called).toBe(true);
});

test("reads of SCIM and writes of SCIM have a quota each, and each operation its own", async () => {
  const time = clock();
  const pace = createPace(time, 0.8);
  await time.runTo(2_000);
  const counts = { "scim:GetUser": 0, "scim:PatchUser": 0, "scim:CreateUser": 0 };
  for (const quota of ["scim:GetUser", "scim:PatchUser", "scim:CreateUser"] as const)
    for (let call = 0; call < 60; call++) void pace(quota).then(() => (counts[quota] += 1));
  await time.runTo(2_900);
  expect(counts).toEqual({ "scim:GetUser": 32, "scim:PatchUser": 20, "scim:CreateUser": 20 });
});
