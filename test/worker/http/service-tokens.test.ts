import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { START, call, freshDb, testApp } from "../fresh.ts";
import type { TestApp } from "../fresh.ts";
import { givenRoles } from "../given.ts";

const ADMIN = "user:default/root";
let app: TestApp;

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  await freshDb();
  await givenRoles({ admin: [ADMIN], auditor: ["user:default/audrey"] });
  app = testApp();
});

const madeToken = z.object({ id: z.string(), token: z.string() });
const tokenPage = z.object({
  items: z.array(z.object({ id: z.string() })),
  next_cursor: z.string().optional(),
});
type Made = z.infer<typeof madeToken>;

async function made(
  name: string,
  scopes: string[],
  expires_at = "2026-12-01T00:00:00Z",
): Promise<Made> {
  const answer = await call(app, "POST", "/v1/tokens", {
    as: ADMIN,
    body: { name, scopes, expires_at },
  });
  expect(answer.status).toBe(201);
  return madeToken.parse(answer.body);
}

const refused = { status: 401, body: { type: "urn:daypass:problem:not-signed-in" } };
const readLog = (token: string) => call(app, "GET", "/v1/audit", { as: { token } });

test("a token is shown once, kept as its hash, and opens its scope", async () => {
  const { id, token } = await made("ci", ["audit:read"]);
  expect(token).toMatch(/^dpt_[A-Za-z0-9_-]{43}$/);
  expect(await readLog(token)).toMatchObject({ status: 200 });
  const listed = await call(app, "GET", "/v1/tokens", { as: ADMIN });
  expect(listed.body).toEqual({
    items: [
      {
        id,
        name: "ci",
        scopes: ["audit:read"],
        created_by: ADMIN,
        created_at: "2026-11-20T09:00:00.000Z",
        expires_at: "2026-12-01T00:00:00.000Z",
        revoked_at: null,
      },
    ],
  });
  const rows = await env.DB.prepare("select * from service_tokens, audit").all();
  expect(JSON.stringify(rows.results)).not.toContain(token);
});

