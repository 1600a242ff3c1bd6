import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Files } from "./kept.ts";
import { Plain, root } from "./options.ts";
import { startNode } from "./processes.ts";
import type { Group } from "./processes.ts";

/** Wrangler that asks nobody, reports to nobody and looks nothing up. */
const silent = {
  CI: "1",
  NO_COLOR: "1",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_NO_SKILLS_UPDATE_PROMPTS: "true",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  X_LOCAL_OBSERVABILITY: "false",
  X_LOCAL_EXPLORER: "false",
};

const READY_WITHIN_MS = 60_000;

/**
 * Applies the migrations to the local D1.
 * @param end told how to stop it
 * @throws Plain with the end of the log
 */
export async function migrate(
  files: Files,
  end: (stop: () => Promise<void>) => void,
): Promise<void> {
  const run = wrangler(files, ["d1", "migrations", "apply", "DB", "--local"]);
  end(async () => {
    if (run.ended === undefined) await run.stop();
  });
  await run.exit;
  if (run.ended !== "with code 0") throw failed(files, "The migrations could not be applied");
}

/**
 * Runs the Worker in workerd and starts it again whenever it dies.
 * @param on.begun told of each new process group
 * @param on.gaveUp told when it ends before it was ready, which starting again would not cure
 * @param on.end told how to stop it
 * @throws Plain when it does not come up the first time
 */
export async function startWorker(
  files: Files,
  port: number,
  on: {
    readonly begun: (group: Group) => void;
    readonly gaveUp: (reason: Error) => void;
    readonly end: (stop: () => Promise<void>) => void;
  },
): Promise<void> {
  const url = `http://127.0.0.1:${port}`;
  let stopping = false;
  let group: Group;

  async function begin(): Promise<void> {
    const begun = dev(files, port);
    group = begun;
    on.begun(begun);
    await ready(files, begun, url, () => stopping);
    void begun.exit.then(again);
  }

  async function again(): Promise<void> {
    // What died may have left its workerd behind, on our port.
    await group.stop();
    if (stopping) return;
    await begin().catch((error: unknown) => {
      if (!stopping) on.gaveUp(error instanceof Error ? error : new Error(String(error)));
    });
  }

  on.end(async () => {
    stopping = true;
    await group.stop();
  });
  await begin();
}

function dev(files: Files, port: number): Group {
  return wrangler(files, [
    "dev",
    "--ip=127.0.0.1",
    `--port=${port}`,
    "--inspector-port=0",
    `--env-file=${files.workerEnv}`,
    "--show-interactive-dev-session=false",
  ]);
}

function wrangler(files: Files, args: string[]): Group {
  const script = join(root, "node_modules/wrangler/bin/wrangler.js");
  const env = {
    ...silent,
    WRANGLER_LOG_PATH: files.wrangler,
    WRANGLER_REGISTRY_PATH: files.wrangler,
  };
  return startNode([script, ...args, "--persist-to", files.workerState], env, files.workerLog);
}

async function ready(
  files: Files,
  group: Group,
  url: string,
  isStopping: () => boolean,
): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (!isStopping()) {
    if (await isAlive(url)) return;
    if (group.ended !== undefined) throw failed(files, `The Worker ended ${group.ended}`);
    if (Date.now() > until) {
      await group.stop();
      throw failed(files, "The Worker was not ready within a minute");
    }
    await sleep(50);
  }
}

async function isAlive(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function failed(files: Files, what: string): Plain {
  const end = readFileSync(files.workerLog, "utf8").trimEnd().split("\n").slice(-15).join("\n");
  return new Plain(`${what}. The end of ${files.workerLog}:\n${end}`);
}
