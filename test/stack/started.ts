/**
 * `npm start`'s script as a process of its own, on ports and a state of its own.
 * @module
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StackFile } from "../../local/stack/stack-file.ts";
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
  /** Ends it as Ctrl-C does; how long that took, in milliseconds. */
  interrupt(): Promise<number>;
  readonly exit: Promise<number | null>;
  /** Ends it and all that it started, whatever state it is in. */
  destroy(): void;
}

export function start(portBase: number, stateDir: string, ...args: string[]): Started {
  const child = spawn(process.execPath, ["local/stack.ts", ...args], {
    env: { ...process.env, DAYPASS_PORT_BASE: String(portBase), DAYPASS_STATE_DIR: stateDir },
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
    file: () => JSON.parse(readFileSync(join(stateDir, "stack.json"), "utf8")),
    async interrupt() {
      const begun = performance.now();
      child.kill("SIGINT");
      await exit;
      return performance.now() - begun;
    },
    exit,
    destroy() {
      child.kill("SIGKILL");
      for (const pid of processesOf(stateDir)) process.kill(pid, "SIGKILL");
    },
  };
}

/** The processes that have a state directory in their command: wrangler and workerd, as far as a stack started them. */
export function processesOf(stateDir: string): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,args="], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((line) => line.includes(stateDir))
    .map((line) => Number.parseInt(line, 10));
}