test("a token without the scope, past its end, or revoked opens nothing", async () => {
  const importer = await made("importer", ["hr:import"]);
  expect(await readLog(importer.token)).toMatchObject({
    status: 403,
    body: { type: "urn:daypass:problem:scope-missing" },
  });

  const { id, token } = await made("ci", ["audit:read"], "2026-11-20T10:00:00Z");
  app.clock.now = START + 3_599_999;
  expect(await readLog(token)).toMatchObject({ status: 200 });
  app.clock.now = START + 3_600_000;
  expect(await readLog(token)).toMatchObject(refused);

  app.clock.now = START;
  expect(await call(app, "DELETE", `/v1/tokens/${id}`, { as: ADMIN })).toMatchObject({
    status: 200,
    body: { revoked_at: "2026-11-20T09:00:00.000Z" },
  });
  expect(await readLog(token)).toMatchObject(refused);
  expect(await readLog("dpt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).toMatchObject(refused);
});

test("making and revoking are each told once, with who did it", async () => {
  const { id } = await made("ci", ["audit:read"]);
  await call(app, "DELETE", `/v1/tokens/${id}`, { as: ADMIN });
  await call(app, "DELETE", `/v1/tokens/${id}`, { as: ADMIN });
  const log = await call(app, "GET", "/v1/audit", { as: ADMIN });
  expect(log.body).toMatchObject({
    items: [
      { action: "token.revoked", actor: ADMIN, details: { token_id: id, name: "ci" } },
      {
        action: "token.made",
        actor: ADMIN,
        channel: "api",
        details: { token_id: id, scopes: ["audit:read"] },
      },
    ],
  });
});

test("what a service does is told as the service's", async () => {
  const { token } = await made("ci", [
    "audit:read",
    "hr:import",
    "policy:propose",
    "requests:create",
  ]);
  for (const [method, path, body] of [
    ["GET", "/v1/tokens", undefined],
    [
      "POST",
      "/v1/tokens",
      { name: "child", scopes: ["hr:import"], expires_at: "2026-12-01T00:00:00Z" },
    ],
    ["DELETE", "/v1/tokens/tok_1", undefined],
  ] as const) {
    const answer = await call(app, method, path, { as: { token }, body });
    expect(answer).toMatchObject({
      status: 403,
      body: { type: "urn:daypass:problem:people-only" },
    });
  }
});

test("a service's keys and limits are its own, like a person's", async () => {
  const { token } = await made("git", ["policy:propose"]);
  const propose = (key: string) =>
    call(app, "POST", "/v1/policy", {
      as: { token },
      body: {},
      headers: { "idempotency-key": key },
    });
  const first = await propose("key-1");
  expect(first.status).toBe(201);
  expect((await propose("key-1")).body).toEqual(first.body);
  for (let i = 2; i <= 20; i++) expect(await propose(`key-${i}`)).toMatchObject({ status: 201 });
  expect(await propose("key-21")).toMatchObject({ status: 429 });
  await made("another", ["policy:propose"]);
});

describe("only admins make, see and revoke tokens", () => {
  test.each([
    ["an auditor", "user:default/audrey", 403],
    ["somebody signed in", "user:default/someone", 403],
    ["nobody", undefined, 401],
  ])("%s", async (_who, as, status) => {
    const calling = as === undefined ? {} : { as };
    const body = { name: "ci", scopes: ["audit:read"], expires_at: "2026-12-01T00:00:00Z" };
    expect((await call(app, "GET", "/v1/tokens", calling)).status).toBe(status);
    expect((await call(app, "POST", "/v1/tokens", { ...calling, body })).status).toBe(status);
    expect((await call(app, "DELETE", "/v1/tokens/tok_1", calling)).status).toBe(status);
  });
});

test.each([
  [{ expires_at: "2026-11-20T08:59:59Z" }, "expires_at"],
  [{ expires_at: "2027-11-30T00:00:00Z" }, "expires_at"],
  [{ expires_at: "next week" }, "expires_at"],
  [{ expires_at: undefined }, "expires_at"],
  [{ scopes: [] }, "scopes"],
  [{ scopes: ["approve"] }, "scopes[0]"],
  [{ scopes: ["audit:read", "audit:read"] }, "scopes"],
  [{ name: "Not A Name" }, "name"],
  [{ role: "admin" }, "role"],
])("a token with %j is refused by the field's name", async (wrong, field) => {
  const body = { name: "ci", scopes: ["audit:read"], expires_at: "2026-12-01T00:00:00Z", ...wrong };
  const answer = await call(app, "POST", "/v1/tokens", { as: ADMIN, body });
  expect(answer).toMatchObject({
    status: 400,
    body: { errors: [{ field, message: expect.any(String) }] },
  });
});

test("a name is never used again, not even after its token was revoked", async () => {
  const { id } = await made("ci", ["audit:read"]);
  await call(app, "DELETE", `/v1/tokens/${id}`, { as: ADMIN });
  const body = { name: "ci", scopes: ["audit:read"], expires_at: "2026-12-01T00:00:00Z" };
  expect(await call(app, "POST", "/v1/tokens", { as: ADMIN, body })).toMatchObject({ status: 409 });
});

test("a token that is not there is a 404", async () => {
  expect(await call(app, "DELETE", "/v1/tokens/tok_none", { as: ADMIN })).toMatchObject({
    status: 404,
  });
});

test("the list comes in pages, newest first, and every token stands on one of them", async () => {
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) {
    app.clock.now += 1;
    ids.unshift((await made(`t${i}`, ["audit:read"])).id);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query: string = cursor === undefined ? "?limit=2" : `?limit=2&cursor=${cursor}`;
    const page = tokenPage.parse(
      (await call(app, "GET", `/v1/tokens${query}`, { as: ADMIN })).body,
    );
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  expect(seen).toEqual(ids);
});

test.each(["limit=0", "limit=101", "limit=x", "cursor=made-up", "cursor=WzFd", "colour=red"])(
  "a list with %s is refused by the field's name",
  async (query) => {
    const answer = await call(app, "GET", `/v1/tokens?${query}`, { as: ADMIN });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ field: query.split("=")[0] }] },
    });
  },
);
