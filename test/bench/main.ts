/**
 * `npm run bench [-- --only NAME] [-- --write]`: counts and ratios, which can be compared between machines. Prints them;
 * `--write` puts them into docs/benchmarks.md.
 */
import { parseArgs } from "node:util";
import { measureBurst, showBurst } from "./burst.ts";
import { showCost } from "./cost.ts";
import { measureCounts, showCounts } from "./counts.ts";
import { writeFigures } from "./document.ts";
import { measureDrain, showDrain } from "./drain.ts";
import { measureRates, showRates } from "./rates.ts";

/** By name: what is measured, and the sections that come of it. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Readonly<Record<string, string>>>>> = {
  // First: timers that workerd's host leaves behind would disturb the sealed world.
  drain: async () => ({ drain: showDrain(await measureDrain()) }),
  async counts() {
    const counts = await measureCounts();
    return { counts: showCounts(counts), cost: showCost(counts) };
  },
  rates: async () => ({ rates: showRates(await measureRates()) }),
  burst: async () => ({ burst: showBurst(await measureBurst()) }),
};

const names = Object.keys(BENCHMARKS);
const { values } = parseArgs({
  options: { only: { type: "string" }, write: { type: "boolean", default: false } },
});
const { only, write } = values;
if (only !== undefined && !names.includes(only)) {
  console.error(`--only is one of ${names.join(", ")}`);
  process.exit(2);
}
for (const [name, measure] of Object.entries(BENCHMARKS)) {
  if (only !== undefined && only !== name) continue;
  for (const [section, figures] of Object.entries(await measure())) {
    console.log(`\n${section}\n\n${figures}\n`);
    if (write) writeFigures(section, figures);
  }
}
if (!write) console.log("With --write these figures go into docs/benchmarks.md.");
