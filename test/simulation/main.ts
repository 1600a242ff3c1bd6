// `npm run simulate -- --runs N [--from SEED] [--mutant NAME]`: plays seeds on every core.
// `npm run simulate -- --seed S [--trace] [--mutant NAME]`: plays one again, line by line.
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { mutantNamed } from "./mutants/mutants.ts";
import { plant } from "./mutants/plant.ts";
import { playSeeds } from "./threads/pool.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    most: { type: "string", default: "10" },
    trace: { type: "boolean", default: false },
    mutant: { type: "string" },
  },
});

if (values.seed === undefined) await playMany();
else await playOne(Number(values.seed));

async function playMany(): Promise<void> {
  const { mutant } = values;
  const runs = Number(values.runs);
  const startedAt = performance.now();
  const {
    broken,
    occurred,
    runs: played,
  } = await playSeeds({
    from: Number(values.from),
    runs,
    most: Number(values.most),
    ...(mutant === undefined ? {} : { mutant }),
    onPlayed: (one, count) => {
      if (one.broken !== undefined) console.log(`\nseed ${one.seed}: ${one.broken}`);
      if (process.stdout.isTTY || count % 100 === 0)
        process.stdout.write(`\r${count} of ${runs} runs${process.stdout.isTTY ? "" : "\n"}`);
    },
  });
  const minutes = (performance.now() - startedAt) / 60_000;
  console.log("\nWhat occurred, and how often:");
  for (const [name, count] of [...occurred].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(count).padStart(8)}  ${name}`);
  console.log(
    `${played} runs, ${Math.round(played / minutes)} a minute, ${broken.length} broke a promise`,
  );
  if (broken.length === 0) return;
  for (const { seed } of broken) {
    const planted = mutant === undefined ? "" : ` --mutant ${JSON.stringify(mutant)}`;
    console.log(
      `again: git checkout ${commit()} && npm run simulate -- --seed ${seed} --trace${planted}`,
    );
  }
  process.exitCode = 1;
}

async function playOne(seed: number): Promise<void> {
  const planted = values.mutant === undefined ? undefined : plant(mutantNamed(values.mutant));
  const { replay } = await import("./daypass/play-seed.ts");
  planted?.assertPlanted();
  const { broken, lines, run } = await replay(seed);
  if (values.trace) for (const line of lines) console.log(line);
  console.log(JSON.stringify(run, null, 2));
  console.log(
    broken === undefined ? `seed ${seed}: every promise held` : `seed ${seed}: ${broken}`,
  );
  if (broken !== undefined) process.exitCode = 1;
}

function commit(): string {
  return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
}
