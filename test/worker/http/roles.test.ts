import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { testBackstage } from "../backstage.ts";
import { tokenFor } from "../backstage-tokens.ts";
import type { Ports } from "../../../worker/db/context.ts";
import { START, call, freshDb, testApp, testCtx } from "../fresh.ts";
import { givenHeldRef, givenPerson, givenRoles } from "../given.ts";
import { alarms } from "../../../worker/audit/ring.ts";
import { groupsOf } from "../../../worker/http/groups.ts";

const ADA = "user:default/ada";
const BOB = "user:default/bob";
const PLATFORM = "group:default/platform";

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  await freshDb();
});

const newToken = { name: "ci", scopes: ["audit:read"], expires_at: "2026-12-01T00:00:00Z" };

/** Whether the caller may do what only an admin may. */
async function makeToken(app: ReturnType<typeof testApp>, as: string, name = "ci") {
  return await call(app, "POST", "/v1/tokens", { as, body: { ...newToken, name } });
}

async function audited(action: string) {
  const { results } = await env.DB.prepare("select actor, details from audit where action = ?")
    .bind(action)
    .all();
  return results;
}

describe("a role", () => {
  test("bound to a user is that user's", async () => {
    await givenPerson("ada");
    await givenRoles({ admin: ["User:Ada"], auditor: [BOB] });
    expect(await makeToken(testApp(), ADA)).toMatchObject({ status: 201 });
    expect(await makeToken(testApp(), BOB)).toMatchObject({
      status: 403,
      body: { type: "urn:daypass:problem:role-missing" },
    });
    expect(await call(testApp(), "GET", "/v1/audit", { as: BOB })).toMatchObject({ status: 200 });
  });

  test("bound to a group is every direct member's, by the catalog and not by the token", async () => {
    await givenRoles({ admin: [PLATFORM] });
    const backstage = await testBackstage(undefined, [
      { ref: ADA, groups: [PLATFORM] },
      { ref: BOB, groups: [] },
    ]);
    const app = testApp({ fetch: backstage.fetch });
    expect(await makeToken(app, ADA)).toMatchObject({ status: 201 });
    const claims = { ent: [PLATFORM] };
    const boasting = await tokenFor(BOB, { claims });
    const answer = await call(app, "POST", "/v1/tokens", {
      as: { token: boasting },
      body: newToken,
    });
    expect(answer).toMatchObject({ status: 403 });
  });

  test("that is missing is told to the operator, with who tried what", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    await makeToken(testApp(), BOB);
    const told: unknown = JSON.parse(String(warn.mock.lastCall?.[0]));
    expect(told).toMatchObject({
      event: "forbidden",
      route: "/v1/tokens",
      code: "role-missing",
      caller: BOB,
    });
  });

  test("is nobody's when no policy is active", async () => {
    await givenPerson("ada");
    expect(await makeToken(testApp(), ADA)).toMatchObject({ status: 403 });
  });

  test.each([
    ["left", { employment: "left" as const }],
    ["suspended", { suspended_at: START }],
    ["expected", { employment: "expected" as const }],
  ])("is not theirs who is %s: they are refused everything", async (state, overrides) => {
    await givenPerson("ada", overrides);
    await givenRoles({ admin: [ADA] });
    const problem = { status: 403, body: { type: "urn:daypass:problem:not-active", state } };
    expect(await makeToken(testApp(), ADA)).toMatchObject(problem);
    expect(await call(testApp(), "GET", "/v1/audit", { as: ADA })).toMatchObject(problem);
  });

  test("waits with a ref that two people claim, until an admin decides", async () => {
    await givenPerson("ada");
    await givenRoles({ admin: [ADA] });
    await givenHeldRef(ADA);
    expect(await makeToken(testApp(), ADA)).toMatchObject({
      status: 403,
      body: { type: "urn:daypass:problem:ref-held" },
    });
    await env.DB.prepare("update held set state = 'released'").run();
    expect(await makeToken(testApp(), ADA)).toMatchObject({ status: 201 });
  });
});

/** A policy whose roles hang on a group, and Ada in it. */
async function groupSetUp() {
  const clock = { now: START };
  await givenRoles({ admin: [PLATFORM], auditor: [PLATFORM] });
  const backstage = await testBackstage(clock, [{ ref: ADA, groups: [PLATFORM] }]);
  return { clock, backstage, app: testApp({ clock, fetch: backstage.fetch }) };
}
async function read(app: ReturnType<typeof testApp>, as = ADA) {
  return await call(app, "GET", "/v1/audit", { as });
}

