import { expect, it } from "vitest";
import { commit } from "./commit.ts";
import { SOMETIMES } from "./sometimes.ts";
import { playGames, seedsFrom } from "./threads/pool.ts";

/** How many runs `npm test` plays. */
const RUNS = 1_000;

it(`keeps every promise over ${RUNS} seeds, and everything occurs in them`, async () => {
  const { broken, occurred } = await playGames({ games: seedsFrom(1, RUNS), most: 5 });
  const report = broken.map(
    ({ game, broken: what }) =>
      `${what}\n  again, at ${commit()}: npm run simulate -- --seed ${JSON.stringify(game)} --trace`,
  );
  expect(report).toEqual([]);
  expect(SOMETIMES.filter((name) => !occurred.has(name))).toEqual([]);
});
