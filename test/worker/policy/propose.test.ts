import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { pageOf } from "../../../worker/http/page.ts";
import { policyRoutes } from "../../../worker/policy/routes.ts";
import { policyView, proposalView, versionView } from "../../../worker/policy/schemas.ts";
import { call, freshDb, testApp } from "../fresh.ts";
import { givenPerson, givenPolicy } from "../given.ts";
import { PROD, TEST, arn, givenDirectory } from "./company.ts";

const ADA = "user:default/ada";
const BOB = "user:default/bob";
const CY = "user:default/cy";

const roles = { admin: [ADA, BOB], auditor: [CY] };
const engineering = { department: "Engineering", permission_set: "EngAdmin" };
const finance = { department: "Finance", permission_set: "Billing" };
const first = { roles, default_accounts: [PROD], baseline: [engineering, finance] };

beforeEach(async () => {
  await freshDb();
  await givenDirectory();
  await givenPerson("ada", { department: "Security" });
  await givenPerson("bob", { department: "Security" });
  await givenPerson("eve", { department: "Engineering" });
  await givenPerson("fred", { department: "Finance" });
  await givenPerson("frida", { department: "Finance" });
  await givenPerson("gone", { department: "Finance", employment: "left" });
  await givenPolicy(first);
});

function policyApp(settings: Record<string, string> = {}) {
  const app = testApp({ settings });
  app.app.route("/", policyRoutes);
  return app;
}

async function propose(document: unknown, as = ADA, app = policyApp()) {
  return await call(app, "POST", "/v1/policy", { as, body: document });
}

async function activate(version: number, removals: number, as = BOB, app = policyApp()) {
  return await call(app, "POST", `/v1/policy/${version}/activate`, { as, body: { removals } });
}

async function states() {
  return (await env.DB.prepare("select version, state from policies order by version").all())
    .results;
}

async function workOf(kind: string) {
  return (await env.DB.prepare("select key from work where kind = ?").bind(kind).all()).results;
}

