import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Files } from "./kept.ts";
import { Plain } from "./options.ts";
import { readPids } from "./pids.ts";
import { signalGroup } from "./processes.ts";

/**
 * Makes sure that nobody else works on the state that we are about to use: ends what a stack that was killed could not
 * end. A process counts as ours by its group and by our own state directory in its command.
 * @returns whether there was anything
 * @throws Plain when the stack is up
 */
export async function endLeftover(files: Files): Promise<boolean> {
  const pids = readPids(files);
  if (pids === undefined) return false;
  const { groups, processes } = running();
  if (processes.get(pids.stack)?.includes("stack.ts") === true) {
    throw new Plain(
      `npm start is up already, as process ${pids.stack}. End it, or give a second stack a state and ports of its own: ` +
        "DAYPASS_STATE_DIR=.local/second DAYPASS_PORT_BASE=8880 npm start",
    );
  }
  const left = Object.values(pids.groups).filter((group) =>
    groups.get(group)?.some((command) => command.includes(dirname(files.pids))),
  );
  await Promise.all(left.map(endGroup));
  return left.length > 0;
}

async function endGroup(group: number): Promise<void> {
  signalGroup(group, "SIGTERM");
  for (let waited = 0; signalGroup(group, 0) && waited < 3_000; waited += 100) {
    await sleep(100);
  }
  signalGroup(group, "SIGKILL");
}

/** The commands that run now, by process and by process group. */
function running() {
  const groups = new Map<number, string[]>();
  const processes = new Map<number, string>();
  const listed = execFileSync("ps", ["-A", "-o", "pid=,pgid=,args="], { encoding: "utf8" });
  for (const [, pid, group, command = ""] of listed.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)) {
    processes.set(Number(pid), command);
    groups.set(Number(group), [...(groups.get(Number(group)) ?? []), command]);
  }
  return { groups, processes };
}
