/**
 * Everything that the local stack runs, started in its order and ended together.
 * @module
 */
import { serveIssuer } from "../backstage/serve.ts";
import { backstageUsers, readHistory } from "../company/people.ts";
import { startCron } from "./cron.ts";
import { startAws } from "./emulated-aws.ts";
import type { RunningAws } from "./emulated-aws.ts";
import { secretsOf } from "./kept.ts";
import type { Files, Secrets } from "./kept.ts";
import type { Mode } from "./options.ts";
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
  };
}

/**
 * @param started told of each part as it is ready
 * @param failed told when the Worker can't be kept up
 */
export async function startStack(
  files: Files,
  { ports, mode }: { readonly ports: Ports; readonly mode: Mode },
  on: {
    end: ReturnType<typeof createEnd>;
    started: (part: string) => void;
    failed: (reason: Error) => void;
  },
): Promise<Stack> {
  const { secrets, key } = await secretsOf(files);
  const aws = await startAws(ports.aws, files.aws);
  on.end.push(() => aws.close());
  on.started(`AWS, emulated     ${aws.url}/`);

  const users = backstageUsers(readHistory());
  const issuer = await serveIssuer(ports.issuer, {
    users: () => users,
    now: Date.now,
    key,
    catalogToken: secrets.catalog_token,
  });
  on.end.push(() => issuer.close());
  on.started(`token issuer      ${issuer.url}/token?user=user:default/bmiller`);

  const scim = mode === "scim" ? newScimToken(aws) : null;
  if (scim !== null) on.started(`SCIM              ${scim.endpoint}`);
  writeEnvFile(
    files.workerEnv,
    workerSettings(secrets, { aws: aws.url, backstage: issuer.url, issuer: issuer.issuer, scim }),
  );
  await migrate(files, on.end.push);
  on.started("database          migrations applied");

  let workerPid = 0;
  const urls = { worker: `http://127.0.0.1:${ports.worker}`, aws: aws.url, issuer: issuer.url };
  const { tokenFor } = issuer;
  const kept = keepStackFile(files, urls, { secrets, tokenFor, workerPid: () => workerPid });
  on.end.push(kept.stop);
  await startWorker(files, ports.worker, {
    begun: (group) => {
      workerPid = group.pid;
      return kept.write();
    },
    gaveUp: on.failed,
    end: on.end.push,
  });
  on.started(`Worker            ${urls.worker}/docs`);
  on.end.push(startCron(urls.worker));
  return { mode, urls, aws: aws.aws, secrets, tokenFor };
}

/** Mode `scim`: somebody makes a token in the console, and takes away those of earlier starts. */
function newScimToken({ aws: { scim }, url }: RunningAws) {
  for (const { id } of scim.tokens()) scim.deleteToken(id);
  const { token, createdAt } = scim.createToken();
  return { endpoint: `${url}${scim.path}`, token, madeAt: new Date(createdAt) };
}
