import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";

/** What the Worker answered. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The Worker refused, in its own words. */
class Refused extends Error {
  override name = "Refused";
  readonly status: number;
  constructor(what: string, { status, body }: Answer) {
    super(`${what}: ${status} ${JSON.stringify(body)}`);
    this.status = status;
  }
}

const TRIES = 60;

/**
 * One request to the Worker, again while it can't be reached or fails: it may be being started again. A write must carry
 * an id, so that sending it again changes nothing.
 * @throws Refused for an answer that is no success
 */
export async function call(
  url: string,
  init: { method?: string; headers?: Record<string, string>; body?: string },
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await attemptOf(url, init);
    if (answer !== undefined && answer.status < 500) {
      if (answer.status < 300) return answer;
      throw new Refused(`${init.method ?? "GET"} ${new URL(url).pathname}`, answer);
    }
    if (attempt === TRIES) {
      throw answer === undefined
        ? new Error(`${url} can't be reached`)
        : new Refused(`${init.method ?? "GET"} ${new URL(url).pathname}`, answer);
    }
    await sleep(500);
  }
}

/** Undefined when nobody answered. */
async function attemptOf(url: string, init: RequestInit): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  } catch {
    return undefined;
  }
}

/** The API as one caller, by a token that is asked for at each request; what it answers is read by a schema. */
export function apiOf(worker: string, token: () => Promise<string>) {
  async function send<T>(
    [method, path]: readonly [string, string],
    body: object | string | undefined,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const headers: Record<string, string> = { authorization: `Bearer ${await token()}` };
    if (method !== "GET") headers["idempotency-key"] = crypto.randomUUID();
    if (body !== undefined) {
      headers["content-type"] = typeof body === "string" ? "application/yaml" : "application/json";
    }
    const text = typeof body === "object" ? JSON.stringify(body) : body;
    const init = { method, headers, ...(text === undefined ? {} : { body: text }) };
    return schema.parse((await call(`${worker}${path}`, init)).body);
  }
  return {
    get: <T>(path: string, schema: z.ZodType<T>) => send(["GET", path], undefined, schema),
    post: <T>(path: string, body: object | string, schema: z.ZodType<T>) =>
      send(["POST", path], body, schema),
  };
}

export type Api = ReturnType<typeof apiOf>;
