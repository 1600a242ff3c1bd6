import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { call, freshDb, START, testApp } from "../fresh.ts";
import type { TestApp } from "../fresh.ts";
import { givenPerson, givenRoles } from "../given.ts";

let app: TestApp;
const root = { as: "user:default/root" };

beforeEach(async () => {
  await freshDb();
  await givenPerson("root", { display_name: "Ruth Root" });
  await givenRoles({ admin: ["user:default/root"] });
  app = testApp();
});

test("a freeze says since when, by whom and why; the reason is in no entry of the log", async () => {
  expect((await call(app, "GET", "/v1/freeze", root)).body).toMatchObject({ state: "none" });
  const standing = {
    state: "standing",
    since: new Date(START).toISOString(),
    by: "person:per_root",
    by_name: "Ruth Root",
    reason: "INC-1",
    lifted_at: null,
    lifted_by: null,
  };
  const set = await call(app, "PUT", "/v1/freeze", { ...root, body: { reason: " INC-1 " } });
  expect([set.status, set.body]).toEqual([200, standing]);
  expect((await call(app, "GET", "/v1/freeze", root)).body).toEqual(standing);
  expect(app.nudges.count).toBe(1);

  app.clock.now += 60_000;
  const lifted = await call(app, "DELETE", "/v1/freeze", root);
  const end = { lifted_at: new Date(app.clock.now).toISOString(), lifted_by: "person:per_root" };
  expect([lifted.status, lifted.body]).toEqual([200, { ...standing, ...end, state: "lifted" }]);
  expect((await call(app, "PUT", "/v1/freeze", root)).body).toMatchObject({ reason: null });

  const { results } = await env.DB.prepare("select action, actor, details from audit").all();
  expect(results).toMatchObject([
    { action: "freeze.set", actor: "person:per_root" },
    { action: "freeze.lifted", actor: "person:per_root" },
    { action: "freeze.set", actor: "person:per_root" },
  ]);
  expect(JSON.stringify(results)).not.toContain("INC-1");
});

test("two admins freeze at once: one freeze, one entry, the same answer", async () => {
  const [one, other] = await Promise.all(
    ["a", "b"].map((reason) => call(app, "PUT", "/v1/freeze", { ...root, body: { reason } })),
  );
  expect([one?.status, other?.status]).toEqual([200, 200]);
  expect(one?.body).toEqual(other?.body);
  const { results } = await env.DB.prepare("select action from audit").all();
  expect(results).toEqual([{ action: "freeze.set" }]);
});
