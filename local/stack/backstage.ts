import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { entitiesOf } from "../backstage/backend/entities.ts";
import { readHistory } from "../company/people.ts";
import { writeBackstageConfig } from "./backstage-config.ts";
import type { Files, Secrets } from "./kept.ts";
import { Plain, root } from "./options.ts";
import type { System } from "./options.ts";
import type { PidsKeeper } from "./pids.ts";
import { startNode } from "./processes.ts";
import type { Group } from "./processes.ts";

const folder = join(root, "local/backstage");
const READY_WITHIN_MS = 60_000;

/**
 * Builds Backstage's app and starts its backend, which serves it; ready when everybody is in its catalog.
 * @param on.gaveUp told when it ends by itself
 * @param on.end told how to stop it
 * @throws Plain with the end of the log
 */
export async function startBackstage(
  files: Files,
  given: { port: number; worker: string; secrets: Secrets; system: System },
  on: {
    readonly pids: PidsKeeper;
    readonly gaveUp: (reason: Error) => void;
    readonly end: (stop: () => Promise<void>) => void;
  },
): Promise<void> {
  writeBackstageConfig(files, given);
  let stopping = false;
  const backend = startBackend(files);
  on.pids.note("backstage", backend.pid);
  const build = buildApp(files, given.system);
  on.pids.note("backstage_app", build.pid);
  on.end(async () => {
    stopping = true;
    await Promise.all([backend.stop(), build.stop()]);
  });
  await Promise.all([built(files, build), complete(files, backend, given)]);
  void backend.exit.then(() => {
    if (!stopping) on.gaveUp(failed(files, `Backstage ended ${backend.ended}`));
  });
}

function startBackend(files: Files): Group {
  const configs = [join(folder, "app-config.yaml"), files.backstageConfig];
  return run(files, [
    join(folder, "backend/index.ts"),
    ...configs.flatMap((config) => ["--config", config]),
  ]);
}

function buildApp(files: Files, system: System): Group {
  return run(files, [
    join(root, "node_modules/vite/bin/vite.js"),
    "build",
    join(folder, "app"),
    `--mode=${system}`,
    `--outDir=${files.backstageApp}`,
    "--emptyOutDir",
    "--logLevel=warn",
  ]);
}

function run(files: Files, args: string[]): Group {
  return startNode(args, { NODE_ENV: "production", NO_COLOR: "1" }, files.backstageLog);
}

async function built(files: Files, build: Group): Promise<void> {
  await build.exit;
  if (build.ended !== "with code 0") {
    throw failed(files, `Backstage's app could not be built: vite ended ${build.ended}`);
  }
}

/** When the catalog has the whole company. */
async function complete(
  files: Files,
  backend: Group,
  { port, secrets }: { port: number; secrets: Secrets },
): Promise<void> {
  const wanted = entitiesOf(readHistory()).length;
  const until = Date.now() + READY_WITHIN_MS;
  while ((await entitiesAt(port, secrets)) < wanted) {
    if (backend.ended !== undefined) throw failed(files, `Backstage ended ${backend.ended}`);
    if (Date.now() > until) throw failed(files, "Backstage was not ready within a minute");
    await sleep(100);
  }
}

const catalog = z.object({ totalItems: z.number() });

/** How many entities the catalog has; none while nobody answers. */
async function entitiesAt(port: number, { catalog_token }: Secrets): Promise<number> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/catalog/entities/by-query?limit=0`, {
      headers: { authorization: `Bearer ${catalog_token}` },
      signal: AbortSignal.timeout(5_000),
    });
    return response.ok ? catalog.parse(await response.json()).totalItems : 0;
  } catch {
    return 0;
  }
}

function failed(files: Files, what: string): Plain {
  const end = readFileSync(files.backstageLog, "utf8").trimEnd().split("\n").slice(-15).join("\n");
  return new Plain(`${what}. The end of ${files.backstageLog}:\n${end}`);
}
