/**
 * What `npm run doctor` says of a deployment, without a process of its own and without its pauses.
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { examine } from "../../scripts/doctor/examine.ts";
import { told } from "../../scripts/doctor/deployment.ts";
import { environment } from "./deployment.ts";

export interface Examined {
  /** In place of the deployment's. */
  readonly url?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** How far our clock is ahead. */
  readonly aheadMs?: number;
  /** Settings of AWS that the Worker says it has, in place of its own. */
  readonly says?: Readonly<Record<string, string>>;
  readonly mode?: string;
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** What the doctor says: `level about`, but for what is well. */
export async function complaintsOf(deployedAt: string, examined: Examined): Promise<string[]> {
  const { url = deployedAt, env, aheadMs = 0 } = examined;
  const ports = {
    fetch: async (request: Request) => changed(await (examined.fetch ?? fetch)(request), examined),
    now: () => Date.now() + aheadMs,
    sleep: (ms: number, signal?: AbortSignal) =>
      sleep(ms, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined),
    pause: async () => {},
  };
  const verdicts = await examine(ports, url, { ...environment, ...env });
  return verdicts
    .filter(({ level }) => level !== "ok")
    .map(({ level, about }) => `${level} ${about}`);
}

/** The answer of a Worker that runs with other settings. */
async function changed(answer: Response, { says, mode }: Examined): Promise<Response> {
  if (!answer.url.endsWith("/readyz") || (says === undefined && mode === undefined)) return answer;
  const said: unknown = await answer.json();
  const { settings, ...rest } = z.looseObject({ settings: told }).parse(said);
  const other = {
    ...settings,
    aws: { ...settings.aws, ...says },
    identity_mode: mode ?? settings.identity_mode,
  };
  return Response.json({ ...rest, settings: other }, { status: answer.status });
}
