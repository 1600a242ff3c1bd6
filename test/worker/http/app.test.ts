import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { createApp } from "../../../worker/app.ts";
import { START, call, freshDb, testApp, testPorts } from "../fresh.ts";
import type { TestApp } from "../fresh.ts";
import { givenRoles } from "../given.ts";

const problem = z.object({ errors: z.array(z.object({ field: z.string() })) });
const description = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })),
  ),
});
const ADMIN = "user:default/root";
let app: TestApp;
let logged: string[] = [];

beforeEach(async () => {
  logged = [];
  vi.spyOn(console, "warn").mockImplementation((line: string) => {
    logged.push(line);
  });
  await freshDb();
  await givenRoles({ admin: [ADMIN] });
  app = testApp();
});

describe("every refusal is a problem of RFC 9457", () => {
  test("with the request's id, and the headers that every answer has", async () => {
    const answer = await call(app, "GET", "/v1/nowhere", { as: ADMIN });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const id = answer.headers.get("x-request-id");
    expect(answer.body).toEqual({
      type: "urn:daypass:problem:no-such-route",
      title: "Not found",
      status: 404,
      detail: "There is nothing at this path.",
      instance: `urn:daypass:request:${id}`,
    });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
  });

  test("a path that takes other methods says which", async () => {
    const answer = await call(app, "PATCH", "/v1/tokens", { as: ADMIN });
    expect(answer).toMatchObject({
      status: 405,
      body: { type: "urn:daypass:problem:method-not-allowed" },
    });
    expect(answer.headers.get("allow")).toBe("GET, HEAD, POST");
  });

  test("whoever is not signed in is not told what there is", async () => {
    expect(await call(app, "GET", "/v1/nowhere")).toMatchObject({ status: 401 });
    expect(await call(app, "PATCH", "/v1/tokens")).toMatchObject({ status: 401 });
  });

  test.each([
    ["text/plain", 415],
    ["application/x-www-form-urlencoded", 415],
    ["application/xml", 415],
  ])("a body of %s", async (type, status) => {
    const answer = await call(app, "POST", "/v1/tokens", {
      as: ADMIN,
      body: "{}",
      headers: { "content-type": type },
    });
    expect(answer).toMatchObject({
      status,
      body: { type: "urn:daypass:problem:unsupported-media-type" },
    });
  });

  test("a body that is no JSON, is missing, names a key twice, or names __proto__", async () => {
    const post = (body: string) => call(app, "POST", "/v1/tokens", { as: ADMIN, body });
    expect(await post("{")).toMatchObject({
      status: 400,
      body: { detail: "The body is not JSON." },
    });
    expect(await call(app, "POST", "/v1/tokens", { as: ADMIN })).toMatchObject({ status: 400 });
    expect(await post('{"name":"a","name":"b"}')).toMatchObject({
      status: 400,
      body: { errors: [{ field: "name" }] },
    });
    expect(await post('{"__proto__":{"name":"a"}}')).toMatchObject({
      status: 400,
      body: { errors: [{ field: "__proto__" }] },
    });
  });

  test("all bad fields at once", async () => {
    const body = { name: "A", scopes: ["root"], colour: "red" };
    const answer = await call(app, "POST", "/v1/tokens", { as: ADMIN, body });
    const { errors } = problem.parse(answer.body);
    expect(errors.map(({ field }) => field).toSorted()).toEqual([
      "colour",
      "expires_at",
      "name",
      "scopes[0]",
    ]);
  });

  test("a body over a million bytes", async () => {
    const body = JSON.stringify({ name: "x".repeat(1_000_001) });
    expect(await call(app, "POST", "/v1/tokens", { as: ADMIN, body })).toMatchObject({
      status: 413,
    });
  });
});

