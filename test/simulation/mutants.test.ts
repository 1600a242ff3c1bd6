import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MUTANTS } from "./mutants/mutants.ts";
import { mutated } from "./mutants/plant.ts";
import { playGames, seedsFrom } from "./threads/pool.ts";

/** As many as `npm test` plays of the Worker as it is. */
const RUNS = 1_000;

describe.concurrent("finds the planted bug", () => {
  it.each(MUTANTS)("$name", async (mutant) => {
    for (const { file } of mutant.patches) {
      const source = readFileSync(file, "utf8");
      expect(mutated(source, file, mutant)).not.toBe(source);
    }
    const { name, seed } = mutant;
    const known = await playGames({ games: [seed], threads: 1, mutant: name });
    const [found] =
      known.broken.length > 0
        ? known.broken
        : (await playGames({ games: seedsFrom(1, RUNS), most: 1, mutant: name })).broken;
    console.log(
      `${name}: found by seed ${JSON.stringify(found?.game)}: ${found?.broken.slice(0, 80)}`,
    );
    expect(found).toBeDefined();
  });
});
