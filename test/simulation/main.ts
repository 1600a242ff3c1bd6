// `npm run simulate -- --runs N [--from SEED] [--mutant NAME]`: plays seeds on every core.
// `npm run simulate -- --main-job [--mutant NAME]`: the main job with every single fault at every happening.
// `npm run simulate -- --seed S [--wish PAIR]... [--trace] [--mutant NAME]`: plays one seed again, line by line.
// `npm run simulate -- --matrix [--runs N]`: seeds, then what brings about the pairs of a fault and a state that did not occur.
import { parseArgs } from "node:util";
import { commit } from "./commit.ts";
import { mutantNamed } from "./mutants/mutants.ts";
import { plant } from "./mutants/plant.ts";
import { possiblePairs } from "./daypass/matrix/possible.ts";
import { againWith } from "./threads/again.ts";
import { bringAbout, ROUNDS } from "./threads/bring-about.ts";
import type { Game } from "./threads/messages.ts";
import { playGames, seedsFrom } from "./threads/pool.ts";
import { singleFaults } from "./world/faults.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    "main-job": { type: "boolean", default: false },
    matrix: { type: "boolean", default: false },
    wish: { type: "string", multiple: true, default: [] },
    most: { type: "string", default: "10" },
    trace: { type: "boolean", default: false },
    mutant: { type: "string" },
  },
});

if (values.seed !== undefined) await playAgain(Number(values.seed));
else if (values["main-job"]) await playMany(await everyFault());
else await playMany(seedsFrom(Number(values.from), Number(values.runs)));

async function everyFault(): Promise<Game[]> {
  const { playMainJob } = await import("./main-job.ts");
  const { world } = await playMainJob([]);
  return [...singleFaults(world.faults.happenings)];
}

async function playMany(games: readonly Game[]): Promise<void> {
  const { mutant } = values;
  const at = commit();
  const startedAt = performance.now();
  const outcome = await playGames({
    games,
    most: Number(values.most),
    ...(mutant === undefined ? {} : { mutant }),
    onPlayed: ({ game, broken }, count) => {
      if (broken !== undefined) console.log(`\n${JSON.stringify(game)}: ${broken}`);
      if (process.stdout.isTTY) process.stdout.write(`\r${count} of ${games.length} runs`);
      else if (count % 100 === 0) console.log(`${count} of ${games.length} runs`);
    },
  });
  const minutes = (performance.now() - startedAt) / 60_000;
  console.log("\nWhat occurred, and how often:");
  for (const [name, count] of [...outcome.occurred].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(count).padStart(8)}  ${name}`);
  const { runs, met } = outcome;
  const pairs = possiblePairs();
  const missing = pairs.filter((pair) => !met.has(pair));
  console.log(
    `${pairs.length - missing.length} of ${pairs.length} pairs of a fault and a state occurred`,
  );
  const rest = values.matrix ? await bringAboutAll(missing) : [];
  const broken = [...outcome.broken, ...rest];
  console.log(
    `${runs} runs, ${Math.round(runs / minutes)} a minute, ${broken.length} broke a promise`,
  );
  for (const { game } of broken) console.log(`again, at ${at}: ${againWith(game, mutant)}`);
  if (broken.length > 0) process.exitCode = 1;
}

/** The pairs that did not occur, in runs that are wished for them; what is missing in the end is told. */
async function bringAboutAll(pairs: readonly string[]) {
  const { broken, missing, runs } = await bringAbout(pairs, ROUNDS, {
    onPlayed: ({ broken: what }) => what !== undefined && console.log(`\n${what}`),
  });
  for (const pair of missing) console.log(`never: ${pair}`);
  console.log(
    `${missing.length} pairs never occurred, after ${runs} runs that were wished for them`,
  );
  return broken;
}

async function playAgain(seed: number): Promise<void> {
  const planted = values.mutant === undefined ? undefined : plant(mutantNamed(values.mutant));
  const { replay } = await import("./threads/play-game.ts");
  planted?.assertPlanted();
  const { broken, outcome, run } = await replay(seed, values.wish);
  if (values.trace) for (const line of outcome.world.trace.lines) console.log(line);
  for (const line of outcome.log) console.log(line);
  console.log(JSON.stringify(run, null, 2));
  console.log(`seed ${seed}: ${broken ?? "every promise held"}`);
  if (broken !== undefined) process.exitCode = 1;
}
