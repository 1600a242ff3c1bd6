import * as fc from "fast-check";
import { expect, it } from "vitest";
import { plans } from "../world/arbitraries.ts";
import { evenRates, KINDS as ALL, singleFaults } from "../world/faults.ts";
import { type Op, play } from "./scenario.ts";

const KINDS = ALL.filter((kind) => kind !== "service");
const RATES = evenRates(0.06, KINDS);
const OPS: readonly Op[] = [
  [0, 1, true],
  [1, 2, true],
  [40, 1, false],
];
const arbitraryOps = fc.array(fc.tuple(fc.nat(180), fc.nat(2), fc.boolean()), {
  minLength: 1,
  maxLength: 4,
});

it("plays a seed twice to the same trace, line by line", async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const first = await play({ seed, ops: OPS, rates: RATES, keepTrace: true });
    const second = await play({ seed, ops: OPS, rates: RATES, keepTrace: true });
    expect(second.trace.lines).toEqual(first.trace.lines);
    expect(second.trace.hash).toBe(first.trace.hash);
  }
});

it("plays what chance struck again as a plan, to the same trace", async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const drawn = await play({ seed, ops: OPS, rates: RATES });
    const planned = await play({ seed, ops: OPS, plan: drawn.faults.strikes });
    expect(planned.trace.hash).toBe(drawn.trace.hash);
  }
});

it("keeps the toy's promises over many seeds, and strikes with every fault", async () => {
  const struck = new Set<string>();
  const hashes = new Set<string>();
  for (let seed = 0; seed < 500; seed++) {
    const world = await play({ seed, ops: OPS, rates: RATES });
    for (const name of world.faults.struck.keys()) struck.add(name);
    hashes.add(world.trace.hash);
  }
  expect(hashes.size).toBe(500);
  const possible = KINDS.flatMap((kind) =>
    Object.keys(RATES[kind] ?? {}).map((fault) => `${kind}:${fault}`),
  );
  expect([...struck].toSorted()).toEqual(possible.toSorted());
});

it("keeps them with a crash before and after every single call", async () => {
  const { faults } = await play({ seed: 7, ops: OPS });
  for (const fault of singleFaults(faults.happenings, ["crash_before", "crash_after"])) {
    const crashed = await play({ seed: 7, ops: OPS, plan: [fault] });
    expect(crashed.faults.struck.size).toBe(1);
  }
});

it.each(["error_is_success", "unguarded_commit"] as const)(
  "finds the planted bug %s and shrinks it to a fault or two",
  async (bug) => {
    const { faults } = await play({ seed: 7, ops: OPS });
    const property = fc.asyncProperty(
      fc.noShrink(fc.nat()),
      arbitraryOps,
      plans(faults.counts),
      async (seed, ops, plan) => {
        await play({ seed, ops, plan, bug });
      },
    );
    const found = await fc.check(property, { seed: 1, numRuns: 3_000 });
    const [, ops, plan] = found.counterexample ?? [];
    expect(ops?.length).toBeLessThanOrEqual(2);
    expect(plan?.length).toBeLessThanOrEqual(2);
  },
);
