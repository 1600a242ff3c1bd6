import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./options.ts";

/** A process in a group of its own, with everything that it starts. */
export interface Group {
  readonly pid: number;
  /** Set once it has ended, in words. */
  readonly ended: string | undefined;
  readonly exit: Promise<void>;
  /** Asks the whole group to end, and makes it after `KILL_AFTER_MS`. */
  stop(): Promise<void>;
}

const KILL_AFTER_MS = 3_000;

/** Nothing of a developer's own AWS or Cloudflare settings gets into the stack: wrangler lets the environment win. */
const INHERITED =
  /^(PATH|HOME|USER|LOGNAME|SHELL|TERM|LANG|LC_.*|TZ|TMPDIR|TMP|TEMP|XDG_.*|SystemRoot|NODE_EXTRA_CA_CERTS)$/;

/** The environment that each process of the stack gets beside its own settings. */
function inherited(): Record<string, string> {
  const known = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && INHERITED.test(entry[0]),
  );
  return Object.fromEntries(known);
}

/**
 * Starts Node on a script. Its output goes to a file, so that it never waits for a reader.
 * @param args script and arguments
 */
export function startNode(args: string[], env: Record<string, string>, logFile: string): Group {
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...inherited(), ...env },
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`could not start ${args[0] ?? "node"}`);
  let ended: string | undefined;
  const exit = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      ended = signal === null ? `with code ${code ?? "unknown"}` : `by ${signal}`;
      resolve();
    });
  });
  return {
    pid,
    get ended() {
      return ended;
    },
    exit,
    async stop() {
      signalGroup(pid, "SIGTERM");
      await Promise.race([gone(pid, exit), sleep(KILL_AFTER_MS, undefined, { ref: false })]);
      signalGroup(pid, "SIGKILL");
    },
  };
}

/** When the process has ended and nothing of its group is left. */
async function gone(pid: number, exit: Promise<void>): Promise<void> {
  await exit;
  while (signalGroup(pid, 0)) await sleep(50);
}

/** @returns false when nothing of the group is left */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
