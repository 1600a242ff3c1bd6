import { expect, it } from "vitest";
import { commit } from "./commit.ts";
import { possiblePairs } from "./daypass/matrix/possible.ts";
import { SOMETIMES } from "./sometimes.ts";
import { againWith } from "./threads/again.ts";
import { bringAbout, ROUNDS } from "./threads/bring-about.ts";
import { playGames, seedsFrom } from "./threads/pool.ts";
import type { Outcome } from "./threads/pool.ts";

/** How many runs `npm test` plays. */
const RUNS = 2_500;

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

it("keeps every promise when each fault strikes each state that it can meet", async () => {
  const pairs = possiblePairs().filter((pair) => !met.has(pair));
  const { broken, missing } = await bringAbout(pairs, ROUNDS);
  expect(broken.map(toldAgain)).toEqual([]);
  expect(missing).toEqual([]);
});
