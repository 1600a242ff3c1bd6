import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { commit } from "../../../worker/db/commit.ts";
import { NEVER } from "../../../worker/db/context.ts";
import { openFinding, settleFindings } from "../../../worker/directory/finding.ts";
import type { FindingKind } from "../../../worker/directory/finding.ts";
import { findingsRoutes } from "../../../worker/grants/findings-routes.ts";
import { addHolds } from "../../../worker/grants/hold.ts";
import { START, call, freshDb, testApp, testCtx } from "../fresh.ts";
import { givenPerson, givenRoles } from "../given.ts";
import { PROD, arn, givenDirectory } from "../policy/company.ts";

const ADA = "user:default/ada";
const BOB = "user:default/bob";
const ctx = testCtx();

beforeEach(async () => {
  await freshDb();
  await givenDirectory();
  await givenPerson("ada");
  await givenPerson("eve");
  await givenRoles({ admin: [ADA], auditor: [BOB] });
  await givenIdentity("idn_1", "eve@example.com", "per_eve");
});

async function givenIdentity(id: string, userName: string, personId: string | null) {
  await env.DB.prepare(
    `insert into identities (id, person_id, principal_id, user_name, email, status, look_at, delete_at, check_at, created_at)
     values (?, ?, ?, ?, ?, 'live', ?, ?, ?, 0)`,
  )
    .bind(id, personId, `u-${id}`, userName, userName, NEVER, NEVER, NEVER)
    .run();
}

/** Access that was there before us, and its finding. */
async function givenFound(
  kind: FindingKind = "no_rule",
  { identity = "idn_1", group = null as string | null } = {},
) {
  const key = group === null ? `account/${PROD}/${arn("ReadOnly")}` : `group/${group}`;
  await env.DB.prepare(
    `insert into assignments (id, identity_id, target_key, account_id, permission_set_arn, group_id, origin, observed, seen_at, check_at)
     values ('asg_1', ?, ?, ?, ?, ?, 'found', 'present', ?, ?)`,
  )
    .bind(
      identity,
      key,
      group === null ? PROD : null,
      group === null ? arn("ReadOnly") : null,
      group,
      START,
      NEVER,
    )
    .run();
  await commit(ctx, openFinding(ctx, kind, identity, "asg_1"));
  return await findingId();
}

async function givenHold() {
  const target = {
    kind: "account" as const,
    account_id: PROD,
    permission_set_arn: arn("ReadOnly"),
  };
  const hold = {
    reason: "baseline" as const,
    reason_id: "rule",
    policy_version: 1,
    starts_at: START,
  };
  await commit(ctx, addHolds(ctx, [{ identity_id: "idn_1", target, ...hold }]));
}

async function findingId(): Promise<string> {
  const id = await env.DB.prepare("select id from findings where state = 'open'").first<string>(
    "id",
  );
  if (id === null) throw new Error("nothing was found");
  return id;
}

function findingsApp() {
  const app = testApp();
  app.app.route("/", findingsRoutes);
  return app;
}

async function say(id: string, word: "adopt" | "ignore" | "remove", as = ADA) {
  return await call(findingsApp(), "POST", `/v1/findings/${id}/${word}`, { as });
}

async function assignment() {
  return await env.DB.prepare("select origin, taken_over_at, check_at from assignments").first();
}

const asFound = { origin: "found", taken_over_at: null, check_at: NEVER };
const ours = { origin: "managed", taken_over_at: START, check_at: START };

