/**
 * `npm start`: the whole of Daypass on loopback, the company's HR history, and the main job as a timeline.
 * @module
 */
import { relative } from "node:path";
import { filesIn, openState } from "./stack/kept.ts";
import { endLeftover } from "./stack/leftover.ts";
import { Plain, readOptions } from "./stack/options.ts";
import { play } from "./stack/play.ts";
import { checkFree, portsFrom } from "./stack/ports.ts";
import { createEnd, startStack } from "./stack/running.ts";
import { sayByHand } from "./stack/by-hand.ts";
import { bold, dim, say } from "./stack/terminal.ts";
import { span } from "./stack/timeline.ts";

const begun = performance.now();
const end = createEnd();
let ending = false;

async function stop(code: number, why: string): Promise<void> {
  if (ending) return;
  ending = true;
  say(why);
  await end.all();
  process.exit(code);
}

function fail(error: unknown): void {
  const why =
    error instanceof Plain ? error.message : error instanceof Error ? error.stack : String(error);
  void stop(1, `\n${why}`);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void stop(0, `\n  ${signal}: ending everything ...`));
}
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

function started(part: string): void {
  say(`  ${span(performance.now() - begun).padStart(7)}  ${part}`);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  const ports = portsFrom(options.portBase);
  if (await endLeftover(filesIn(options.stateDir)))
    say("  Ended what a killed npm start had left.");
  await checkFree(ports);
  const { files, isNew } = openState(options.stateDir, options.reset);
  const where = relative(process.cwd(), options.stateDir);
  say(
    `${bold("  Daypass, the local stack")}  ${dim(`state: ${where}${isNew ? " (new)" : ", kept from before"}`)}`,
  );
  say();
  const stack = await startStack(
    files,
    { ports, mode: options.mode, system: options.system },
    { end, started, failed: fail },
  );
  await play(stack, files, { ...options, started });
  sayByHand(stack.urls, files);
}

try {
  await main();
} catch (error) {
  if (!ending) fail(error);
}
