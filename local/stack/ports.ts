import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";
import { Plain } from "./options.ts";

export interface Ports {
  readonly worker: number;
  readonly aws: number;
  readonly issuer: number;
}

const what: Readonly<Record<keyof Ports, string>> = {
  worker: "the Worker",
  aws: "the emulated AWS",
  issuer: "the token issuer",
};

/** The stack's ports: three in a row. */
export function portsFrom(base: number): Ports {
  return { worker: base, aws: base + 1, issuer: base + 2 };
}

/**
 * Makes sure that all ports are free before anything starts.
 * @throws Plain that says which is taken, by what if that can be known, and how to move
 */
export async function checkFree(ports: Ports): Promise<void> {
  const faults: string[] = [];
  for (const name of ["worker", "aws", "issuer"] as const) {
    if (await isFree(ports[name])) continue;
    const holder = await holderOf(ports[name]);
    faults.push(
      `Port ${ports[name]} (for ${what[name]}) is in use${holder === "" ? "" : ` by ${holder}`}.`,
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

/** The process that listens, as `lsof` names it; empty where that can't be told. */
async function holderOf(port: number): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(
      "lsof",
      ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"],
      {
        timeout: 3_000,
      },
    );
    const pid = /^p(\d+)$/m.exec(stdout)?.[1];
    const command = /^c(.+)$/m.exec(stdout)?.[1];
    return pid === undefined ? "" : `${command ?? "a process"} (process ${pid})`;
  } catch {
    return "";
  }
}