describe("found access", () => {
  test("is listed with whose it is and what to", async () => {
    await givenFound();
    expect(await call(findingsApp(), "GET", "/v1/findings", { as: ADA })).toMatchObject({
      status: 200,
      body: {
        items: [
          {
            kind: "no_rule",
            state: "open",
            user_name: "eve@example.com",
            person: { id: "per_eve", display_name: "eve" },
            account: { id: PROD, name: "prod" },
            permission_set: { arn: arn("ReadOnly"), name: "ReadOnly" },
            group: null,
            covered: false,
          },
        ],
      },
    });
  });

  test("that no rule covers can't be adopted: it would go at once", async () => {
    const id = await givenFound();
    expect(await say(id, "adopt")).toMatchObject({
      status: 409,
      body: { type: "urn:daypass:problem:not-covered" },
    });
    expect(await assignment()).toEqual(asFound);
  });

  test("that a rule covers becomes managed when an admin says so", async () => {
    const id = await givenFound();
    await givenHold();
    expect(await say(id, "adopt")).toMatchObject({ status: 200, body: { id, state: "adopted" } });
    expect(await assignment()).toEqual(ours);
    const { results } = await env.DB.prepare(
      "select action, actor from audit where action in ('assignment.adopted', 'finding.settled') order by action",
    ).all();
    expect(results).toEqual([
      { action: "assignment.adopted", actor: "person:per_ada" },
      { action: "finding.settled", actor: "person:per_ada" },
    ]);
  });

  test("is removed by an admin's word, once", async () => {
    const id = await givenFound();
    expect(await say(id, "remove")).toMatchObject({ status: 200, body: { state: "removed" } });
    expect(await assignment()).toEqual(ours);
    expect(await say(id, "remove")).toMatchObject({ status: 409 });
  });

  test("that a rule wants is not removed", async () => {
    const id = await givenFound();
    await givenHold();
    const before = await assignment();
    expect(await say(id, "remove")).toMatchObject({
      status: 409,
      body: { type: "urn:daypass:problem:still-wanted" },
    });
    expect(await assignment()).toEqual(before);
  });

  test("of a protected user or group is never ours, whatever an admin says", async () => {
    await givenIdentity("idn_2", "breakglass@example.com", null);
    const id = await givenFound("no_rule", { identity: "idn_2" });
    expect(await say(id, "remove")).toMatchObject({
      status: 409,
      body: { type: "urn:daypass:problem:protected" },
    });
    await env.DB.prepare("delete from findings").run();
    await env.DB.prepare("delete from assignments").run();
    await env.DB.prepare("insert into groups (id, name) values ('g-2', 'Break-Glass')").run();
    const other = await givenFound("no_rule", { group: "g-2" });
    expect(await say(other, "remove")).toMatchObject({
      status: 409,
      body: { type: "urn:daypass:problem:protected" },
    });
    expect(await assignment()).toEqual(asFound);
  });

  test("that an admin ignores is not found again while it stays, and is when it comes back", async () => {
    const id = await givenFound();
    expect(await say(id, "ignore")).toMatchObject({ status: 200, body: { state: "ignored" } });
    await commit(ctx, openFinding(ctx, "no_rule", "idn_1", "asg_1"));
    expect(await open()).toBe(0);
    await commit(ctx, settleFindings(ctx, "asg_1"));
    await commit(ctx, openFinding(ctx, "no_rule", "idn_1", "asg_1"));
    expect(await open()).toBe(1);
    expect(await assignment()).toEqual(asFound);
  });

  test("is open once, however often it is found", async () => {
    await givenFound();
    await commit(ctx, openFinding(ctx, "no_rule", "idn_1", "asg_1"));
    expect(await open()).toBe(1);
    const entries = await env.DB.prepare(
      "select 1 from audit where action = 'finding.opened'",
    ).all();
    expect(entries.results).toHaveLength(1);
  });
});

test("access that vanished can be ignored, and neither adopted nor removed", async () => {
  const id = await givenFound("vanished");
  expect(await say(id, "adopt")).toMatchObject({
    status: 409,
    body: { type: "urn:daypass:problem:nothing-there" },
  });
  expect(await say(id, "remove")).toMatchObject({ status: 409 });
  expect(await say(id, "ignore")).toMatchObject({ status: 200 });
});

test("a lost user is found once", async () => {
  for (let i = 0; i < 2; i++) await commit(ctx, openFinding(ctx, "user_lost", "idn_1", null));
  expect(await open()).toBe(1);
  expect(await say(await findingId(), "ignore")).toMatchObject({ status: 200 });
  await commit(ctx, openFinding(ctx, "user_lost", "idn_1", null));
  expect(await open()).toBe(0);
});

test("findings are an admin's alone", async () => {
  const id = await givenFound();
  for (const word of ["adopt", "ignore", "remove"] as const) {
    expect(await say(id, word, BOB)).toMatchObject({ status: 403 });
    expect(await say("fin_none", word)).toMatchObject({ status: 404 });
  }
  expect(await call(findingsApp(), "GET", "/v1/findings", { as: BOB })).toMatchObject({
    status: 403,
  });
  expect(await call(findingsApp(), "GET", "/v1/findings")).toMatchObject({ status: 401 });
});

async function open(): Promise<number> {
  const { results } = await env.DB.prepare("select 1 from findings where state = 'open'").all();
  return results.length;
}
