import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { START, call, freshDb, testApp } from "../fresh.ts";
import type { TestApp } from "../fresh.ts";
import { givenPerson, givenRoles } from "../given.ts";

const ADA = "user:default/ada";
const made = z.looseObject({ id: z.string(), token: z.string().default("") });
let app: TestApp;
let logged: unknown[] = [];

beforeEach(async () => {
  logged = [];
  vi.spyOn(console, "warn").mockImplementation((line: string) => {
    logged.push(JSON.parse(line));
  });
  await freshDb();
  await givenPerson("ada");
  await givenRoles({ admin: [ADA, "user:default/bob"] });
  app = testApp();
});

const body = (name: string) => ({
  name,
  scopes: ["audit:read"],
  expires_at: "2026-12-01T00:00:00Z",
});

async function post(name: string, key?: string, as = ADA) {
  const headers: Record<string, string> = key === undefined ? {} : { "idempotency-key": key };
  return await call(app, "POST", "/v1/tokens", { as, body: body(name), headers });
}

async function count(table: string): Promise<number> {
  const row = await env.DB.prepare(`select count(*) as n from ${table}`).first<{ n: number }>();
  return row?.n ?? -1;
}

test("a write is committed, told in the log and counted in one batch, and the driver is woken once", async () => {
  expect(await post("ci")).toMatchObject({ status: 201 });
  expect(await count("changes")).toBe(1);
  expect(await count("audit")).toBe(1);
  expect(await count("caller_writes")).toBe(1);
  expect(app.nudges.count).toBe(1);
});

test("a write takes three round trips to the database: who calls, what the verb reads, the commit", async () => {
  const statements: number[] = [];
  const counting: D1Database = Object.create(env.DB, {
    prepare: { value: (query: string) => env.DB.prepare(query) },
    batch: {
      value: async (batch: D1PreparedStatement[]) => {
        statements.push(batch.length);
        return await env.DB.batch(batch);
      },
    },
  });
  const counted = { ...app, env: { ...app.env, DB: counting } };
  const headers = { "idempotency-key": "key-1" };
  expect(
    await call(counted, "POST", "/v1/tokens", { as: ADA, body: body("ci"), headers }),
  ).toMatchObject({ status: 201 });
  expect(statements).toHaveLength(3);
});

test.each([
  ["refuses", () => Promise.reject(new TypeError("unreachable"))],
  [
    "throws",
    () => {
      throw new TypeError("unreachable");
    },
  ],
])(
  "a driver that %s to be woken does not spoil what was committed",
  async (_how, wake: () => Promise<void>) => {
    const unreachable = testApp({ nudge: (_env, waitUntil) => waitUntil(wake()) });
    const answer = await call(unreachable, "POST", "/v1/tokens", { as: ADA, body: body("ci") });
    expect(answer).toMatchObject({ status: 201 });
    expect(logged).toMatchObject([{ event: "driver_not_woken", error: "TypeError" }]);
  },
);

test("a refused write leaves nothing and wakes nobody", async () => {
  await post("ci");
  app.nudges.count = 0;
  expect(await post("ci", "key-1")).toMatchObject({
    status: 409,
    body: { type: "urn:daypass:problem:name-taken" },
  });
  expect([await count("idempotency_keys"), await count("caller_writes"), app.nudges.count]).toEqual(
    [0, 1, 0],
  );
});

