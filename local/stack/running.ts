/**
 * Everything that the local stack runs, started in its order and ended together.
 * @module
 */
import { startBackstage } from "./backstage.ts";
import { backstageTokens } from "./backstage-tokens.ts";
import { startCron } from "./cron.ts";
import { startAws } from "./emulated-aws.ts";
import type { RunningAws } from "./emulated-aws.ts";
import { secretsOf } from "./kept.ts";
import type { Files, Secrets } from "./kept.ts";
import type { Mode, System } from "./options.ts";
import { keepPids } from "./pids.ts";
import type { Ports } from "./ports.ts";
import { keepStackFile } from "./stack-file.ts";
import type { Urls } from "./stack-file.ts";
import { workerSettings, writeEnvFile } from "./worker-settings.ts";
import { migrate, startWorker } from "./worker.ts";

export interface Stack {
  readonly mode: Mode;
  readonly urls: Urls;
  readonly aws: RunningAws["aws"];
  readonly secrets: Secrets;
  readonly tokenFor: (ref: string) => Promise<string>;
}

/** Ends whatever has been started, last first; a second call waits for the first. */
export function createEnd() {
  const parts: (() => unknown)[] = [];
  let ending: Promise<void> | undefined;
  return {
    push: (end: () => unknown): void => {
      parts.push(end);
    },
    all: (): Promise<void> =>
      (ending ??= Promise.allSettled(parts.toReversed().map((end) => end())).then(() => {})),
    isEnding: (): boolean => ending !== undefined,
  };
}

/**
 * @param started told of each part as it is ready
 * @param failed told when the Worker or Backstage can't be kept up
 */
export async function startStack(
  files: Files,
  { ports, mode, system }: { readonly ports: Ports; readonly mode: Mode; readonly system: System },
  on: {
    end: ReturnType<typeof createEnd>;
    started: (part: string) => void;
    failed: (reason: Error) => void;
  },
): Promise<Stack> {
  const secrets = secretsOf(files);
  const aws = await startAws(ports.aws, files.aws);
  on.end.push(() => aws.close());
  on.started(`AWS, emulated     ${aws.url}/`);

  const scim = mode === "scim" ? newScimToken(aws) : null;
  if (scim !== null) on.started(`SCIM              ${scim.endpoint}`);
  const urls = urlsOf(ports, aws.url);
  writeEnvFile(files.workerEnv, workerSettings(secrets, { ...urls, scim }));
  const pids = keepPids(files);
  on.end.push(pids.stop);

  async function database(): Promise<void> {
    await migrate(files, on.end.push);
    on.started("database          migrations applied");
  }
  async function worker(): Promise<void> {
    // Backstage may have failed meanwhile: what begins now would be left behind.
    if (on.end.isEnding()) return;
    await startWorker(files, ports.worker, {
      begun: (group) => pids.note("worker", group.pid),
      gaveUp: on.failed,
      end: on.end.push,
    });
    on.started(`Worker            ${urls.worker}/docs`);
  }
  async function backstage(): Promise<void> {
    await startBackstage(
      files,
      { port: ports.backstage, worker: urls.worker, secrets, system },
      { pids, gaveUp: on.failed, end: on.end.push },
    );
    on.started(`Backstage         ${urls.backstage}`);
  }
  await Promise.all([backstage(), database().then(worker)]);

  const tokenFor = backstageTokens(urls.backstage);
  const kept = keepStackFile(files, urls, { secrets, tokenFor });
  on.end.push(kept.stop);
  await kept.write();
  on.end.push(startCron(urls.worker));
  return { mode, urls, aws: aws.aws, secrets, tokenFor };
}

function urlsOf(ports: Ports, aws: string): Urls {
  const backstage = `http://127.0.0.1:${ports.backstage}`;
  return {
    worker: `http://127.0.0.1:${ports.worker}`,
    aws,
    backstage,
    api: `${backstage}/api/proxy/daypass`,
  };
}

/** Mode `scim`: somebody makes a token in the console, and takes away those of earlier starts. */
function newScimToken({ aws: { scim }, url }: RunningAws) {
  for (const { id } of scim.tokens()) scim.deleteToken(id);
  const { token, createdAt } = scim.createToken();
  return { endpoint: `${url}${scim.path}`, token, madeAt: new Date(createdAt) };
}
