import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";
import { Plain } from "./options.ts";

export interface Ports {
  readonly worker: number;
  readonly aws: number;
  /** Its backend and the pages of its app. */
  readonly backstage: number;
}

const MOST_OF_COMMAND = 80;

const what: Readonly<Record<keyof Ports, string>> = {
  worker: "the Worker",
  aws: "the emulated AWS",
  backstage: "Backstage",
};

/** The stack's ports: three in a row. */
export function portsFrom(base: number): Ports {
  return { worker: base, aws: base + 1, backstage: base + 2 };
}

/**
 * Makes sure that all ports are free before anything starts.
 * @throws Plain that says which is taken, by what if that can be known, and how to move
 */
export async function checkFree(ports: Ports): Promise<void> {
  const faults: string[] = [];
  for (const name of ["worker", "aws", "backstage"] as const) {
    if (await isFree(ports[name])) continue;
    const holder = await holderOf(ports[name]);
    faults.push(
      `Port ${ports[name]} (for ${what[name]}) is in use${holder === "" ? "" : ` by ${holder}`}`,
    );
  }
  if (faults.length === 0) return;
  const other = ports.worker + 100 > 65_000 ? 8780 : ports.worker + 100;
  throw new Plain(
    `${faults.join("\n")}\nEnd what has it, or move all of Daypass's ports: DAYPASS_PORT_BASE=${other} npm start`,
  );
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** The process that listens, by `lsof` and `ps`; empty where they can't tell. */
async function holderOf(port: number): Promise<string> {
  const listening = await output("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fp"]);
  const pid = /^p(\d+)$/m.exec(listening)?.[1];
  if (pid === undefined) return "";
  const command = (await output("ps", ["-o", "args=", "-p", pid])).trim();
  return `process ${pid}${command === "" ? "" : `: ${command.slice(0, MOST_OF_COMMAND)}`}`;
}

async function output(command: string, args: string[]): Promise<string> {
  try {
    return (await promisify(execFile)(command, args, { timeout: 3_000 })).stdout;
  } catch {
    return "";
  }
}