describe("an Idempotency-Key", () => {
  test("brings the first answer back, without what was secret in it, and does nothing again", async () => {
    const first = await post("ci", "key-1");
    expect(first).toMatchObject({
      status: 201,
      body: { name: "ci", token: expect.stringMatching(/^dpt_/) },
    });
    const again = await post("ci", "key-1");
    expect(again.status).toBe(201);
    const { token, ...shown } = made.parse(first.body);
    expect(again.body).toEqual(shown);
    expect([
      await count("service_tokens"),
      await count("audit"),
      await count("caller_writes"),
    ]).toEqual([1, 1, 1]);
    const kept = await env.DB.prepare("select body from idempotency_keys").first<string>("body");
    expect(kept).not.toContain(token);
  });

  test("under another body, path or method is refused", async () => {
    const first = await post("ci", "key-1");
    const reused = { status: 422, body: { type: "urn:daypass:problem:idempotency-key-reused" } };
    expect(await post("other", "key-1")).toMatchObject(reused);
    const { id } = made.parse(first.body);
    const headers = { "idempotency-key": "key-1" };
    expect(await call(app, "DELETE", `/v1/tokens/${id}`, { as: ADA, headers })).toMatchObject(
      reused,
    );
    expect(await count("service_tokens")).toBe(1);
  });

  test("that arrives several times at once does it once, and all hear the same", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => post("ci", "key-1")));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map((answer) => made.parse(answer.body).id)).size).toBe(1);
    expect([await count("service_tokens"), await count("audit")]).toEqual([1, 1]);
  });

  test("with two bodies at once: one is done, the other refused", async () => {
    const answers = await Promise.all([post("one", "key-1"), post("two", "key-1")]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 422]));
    expect(await count("service_tokens")).toBe(1);
  });

  test("is each caller's own", async () => {
    expect(await post("one", "key-1")).toMatchObject({ status: 201 });
    expect(await post("two", "key-1", "user:default/bob")).toMatchObject({ status: 201 });
  });

  test.each(["", " ", "x".repeat(256), "a b"])("that is none is refused: '%s'", async (key) => {
    const answer = await post("ci", key);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: "Idempotency-Key" }] } });
  });
});

describe("the limit on writes", () => {
  test("is exact when thirty come at once: twenty are done, ten are told when to come again", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => post(`t${i}`)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect(await count("service_tokens")).toBe(20);
  });

  test("moves with the minute, and says in seconds when there is room", async () => {
    for (let i = 0; i < 20; i++) {
      app.clock.now = START + i * 1_000;
      expect(await post(`t${i}`)).toMatchObject({ status: 201 });
    }
    const answer = await post("one-more");
    expect(answer).toMatchObject({
      status: 429,
      body: { type: "urn:daypass:problem:too-many-writes", retry_after_s: 41 },
    });
    expect(answer.headers.get("retry-after")).toBe("41");
    expect(await post("of-another", undefined, "user:default/bob")).toMatchObject({ status: 201 });
    app.clock.now = START + 60_000;
    expect(await post("one-more")).toMatchObject({ status: 201 });
    expect(await post("two-more")).toMatchObject({ status: 429 });
  });

  test("does not stand in the way of an answer that is brought back", async () => {
    await post("t0", "key-0");
    for (let i = 1; i < 20; i++) await post(`t${i}`);
    expect(await post("t20")).toMatchObject({ status: 429 });
    expect(await post("t0", "key-0")).toMatchObject({ status: 201 });
  });
});

test("who is suspended between being let in and the commit commits nothing", async () => {
  const suspendsAtCommit: D1Database = Object.create(env.DB, {
    prepare: { value: (query: string) => env.DB.prepare(query) },
    batch: {
      value: async (statements: D1PreparedStatement[]) => {
        if (statements.length > 5)
          await env.DB.prepare("update people set suspended_at = ?").bind(START).run();
        return await env.DB.batch(statements);
      },
    },
  });
  const racing = { ...app, env: { ...app.env, DB: suspendsAtCommit } };
  const answer = await call(racing, "POST", "/v1/tokens", { as: ADA, body: body("ci") });
  expect(answer).toMatchObject({ status: 403, body: { type: "urn:daypass:problem:barred" } });
  expect([await count("service_tokens"), await count("audit")]).toEqual([0, 0]);
});

test("D1 that does not take it is a 503 that says when to come again", async () => {
  const lost: D1Database = Object.create(env.DB, {
    prepare: { value: (query: string) => env.DB.prepare(query) },
    batch: {
      value: async (statements: D1PreparedStatement[]) => {
        if (statements.length > 5) throw new Error("D1_ERROR: Network connection lost");
        return await env.DB.batch(statements);
      },
    },
  });
  const answer = await call({ ...app, env: { ...app.env, DB: lost } }, "POST", "/v1/tokens", {
    as: ADA,
    body: body("ci"),
  });
  expect(answer).toMatchObject({
    status: 503,
    body: { type: "urn:daypass:problem:try-again", retry_after_s: 1 },
  });
  expect(answer.text).not.toContain("D1");
});
