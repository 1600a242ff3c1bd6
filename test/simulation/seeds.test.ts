import { expect, it } from "vitest";
import { commit } from "./commit.ts";
import { possiblePairs } from "./daypass/matrix/possible.ts";
import { SOMETIMES } from "./sometimes.ts";
import { againWith } from "./threads/again.ts";
import { bringAbout } from "./threads/bring-about.ts";
import { playGames, seedsFrom } from "./threads/pool.ts";
import type { Outcome } from "./threads/pool.ts";

/** How many runs `npm test` plays. */
const RUNS = 2_500;

/**
 * Pairs of a fault and a state that one round of wished runs may miss: of some it takes many, which
 * `npm run simulate -- --matrix` plays.
 */
const MISSED = 0.25;

const met = new Set<string>();

const toldAgain = ({ game, broken: what }: Outcome["broken"][number]) =>
  `${what}\n  again, at ${commit()}: ${againWith(game)}`;

it(`keeps every promise over ${RUNS} seeds, and everything occurs in them`, async () => {
  const outcome = await playGames({ games: seedsFrom(1, RUNS), most: 5 });
  const { broken, occurred } = outcome;
  for (const pair of outcome.met.keys()) met.add(pair);
  expect(broken.map(toldAgain)).toEqual([]);
  expect(SOMETIMES.filter((name) => !occurred.has(name))).toEqual([]);
});

it("keeps every promise when faults strike the states in which the seeds brought none about", async () => {
  const all = possiblePairs();
  const { broken, missing } = await bringAbout(
    all.filter((pair) => !met.has(pair)),
    1,
  );
  console.log(
    `${all.length - missing.length} of ${all.length} pairs of a fault and a state occurred`,
  );
  expect(broken.map(toldAgain)).toEqual([]);
  expect(missing.length).toBeLessThan(all.length * MISSED);
});
