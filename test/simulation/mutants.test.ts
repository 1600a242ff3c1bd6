import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { MUTANTS } from "./mutants/mutants.ts";
import { mutated } from "./mutants/plant.ts";
import { playGames, seedsFrom } from "./threads/pool.ts";

/** As many as `npm test` plays of the Worker as it is. */
const RUNS = 1_000;

it.each(MUTANTS)("finds the planted bug: $name", async (mutant) => {
  expect(mutated(readFileSync(mutant.file, "utf8"), mutant)).not.toBe(
    readFileSync(mutant.file, "utf8"),
  );
  const { broken, runs } = await playGames({
    games: seedsFrom(1, RUNS),
    most: 1,
    mutant: mutant.name,
  });
  console.log(`${mutant.name}: found in ${runs} runs by ${broken[0]?.broken.slice(0, 80)}`);
  expect(broken.length).toBeGreaterThan(0);
});