describe("groups", () => {
  test("are kept for a minute for what is read", async () => {
    const { app, backstage, clock } = await groupSetUp();
    await read(app);
    backstage.users.length = 0;
    clock.now += 59_000;
    expect(await read(app)).toMatchObject({ status: 200 });
    expect(backstage.asked).toHaveLength(1);
    clock.now += 2_000;
    expect(await read(app)).toMatchObject({ status: 403 });
    expect(backstage.asked).toHaveLength(2);
  });

  test("are read again for what is written", async () => {
    const { app, backstage, clock } = await groupSetUp();
    await read(app);
    backstage.users.length = 0;
    clock.now += 2_000;
    expect(await makeToken(app, ADA)).toMatchObject({
      status: 403,
      body: { type: "urn:daypass:problem:role-missing" },
    });
  });

  test("come from userinfo when the catalog is down, with the caller's own token", async () => {
    const { app, backstage } = await groupSetUp();
    backstage.down.add("catalog");
    const token = await backstage.tokenFor(ADA);
    const byUrl = testApp({
      settings: { BACKSTAGE_KEYS: "" },
      clock: app.clock,
      fetch: backstage.fetch,
    });
    expect(await call(byUrl, "GET", "/v1/audit", { as: { token } })).toMatchObject({ status: 200 });
    expect(backstage.asked).toContain("/api/auth/v1/userinfo");
  });

  test("that nobody can tell give no role: try again, it says, and not: you have none", async () => {
    const { app, backstage } = await groupSetUp();
    backstage.down.add("/api");
    expect(await read(app)).toMatchObject({
      status: 503,
      body: { type: "urn:daypass:problem:roles-unknown" },
    });
    expect(await makeToken(app, ADA)).toMatchObject({ status: 503 });
  });

  test("read once are not good for a write that finds Backstage down", async () => {
    const { app, backstage, clock } = await groupSetUp();
    await read(app);
    backstage.down.add("/api");
    clock.now += 2_000;
    expect(await read(app)).toMatchObject({ status: 200 });
    expect(await makeToken(app, ADA)).toMatchObject({ status: 503 });
  });

  test("are not asked for while Backstage is silent, but once in ten seconds", async () => {
    const { app, backstage, clock } = await groupSetUp();
    backstage.down.add("/api");
    for (let i = 0; i < 10; i++) await read(app, `user:default/u${i}`);
    expect(backstage.asked.filter((path) => path.includes("catalog"))).toHaveLength(1);
    backstage.down.clear();
    clock.now += 11_000;
    expect(await read(app)).toMatchObject({ status: 200 });
  });

  test.each([
    ["behind the tunnel of the keys", "http://backstage.test/api/catalog", "daypass"],
    ["at another host", "http://catalog.test/api/catalog", null],
  ])("of a catalog %s are asked with its headers alone", async (_where, url, expected) => {
    await givenRoles({ admin: [PLATFORM] });
    const seen: (string | null)[] = [];
    const app = testApp({
      settings: {
        BACKSTAGE_KEYS: "",
        BACKSTAGE_JWKS_HEADERS: '{"cf-access-client-id":"daypass"}',
        BACKSTAGE_CATALOG_URL: url,
      },
      verifyToken: async () => ADA,
      fetch: async (request) => {
        seen.push(request.headers.get("cf-access-client-id"));
        expect(request.headers.get("authorization")).toBe("Bearer catalog-token-of-the-tests");
        return Response.json({ relations: [{ type: "memberOf", targetRef: PLATFORM }] });
      },
    });
    expect(await call(app, "GET", "/v1/tokens", { as: ADA })).toMatchObject({ status: 200 });
    expect(seen).toEqual([expected]);
  });

  test("of a userinfo about somebody else are not believed", async () => {
    const answer = { claims: { sub: BOB, ent: [BOB, PLATFORM] } };
    const ctx = testCtx({
      fetch: async ({ url }) =>
        url.includes("userinfo") ? Response.json(answer) : new Response(null, { status: 500 }),
    });
    await expect(groupsOf(ctx, ADA, { fresh: true, token: "t" })).rejects.toThrow("somebody else");
  });

  test("are given up after five seconds of silence", async () => {
    const waits: number[] = [];
    const ctx = testCtx({
      sleep: async (ms) => void waits.push(ms),
      fetch: () => new Promise(() => {}),
    });
    await expect(groupsOf(ctx, ADA, { fresh: true })).rejects.toThrow("no answer in time");
    expect(waits).toEqual([5_000]);
  });
});

