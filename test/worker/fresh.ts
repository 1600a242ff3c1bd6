/** What the tests inside workerd begin with: an empty database, a clock that stands, a context, an app, callers. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createApp } from "../../worker/app.ts";
import type { AppDeps } from "../../worker/app.ts";
import { readConfig } from "../../worker/config.ts";
import { openDb } from "../../worker/db/client.ts";
import type { Ctx, Ports } from "../../worker/db/context.ts";
import type { Mark, MarkStore } from "../../worker/reconciler/recovery/restored.ts";
import { publicKeys, tokenFor } from "./backstage-tokens.ts";
import { START } from "./clock.ts";
import type { Clock } from "./clock.ts";

export { START } from "./clock.ts";

/** Deletes every row of every table. The triggers that guard the log and the holds are out of the way meanwhile. */
export async function freshDb(): Promise<void> {
  const { results } = await env.DB.prepare(
    `select type, name, sql from sqlite_master where type in ('table', 'trigger')
     and name not like 'sqlite_%' and name not like '_cf_%' and name <> 'd1_migrations'`,
  ).all<{ type: string; name: string; sql: string }>();
  const triggers = results.filter((row) => row.type === "trigger");
  const tables = results.filter((row) => row.type === "table");
  await env.DB.batch(
    [
      "pragma defer_foreign_keys = on",
      ...triggers.map(({ name }) => `drop trigger "${name}"`),
      ...tables.map(({ name }) => `delete from "${name}"`),
      "delete from sqlite_sequence where name <> 'd1_migrations'",
      ...triggers.map(({ sql }) => sql),
    ].map((text) => env.DB.prepare(text)),
  );
}

/** Ports of a test: its clock, real randomness, and a network that refuses what the test does not answer. */
export function testPorts(clock: Clock = { now: START }, fetch?: Ports["fetch"]): Ports {
  return {
    now: () => clock.now,
    sleep: (ms) => scheduler.wait(ms),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    fetch:
      fetch ??
      (async (request) =>
        new Response(`nobody answers ${request.method} ${request.url}`, { status: 502 })),
  };
}

/** What the driver's object keeps of the log's last entry. */
export function testMarks(): MarkStore {
  let mark: Mark | undefined;
  return { get: async () => mark, set: async (to) => void (mark = to) };
}

/** A verb's context at `START`, acting as the driver unless told otherwise. */
export function testCtx(overrides: Partial<Ctx> = {}): Ctx {
  return {
    ...testPorts(),
    db: openDb(env.DB),
    config: readConfig(env),
    actor: { kind: "driver" },
    channel: "driver",
    ...overrides,
  };
}

export interface TestApp {
  readonly app: ReturnType<typeof createApp>;
  readonly env: Env;
  readonly clock: Clock;
  /** How often the driver was woken. */
  readonly nudges: { count: number };
}

/**
 * The whole app on the test's settings, with the keys that `tokenFor` signs with.
 * @param settings settings that differ from those of `settings.ts`; an empty text takes one away
 */
export function testApp({
  settings = {},
  clock = { now: START },
  fetch,
  verifyToken,
  nudge,
}: {
  settings?: Readonly<Record<string, string>>;
  clock?: Clock;
  fetch?: Ports["fetch"];
  verifyToken?: AppDeps["verifyToken"];
  nudge?: AppDeps["nudge"];
} = {}): TestApp {
  const nudges = { count: 0 };
  const app = createApp({
    ports: testPorts(clock, fetch),
    nudge:
      nudge ??
      (() => {
        nudges.count += 1;
      }),
    ...(verifyToken === undefined ? {} : { verifyToken }),
  });
  const bindings = { ...env, BACKSTAGE_KEYS: JSON.stringify(publicKeys), ...settings };
  return { app, env: bindings, clock, nudges };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON of the answer; undefined when it has none. */
  readonly body: unknown;
}

/**
 * One call.
 * @param as a Backstage ref, which signs in; or `{ token }` as it stands; nobody when left out
 * @param body sent as JSON; a text is sent as it stands
 */
export async function call(
  { app, env: bindings, clock }: TestApp,
  method: string,
  path: string,
  {
    as,
    body,
    headers = {},
  }: {
    as?: string | { token: string };
    body?: unknown;
    headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<Answer> {
  const token = typeof as === "string" ? await tokenFor(as, { now: clock.now }) : as?.token;
  const request = new Request(`http://daypass.test${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const execution = createExecutionContext();
  const response = await app.fetch(request, bindings, execution);
  const text = await response.text();
  await waitOnExecutionContext(execution);
  const json = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: json ? (JSON.parse(text) as unknown) : undefined,
  };
}
