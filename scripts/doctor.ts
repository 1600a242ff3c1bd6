// `npm run doctor -- --url https://... [--json]`: examines a deployment, and says of each thing whether it is well and
// what to do if not. Secrets come from environment variables by their names as the Worker has them, and are never printed.
// Ends with 1 when there is a fault.
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { examine } from "./doctor/examine.ts";
import type { Verdict } from "./doctor/verdict.ts";

/** A fifth of AWS's slowest quota of the kind, with AWS's own answering time on top. */
const PAUSE_MS = 200;

const { values } = parseArgs({
  options: { url: { type: "string" }, json: { type: "boolean", default: false } },
});
const verdicts = await examine(
  {
    fetch: (request) => fetch(request),
    now: () => Date.now(),
    sleep: (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined),
    pause: () => sleep(PAUSE_MS),
  },
  values.url ?? "",
  process.env,
);
const count = (level: Verdict["level"]) => verdicts.filter((one) => one.level === level).length;
console.log(values.json ? JSON.stringify(verdicts, null, 2) : verdicts.map(line).join("\n"));
if (!values.json) console.log(`\n${count("fault")} faults, ${count("warning")} warnings`);
if (count("fault") > 0) process.exitCode = 1;

function line({ about, level, seen, todo }: Verdict): string {
  const told = `  ${level.padEnd(7)}  ${about}: ${seen}`;
  return todo === undefined ? told : `${told}\n           -> ${todo}`;
}