describe("the bootstrap admin", () => {
  const settings = { BOOTSTRAP_ADMIN: "user:default/root" };
  const ROOT = "user:default/root";

  async function mayAdminister(fetch?: Ports["fetch"]) {
    const answer = await makeToken(
      testApp({ settings, ...(fetch === undefined ? {} : { fetch }) }),
      ROOT,
    );
    return answer.status;
  }

  test("serves while no policy is active, and every write of theirs rings in its own batch", async () => {
    expect(await mayAdminister()).toBe(201);
    expect(await audited("token.made")).toMatchObject([{ actor: ROOT }]);
    expect(await audited("bootstrap.used")).toMatchObject([{ actor: ROOT }]);
    expect(await audited("alarm.rung")).toEqual([
      { actor: ROOT, details: JSON.stringify({ alarm: "bootstrap_used", ref: ROOT }) },
    ]);
  });

  test("is counted by the figures, which tell of every alarm before it rings", async () => {
    const app = testApp({ settings });
    const figures = async () =>
      (await call(app, "GET", "/metrics", { as: { token: app.env.OPERATOR_TOKEN } })).text;
    expect(await figures()).toContain('daypass_alarms_total{alarm="bootstrap_used"} 0\n');
    await makeToken(app, ROOT, "one");
    await makeToken(app, ROOT, "two");
    expect(await figures()).toContain('daypass_alarms_total{alarm="bootstrap_used"} 2\n');
    for (const alarm of alarms) expect(await figures()).toContain(`{alarm="${alarm}"}`);
  });

  test("is nobody once an active person is admin", async () => {
    await givenPerson("ada");
    await givenRoles({ admin: [ADA] });
    const backstage = await testBackstage();
    expect(await mayAdminister(backstage.fetch)).toBe(403);
    expect(await audited("bootstrap.used")).toEqual([]);
  });

  test("serves again when every admin has left or is suspended", async () => {
    await givenPerson("ada", { employment: "left" });
    await givenPerson("bob", { suspended_at: START });
    await givenRoles({ admin: [ADA, PLATFORM] });
    const backstage = await testBackstage(undefined, [
      { ref: BOB, groups: [PLATFORM] },
      { ref: ADA, groups: [] },
    ]);
    expect(await mayAdminister(backstage.fetch)).toBe(201);
  });

  test("is nobody while a group has an active member", async () => {
    await givenPerson("bob");
    await givenRoles({ admin: [PLATFORM] });
    const backstage = await testBackstage(undefined, [{ ref: BOB, groups: [PLATFORM] }]);
    expect(await mayAdminister(backstage.fetch)).toBe(403);
  });

  test("is nobody while an admin whom HR does not know is in the catalog, and serves when the ref is a slip", async () => {
    await givenRoles({ admin: ["user:default/outsider"] });
    const backstage = await testBackstage(undefined, [
      { ref: "user:default/outsider", groups: [] },
    ]);
    expect(await mayAdminister(backstage.fetch)).toBe(403);
    backstage.users.length = 0;
    expect(await mayAdminister(backstage.fetch)).toBe(201);
  });

  test("serves while the only admin's ref waits for a decision", async () => {
    await givenPerson("ada");
    await givenRoles({ admin: [ADA] });
    await givenHeldRef(ADA);
    const backstage = await testBackstage(undefined, [{ ref: ADA, groups: [] }]);
    expect(await mayAdminister(backstage.fetch)).toBe(201);
  });

  test("is nobody while the catalog can't tell whether a usable admin exists", async () => {
    await givenRoles({ admin: [PLATFORM] });
    const backstage = await testBackstage();
    backstage.down.add("/api");
    expect(await mayAdminister(backstage.fetch)).toBe(503);
  });

  test("is nobody else", async () => {
    expect(await makeToken(testApp({ settings }), ADA)).toMatchObject({ status: 403 });
  });
});