describe("a proposal", () => {
  test("tells who gains and who loses by target, and changes nothing", async () => {
    const answer = await propose({
      ...first,
      baseline: [engineering, { department: "Security", permission_set: "ReadOnly" }],
    });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        version: 2,
        state: "proposed",
        gains: {
          people: 2,
          targets: 1,
          by_target: [
            {
              name: "ReadOnly in prod",
              account_id: PROD,
              permission_set_arn: arn("ReadOnly"),
              people: 2,
              first: [
                { id: "per_ada", display_name: "ada" },
                { id: "per_bob", display_name: "bob" },
              ],
            },
          ],
        },
        losses: {
          people: 2,
          by_target: [
            {
              name: "Billing in prod",
              people: 2,
              first: [{ id: "per_fred" }, { id: "per_frida" }],
            },
          ],
        },
        removals: 2,
        rules_for_nobody: [],
        warnings: [],
      },
    });
    expect(await states()).toEqual([
      { version: 1, state: "active" },
      { version: 2, state: "proposed" },
    ]);
    expect(await workOf("judging")).toEqual([]);
  });

  test("names rules that are for nobody, and what AWS does not have", async () => {
    const nobody = { name: "sales", who: { department: "Sales" }, what: [{ group: "sellers" }] };
    const answer = await propose({ ...first, baseline: [...first.baseline, nobody] });
    expect(answer.body).toMatchObject({
      rules_for_nobody: ["sales"],
      warnings: [
        { path: "baseline[2].what[0].group", message: expect.stringContaining("sellers") },
      ],
      removals: 0,
    });
  });

  test("with faults is refused with all of them, by path, and stores nothing", async () => {
    const answer = await propose({
      baseline: [{ department: "X", permission_set: "Y" }],
      limits: { removals: 3 },
      wrong: 1,
    });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        type: "urn:daypass:problem:invalid-policy",
        errors: expect.arrayContaining([
          expect.objectContaining({ field: "wrong" }),
          expect.objectContaining({ field: "limits.removals" }),
        ]),
      },
    });
    expect(await states()).toHaveLength(1);
  });

  test("is taken as YAML too", async () => {
    const text = `default_accounts: ["${PROD}"]\nroles: { admin: ["${ADA}"] }\nbaseline:\n  - { department: Finance, permission_set: Billing }\n`;
    const answer = await call(policyApp(), "POST", "/v1/policy", {
      as: ADA,
      body: text,
      headers: { "content-type": "application/yaml" },
    });
    expect(answer).toMatchObject({ status: 201, body: { removals: 1 } });
    expect(await call(policyApp(), "GET", "/v1/policy/2", { as: ADA })).toMatchObject({
      body: { document: { baseline: [{ department: "Finance", permission_set: "Billing" }] } },
    });
  });

  test("that two admins make in one instant becomes two versions", async () => {
    const app = policyApp();
    const both = await Promise.all([propose(first, ADA, app), propose(first, BOB, app)]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(await states()).toHaveLength(3);
  });

  test("is an admin's, or a service token's with its scope; nobody else's", async () => {
    expect(await propose(first, CY)).toMatchObject({ status: 403 });
    expect(await call(policyApp(), "POST", "/v1/policy", { body: first })).toMatchObject({
      status: 401,
    });
    const token = await serviceToken(["policy:propose"]);
    expect(
      await call(policyApp(), "POST", "/v1/policy", { as: { token }, body: first }),
    ).toMatchObject({ status: 201 });
    const other = await serviceToken(["audit:read"]);
    expect(
      await call(policyApp(), "POST", "/v1/policy", { as: { token: other }, body: first }),
    ).toMatchObject({ status: 403 });
  });

  test("of 2,500 people is judged in pages", async () => {
    const people = Array.from({ length: 2_500 }, (_, i) => ({
      id: `per_x${String(i).padStart(5, "0")}`,
      worker_id: `x${i}`,
    }));
    await env.DB.prepare(
      `insert into people (id, source, worker_id, email, email_key, given_name, family_name, display_name, department, attributes, employment, employment_since, created_at)
       select value->>'id', 'default', value->>'worker_id', 'e', 'e', 'g', 'f', 'd', 'Engineering', '{}', 'active', 0, 0 from json_each(?)`,
    )
      .bind(JSON.stringify(people))
      .run();
    const answer = await propose({ ...first, baseline: [finance] });
    expect(answer.body).toMatchObject({
      removals: 2_501,
      losses: { by_target: [{ people: 2_501 }] },
    });
  });
});

