/**
 * `npm start`'s script as a process of its own, on ports and a state of its own.
 * @module
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pids } from "../../local/stack/pids.ts";
import type { StackFile } from "../../local/stack/stack-file.ts";
import { signalGroup } from "../../local/stack/processes.ts";
import { until } from "../../local/stack/until.ts";

export function newStateDir(): string {
  return mkdtempSync(join(tmpdir(), "daypass-stack-"));
}

export interface Started {
  /** Everything that it has printed. */
  output(): string;
  /** Waits until it has printed this. */
  printed(text: string): Promise<void>;
  /** What it tells scripts. */
  file(): StackFile;
  /** What it has started. */
  pids(): Pids;
  /** Ends it as Ctrl-C does; how long that took, in milliseconds. */
  interrupt(): Promise<number>;
  readonly exit: Promise<number | null>;
  /** Ends it and all that it started, whatever state it is in. */
  destroy(): void;
}

export function start(portBase: number, stateDir: string, ...args: string[]): Started {
  return startWith({}, portBase, stateDir, ...args);
}

/** With settings in its environment. */
export function startWith(
  settings: Readonly<Record<string, string>>,
  portBase: number,
  stateDir: string,
  ...args: string[]
): Started {
  const child = spawn(process.execPath, ["local/stack.ts", ...args], {
    env: {
      ...process.env,
      ...settings,
      DAYPASS_PORT_BASE: String(portBase),
      DAYPASS_STATE_DIR: stateDir,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece: string) => (text += piece));
  }
  let ended = false;
  const exit = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => {
      ended = true;
      resolve(code);
    });
  });
  return {
    output: () => text,
    async printed(wanted) {
      await until(async () => {
        if (text.includes(wanted)) return true;
        if (ended) throw new Error(`npm start ended before it said ${wanted}:\n${text}`);
        return false;
      });
    },
    file() {
      if (ended) throw new Error(`npm start has ended:\n${text}`);
      return JSON.parse(readFileSync(join(stateDir, "stack.json"), "utf8"));
    },
    pids: () => JSON.parse(readFileSync(join(stateDir, "pids.json"), "utf8")),
    async interrupt() {
      const begun = performance.now();
      child.kill("SIGINT");
      await exit;
      return performance.now() - begun;
    },
    exit,
    destroy() {
      child.kill("SIGKILL");
      for (const { group } of processes().filter(({ command }) => command.includes(stateDir))) {
        signalGroup(group, "SIGKILL");
      }
    },
  };
}

export interface Running {
  readonly pid: number;
  readonly group: number;
  readonly command: string;
}

/** Every process of this machine. */
function processes(): Running[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,pgid=,args="], { encoding: "utf8" });
  return [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(
    ([, pid, group, command = ""]) => ({
      pid: Number(pid),
      group: Number(group),
      command,
    }),
  );
}

/** All processes of a stack's groups. */
export function startedProcesses({ groups }: Pids): Running[] {
  const ours = Object.values(groups);
  return processes().filter(({ group }) => ours.includes(group));
}

/** The process that the Worker's code and database live in: wrangler starts it again by itself. */
export function runtimeOf(stack: Started): Running | undefined {
  const port = new URL(stack.file().worker).port;
  return startedProcesses(stack.pids()).find(
    ({ command }) => /workerd serve/.test(command) && !command.includes(`127.0.0.1:${port}`),
  );
}
