import * as fc from "fast-check";
import { expect, it } from "vitest";
import { commit } from "./commit.ts";
import { draw } from "./daypass/draw.ts";
import { drawOperation } from "./daypass/draw-operations.ts";
import type { Operation } from "./daypass/operations/operation.ts";
import { play } from "./daypass/play.ts";
import { CALM } from "./daypass/run.ts";
import type { Run } from "./daypass/run.ts";
import { plans } from "./world/arbitraries.ts";
import { Random } from "./world/random.ts";

const RUNS = 60;
/** As many happenings of each kind as a run of this length has at least. */
const COUNTS = {
  d1: 200,
  fetch: 30,
  object: 15,
  storage: 40,
  sleep: 40,
  alarm: 15,
  cron: 8,
  service: 6,
};

/** Operations shrink away one by one, and to earlier seconds. */
const operation: fc.Arbitrary<Operation> = fc
  .tuple(fc.nat(420), fc.noShrink(fc.nat()))
  .map(([at, chance]) => drawOperation(new Random(chance, "operation"), at + 1));

const run: fc.Arbitrary<Run> = fc
  .record({
    seed: fc.noShrink(fc.nat()),
    operations: fc.array(operation, { maxLength: 10 }),
    plan: plans(COUNTS),
    mode: fc.constantFrom<Run["mode"]>("own", "scim", "observed"),
  })
  .map((drawn) => ({
    ...CALM,
    ...drawn,
    company: "busy",
    switches: draw(drawn.seed).switches,
    faultyMs: 8 * 60_000,
  }));

it(`keeps every promise over ${RUNS} histories and plans of faults, each of which shrinks`, async () => {
  const result = await fc.check(
    fc.asyncProperty(run, async (drawn) => {
      const { broken } = await play(drawn);
      if (broken !== undefined) throw broken;
    }),
    { seed: 20_261_120, numRuns: RUNS, interruptAfterTimeLimit: 200_000 },
  );
  const [least] = result.counterexample ?? [];
  expect(
    result.failed,
    `at ${commit()}: ${String(result.errorInstance)}\nplay(${JSON.stringify(least)})`,
  ).toBe(false);
});
