import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { change } from "../../../worker/db/change.ts";
import { commit } from "../../../worker/db/commit.ts";
import {
  guardWorld,
  isActivator,
  loadWorld,
  worldOf,
  worldQueries,
} from "../../../worker/policy/active.ts";
import { baselineOf } from "../../../worker/policy/baseline.ts";
import { START, freshDb, testCtx } from "../fresh.ts";
import { givenPolicy } from "../given.ts";
import { PROD, arn, givenDirectory } from "./company.ts";

const engineer = { id: "per_1", email: "e@example.com", department: "Engineering", attributes: {} };
const engineering = {
  baseline: [
    {
      name: "engineering",
      who: { department: "Engineering" },
      what: [{ accounts: [PROD], permission_set: "EngAdmin" }],
    },
  ],
};

beforeEach(freshDb);

test("without a policy and without a directory nobody has anything, and the epoch is 0", async () => {
  const world = await loadWorld(testCtx());
  expect(world).toMatchObject({ policyVersion: 0, directoryVersion: 0, epoch: 0, activator: null });
  expect(baselineOf(world.compiled, engineer)).toEqual([]);
});

test("a policy is compiled with what AWS has; what is gone from AWS gives nothing", async () => {
  await givenDirectory();
  await givenPolicy(engineering);
  const world = await loadWorld(testCtx());
  expect(world).toMatchObject({ policyVersion: 1, directoryVersion: 1, epoch: 2 });
  expect(baselineOf(world.compiled, engineer)).toMatchObject([
    { target: { account_id: PROD, permission_set_arn: arn("EngAdmin") }, rule: "engineering" },
  ]);
  await env.DB.prepare("update permission_sets set gone_at = 1 where name = 'EngAdmin'").run();
  await env.DB.prepare("update directory_parts set version = 2, changed_at = changed_at + 1").run();
  expect(baselineOf((await loadWorld(testCtx())).compiled, engineer)).toEqual([]);
});

test("a set that one reading missed still gives what it gave", async () => {
  await givenDirectory();
  await givenPolicy(engineering);
  await env.DB.prepare("update permission_sets set missed_at = 1").run();
  expect(baselineOf((await loadWorld(testCtx())).compiled, engineer)).toHaveLength(1);
});

describe("a world that is known", () => {
  test("costs one read of two rows; another version is read anew", async () => {
    await givenDirectory();
    await givenPolicy(engineering);
    const ctx = testCtx();
    const first = await loadWorld(ctx);
    const before = ctx.db.used.roundTrips;
    const [policy, directory] = await ctx.db.read(worldQueries(ctx));
    expect(await worldOf(ctx, [policy, directory])).toBe(first);
    expect(ctx.db.used.roundTrips - before).toBe(1);
    await env.DB.prepare("update directory_parts set version = 7").run();
    expect((await loadWorld(ctx)).directoryVersion).toBe(7);
  });

  test("is not another process's", async () => {
    await givenDirectory();
    expect(await loadWorld(testCtx())).not.toBe(await loadWorld(testCtx()));
  });

  test("is not taken for one of the same numbers in a restored database", async () => {
    await givenDirectory();
    await givenPolicy(engineering);
    const ctx = testCtx();
    await loadWorld(ctx);
    await env.DB.prepare(`update policies set document = '{"baseline":[]}', activated_at = ?`)
      .bind(START + 1)
      .run();
    expect((await loadWorld(ctx)).policy.baseline).toEqual([]);
  });
});

test("a stored document that can't be read any more is an error, never an empty policy", async () => {
  await env.DB.prepare(
    `insert into policies (document, state, proposed_by, proposed_at, activated_at) values ('{"unknown":1}', 'active', 'x', 0, 0)`,
  ).run();
  await expect(loadWorld(testCtx())).rejects.toThrow(
    "policy version 1 can't be read any more: unknown",
  );
});

test("a decision by a policy that is active no longer is refused", async () => {
  const ctx = testCtx();
  const none = await loadWorld(ctx);
  await commit(ctx, change({ guards: guardWorld(none) }));
  await givenPolicy(engineering);
  await expect(commit(ctx, change({ guards: guardWorld(none) }))).rejects.toThrow(
    "constraint failed",
  );
  const world = await loadWorld(ctx);
  await commit(ctx, change({ guards: guardWorld(world) }));
  await env.DB.prepare("update policies set state = 'superseded'").run();
  await givenPolicy({ ...engineering });
  await expect(commit(ctx, change({ guards: guardWorld(world) }))).rejects.toThrow(
    "constraint failed",
  );
});

test("who activated a policy is known under each of their names", async () => {
  const activator = { by: "user:default/ada", alias: "user:default/ada" };
  expect(isActivator({ activator }, { id: "per_1", backstage_ref: "user:default/ada" })).toBe(true);
  expect(isActivator({ activator }, { id: "per_2", backstage_ref: "user:default/bob" })).toBe(
    false,
  );
  expect(
    isActivator(
      { activator: { by: "person:per_3", alias: "user:default/cy" } },
      { id: "per_3", backstage_ref: null },
    ),
  ).toBe(true);
  expect(isActivator({ activator: null }, { id: "per_1", backstage_ref: null })).toBe(false);
});