describe("an activation", () => {
  const second = { ...first, baseline: [engineering] };

  test("by another admin, with the number confirmed, has everybody judged by the version", async () => {
    await propose(second);
    expect(await activate(2, 2)).toMatchObject({
      status: 200,
      body: { version: 2, state: "active", removals: 2 },
    });
    expect(await states()).toEqual([
      { version: 1, state: "superseded" },
      { version: 2, state: "active" },
    ]);
    expect(await workOf("judging")).toEqual([{ key: "people" }]);
    expect(
      await env.DB.prepare(
        "select actor, details from audit where action = 'policy.activated'",
      ).first(),
    ).toEqual({
      actor: "person:per_bob",
      details: '{"version":2,"before":1,"gaining":0,"losing":2}',
    });
  });

  test("is refused to who proposed it", async () => {
    await propose(second, ADA);
    expect(await activate(2, 2, ADA)).toMatchObject({
      status: 403,
      body: { type: "urn:daypass:problem:four-eyes" },
    });
    expect(await states()).toContainEqual({ version: 2, state: "proposed" });
  });

  test("is refused to who made the service token that proposed it", async () => {
    const token = await serviceToken(["policy:propose"], ADA);
    await call(policyApp(), "POST", "/v1/policy", { as: { token }, body: second });
    expect(await activate(2, 2, ADA)).toMatchObject({ status: 403 });
    expect(await activate(2, 2, BOB)).toMatchObject({ status: 200 });
  });

  test("is refused to the same human who has become a person of HR since", async () => {
    await env.DB.prepare("update people set backstage_ref = null where id = 'per_ada'").run();
    await propose(second, ADA);
    await env.DB.prepare("update people set backstage_ref = ? where id = 'per_ada'")
      .bind(ADA)
      .run();
    expect(await activate(2, 2, ADA)).toMatchObject({ status: 403 });
  });

  test("may be the proposer's own where four eyes are off", async () => {
    await propose(second, ADA);
    expect(await activate(2, 2, ADA, policyApp({ POLICY_FOUR_EYES: "off" }))).toMatchObject({
      status: 200,
    });
  });

  test("with another number of removals is refused and told the number", async () => {
    await propose(second);
    expect(await activate(2, 1)).toMatchObject({
      status: 409,
      body: { type: "urn:daypass:problem:removals-differ", removals: 2 },
    });
    await givenPerson("fay", { department: "Finance" });
    expect(await activate(2, 2)).toMatchObject({ status: 409, body: { removals: 3 } });
    expect(await activate(2, 3)).toMatchObject({ status: 200 });
  });

  test("of an older version, a superseded one or none is refused: it is to be proposed again", async () => {
    await propose(second);
    await propose(first);
    expect(await activate(3, 0)).toMatchObject({ status: 200 });
    expect(await activate(2, 2)).toMatchObject({
      status: 409,
      body: { type: "urn:daypass:problem:version-outdated" },
    });
    expect(await activate(1, 0)).toMatchObject({
      status: 409,
      body: { type: "urn:daypass:problem:not-proposed" },
    });
    expect(await activate(9, 0)).toMatchObject({ status: 404 });
  });

  test("by two admins in one instant happens once", async () => {
    await propose(second, ADA);
    await propose(second, ADA);
    const app = policyApp();
    const answers = await Promise.all([activate(2, 2, BOB, app), activate(2, 2, BOB, app)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
    const entries = await env.DB.prepare(
      "select 1 from audit where action = 'policy.activated'",
    ).all();
    expect(entries.results).toHaveLength(1);
  });

  test("is never a service token's, and no auditor's", async () => {
    await propose(second);
    const token = await serviceToken(["policy:propose"]);
    const path = "/v1/policy/2/activate";
    expect(
      await call(policyApp(), "POST", path, { as: { token }, body: { removals: 2 } }),
    ).toMatchObject({ status: 403 });
    expect(await activate(2, 2, CY)).toMatchObject({ status: 403 });
  });
});

const leave = (who: string) =>
  env.DB.prepare(`update people set employment = 'left' where id in (${who})`).run();
const entries = async (action: string) =>
  (await env.DB.prepare("select details from audit where action = ?").bind(action).all()).results;

describe("the bootstrap admin", () => {
  const ROOT = "user:default/root";
  const app = () =>
    policyApp({ BOOTSTRAP_ADMIN: ROOT, BACKSTAGE_CATALOG_URL: "", BACKSTAGE_CATALOG_TOKEN: "off" });
  const repaired = { ...first, roles: { admin: ["user:default/eve", BOB] } };

  test("activates what they proposed where every admin has left: alone, and it rings and is in the log", async () => {
    await leave("'per_ada', 'per_bob'");
    expect(await propose(repaired, ROOT, app())).toMatchObject({ status: 201 });
    expect(await activate(2, 0, ROOT, app())).toMatchObject({ status: 200 });
    expect(await entries("policy.activated")).toEqual([
      { details: '{"version":2,"before":1,"gaining":0,"losing":0,"alone":true}' },
    ]);
    expect(await entries("alarm.rung")).toHaveLength(2);
    // Now there is an admin who works here.
    expect(await propose(first, ROOT, app())).toMatchObject({ status: 403 });
    expect(await propose(first, "user:default/eve", app())).toMatchObject({ status: 201 });
  });

  test("is nobody while one admin is left, who can propose and not activate alone", async () => {
    await leave("'per_ada'");
    expect(await propose(repaired, BOB, app())).toMatchObject({ status: 201 });
    expect(await activate(2, 0, ROOT, app())).toMatchObject({ status: 403 });
    expect(await activate(2, 0, BOB, app())).toMatchObject({
      status: 403,
      body: { type: "urn:daypass:problem:four-eyes" },
    });
  });
});

test("the first policy may be activated by who proposed it", async () => {
  await env.DB.prepare("delete from policies").run();
  const app = policyApp({ BOOTSTRAP_ADMIN: ADA });
  const proposed = await propose(first, ADA, app);
  const { version } = proposalView.parse(proposed.body);
  expect(await activate(version, 0, ADA, app)).toMatchObject({ status: 200 });
  expect(await call(app, "GET", "/v1/policy", { as: BOB })).toMatchObject({
    status: 200,
    body: { version, state: "active", activated_by: "person:per_ada" },
  });
});

describe("a department's mapping", () => {
  test("is proposed as the active policy with one more rule", async () => {
    const seed = "arn:aws:sso:::permissionSet/ReadOnly";
    expect(await mapDepartment("Security", seed)).toMatchObject({
      status: 201,
      body: {
        version: 2,
        gains: { people: 2, by_target: [{ name: "ReadOnly in prod" }] },
        removals: 0,
      },
    });
    expect(await baselineIn(2)).toEqual([
      engineering,
      finance,
      { department: "Security", permission_set_arn: seed },
    ]);
  });

  test("takes the place of the mapping before", async () => {
    expect(await mapDepartment("finance", arn("ReadOnly"))).toMatchObject({
      status: 201,
      body: { removals: 2 },
    });
    expect(await baselineIn(2)).toEqual([
      engineering,
      { department: "finance", permission_set_arn: arn("ReadOnly") },
    ]);
  });

  test("of a pattern, or of another department than the path's, is refused", async () => {
    expect(await mapDepartment("*", arn("ReadOnly"))).toMatchObject({
      status: 422,
      body: { errors: [{ field: "department" }] },
    });
    const other = { department: "Finance", permission_set_arn: arn("ReadOnly") };
    expect(
      await call(policyApp(), "PUT", "/v1/policy/departments/Sales", { as: ADA, body: other }),
    ).toMatchObject({ status: 400 });
    expect(await mapDepartment("Security", arn("ReadOnly"), CY)).toMatchObject({ status: 403 });
    expect(await states()).toHaveLength(1);
  });

  test("without default accounts is refused, and says so", async () => {
    await env.DB.prepare("update policies set document = ?").bind(JSON.stringify({ roles })).run();
    expect(await mapDepartment("Finance", arn("ReadOnly"))).toMatchObject({
      status: 422,
      body: { errors: [{ message: expect.stringContaining("default_accounts") }] },
    });
  });
});

test("versions are listed newest first, page by page", async () => {
  for (let i = 0; i < 3; i++) await propose({ ...first, default_accounts: [TEST] });
  const page = await call(policyApp(), "GET", "/v1/policy/versions?limit=3", { as: ADA });
  expect(page).toMatchObject({ body: { items: [{ version: 4 }, { version: 3 }, { version: 2 }] } });
  const { next_cursor } = pageOf(versionView).parse(page.body);
  expect(
    await call(policyApp(), "GET", `/v1/policy/versions?cursor=${next_cursor}`, { as: ADA }),
  ).toMatchObject({
    body: { items: [{ version: 1, state: "active" }] },
  });
  expect(await call(policyApp(), "GET", "/v1/policy/versions", { as: CY })).toMatchObject({
    status: 403,
  });
});

let tokens = 0;
async function serviceToken(scopes: string[], by = BOB): Promise<string> {
  const body = { name: `ci-${++tokens}`, scopes, expires_at: "2026-12-01T00:00:00Z" };
  const made = await call(testApp(), "POST", "/v1/tokens", { as: by, body });
  return z.object({ token: z.string() }).parse(made.body).token;
}

async function mapDepartment(department: string, permission_set_arn: string, as = ADA) {
  const path = `/v1/policy/departments/${encodeURIComponent(department)}`;
  return await call(policyApp(), "PUT", path, { as, body: { department, permission_set_arn } });
}

async function baselineIn(version: number) {
  const answer = await call(policyApp(), "GET", `/v1/policy/${version}`, { as: ADA });
  return policyView.parse(answer.body).document["baseline"];
}
