import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { MUTANTS } from "./mutants/mutants.ts";
import { mutated } from "./mutants/plant.ts";
import { playGames, seedsFrom } from "./threads/pool.ts";

/** As many as `npm test` plays of the Worker as it is. */
const RUNS = 1_000;

it.each(MUTANTS)("finds the planted bug: $name", async (mutant) => {
  for (const { file } of mutant.patches) {
    const source = readFileSync(file, "utf8");
    expect(mutated(source, file, mutant)).not.toBe(source);
  }
  const from = mutant.from ?? 1;
  const { broken, runs } = await playGames({
    games: [...seedsFrom(from, RUNS - from + 1), ...seedsFrom(1, from - 1)],
    most: 1,
    mutant: mutant.name,
  });
  console.log(
    `${mutant.name}: found in ${runs} runs from seed ${from} on by ${broken[0]?.broken.slice(0, 80)}`,
  );
  expect(broken.length).toBeGreaterThan(0);
});
