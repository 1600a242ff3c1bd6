import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { AwsError } from "../../../worker/aws/errors.ts";
import { createAws } from "../../../worker/aws/index.ts";
import { readConfig } from "../../../worker/config.ts";
import { createStopRule, storedStop } from "../../../worker/reconciler/stop.ts";
import type { StopRule } from "../../../worker/reconciler/stop.ts";
import { freshDb, START, testCtx, testPorts } from "../fresh.ts";

beforeEach(freshDb);

/** AWS answers every call with 502: the control does not hold. */
const ctx = () => testCtx({ config: readConfig(env) });
const aws = () => createAws(readConfig(env).aws, testPorts());

async function check(rule: StopRule) {
  const [stored] = await ctx().db.read([storedStop(ctx())]);
  await rule.check(ctx(), aws(), stored);
}

test("a stop that another process found stands here too, whatever this one has seen itself", async () => {
  const one = createStopRule();
  for (let i = 0; i < 20; i++) one.notFound(String(i % 3), START);
  await check(one);
  expect(one.isStopped()).toBe(true);

  const other = createStopRule();
  other.notFound("1", START);
  await check(other);
  expect(other.isStopped()).toBe(true);
});

test("the control that fails is an error of AWS's, and keeps the stop", async () => {
  await expect(aws().ssoAdmin.describeInstance({})).rejects.toBeInstanceOf(AwsError);
});