test("what nobody expected is a 500 that tells the caller nothing, and one line that tells the operator where", async () => {
  const broken: D1Database = Object.create(app.env.DB, {
    prepare: { value: (query: string) => app.env.DB.prepare(query) },
    batch: {
      value: () => {
        const cause = new Error("D1_ERROR: no such table: policies: SQLITE_ERROR");
        throw new Error("Failed query: select secret from people params: ada@example.com", {
          cause,
        });
      },
    },
  });
  const answer = await call({ ...app, env: { ...app.env, DB: broken } }, "GET", "/v1/tokens", {
    as: ADMIN,
  });
  expect(answer).toMatchObject({ status: 500, body: { type: "urn:daypass:problem:unexpected" } });
  expect(answer.text).not.toMatch(/select|ada@|D1_ERROR|policies/);
  expect(logged).toHaveLength(1);
  expect(JSON.parse(logged[0] ?? "")).toMatchObject({
    event: "unexpected_error",
    method: "GET",
    database: "D1_ERROR: no such table: policies: SQLITE_ERROR",
  });
  expect(logged[0]).not.toMatch(/select secret|ada@/);
});

describe("settings with faults", () => {
  const settings = { AWS_REGION: "mars", OPERATOR_TOKEN: "short-secret", HR_SOURCES: "{" };

  test("are named on every route, and their values on none", async () => {
    const faulty = testApp({ settings });
    for (const path of ["/v1/tokens", "/docs", "/readyz", "/nowhere"]) {
      const answer = await call(faulty, "GET", path, { as: ADMIN });
      expect(answer).toMatchObject({
        status: 503,
        body: { type: "urn:daypass:problem:not-configured" },
      });
      const { errors } = problem.parse(answer.body);
      expect(errors.map(({ field }) => field)).toEqual([
        "AWS_REGION",
        "HR_SOURCES",
        "OPERATOR_TOKEN",
      ]);
      expect(answer.text).not.toMatch(/mars|short-secret/);
    }
  });

  test("do not keep it from saying that it is alive, which touches nothing", async () => {
    const unconfigured = createApp({ ports: testPorts(), nudge: () => {} });
    const response = await unconfigured.request("/healthz", {}, {});
    expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
  });
});

describe("the operator's token", () => {
  test("opens nothing of the API, and no other token opens what is the operator's", async () => {
    const token = app.env.OPERATOR_TOKEN;
    expect(await call(app, "GET", "/v1/tokens", { as: { token } })).toMatchObject({ status: 401 });
    expect(await call(app, "GET", "/readyz", { as: ADMIN })).toMatchObject({ status: 401 });
    expect(await call(app, "GET", "/metrics", { as: { token: `${token}x` } })).toMatchObject({
      status: 401,
    });
    expect(await call(app, "GET", "/metrics")).toMatchObject({ status: 401 });
  });
});

describe("the API describes itself", () => {
  test("as OpenAPI 3.1, every operation with its problems", async () => {
    const answer = await call(app, "GET", "/openapi.json");
    const document = description.parse(answer.body);
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(["/v1/audit", "/v1/tokens", "/v1/tokens/{id}"]),
    );
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, { responses }] of Object.entries(operations)) {
        expect(Object.keys(responses), `${method} ${path}`).toContain("401");
      }
    }
  });

  test("on a page that loads nothing from outside", async () => {
    const page = await call(app, "GET", "/docs");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'self';/);
    expect(page.text).not.toMatch(/https?:\/\//);
    const files = [...page.text.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, file]) => file);
    expect(files).toHaveLength(4);
    const statuses = await Promise.all(
      files.map(async (file) => (await app.app.request(`/${file}`, {}, app.env)).status),
    );
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(await call(app, "GET", "/docs/package.json")).toMatchObject({ status: 404 });
  });
});

test("another check of tokens may stand in for Backstage's", async () => {
  const simulated = testApp({ verifyToken: async (token) => token });
  const answer = await call(simulated, "GET", "/v1/tokens", { as: { token: ADMIN } });
  expect(answer).toMatchObject({ status: 200 });
});

test("a request's id sorts by its instant", async () => {
  const first = await call(app, "GET", "/healthz");
  app.clock.now = START + 1;
  const second = await call(app, "GET", "/healthz");
  const ids = [first, second].map(({ headers }) => headers.get("x-request-id") ?? "");
  expect(ids.toSorted()).toEqual(ids);
});
