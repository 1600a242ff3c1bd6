import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeEach, describe, expect, it } from "vitest";
import { NEVER } from "../../../worker/db/context.ts";
import { openPinnedTo } from "../../../worker/requests/approvals.ts";
import { requestApprovers, requests } from "../../../worker/requests/tables.ts";
import { START, call, testCtx } from "../fresh.ts";
import {
  HOUR,
  PROD,
  SEC_AUDIT,
  TEST,
  arn,
  aws,
  counted,
  given,
  givenAccess,
  givenCompany,
  idOf,
  listed,
  part,
  problemOf,
  rows,
} from "./company.ts";
import type { Company } from "./company.ts";

let company: Company;
beforeEach(async () => {
  company = await givenCompany();
});

const at = (instant: number) => new Date(instant).toISOString();
const waiting = async (name: string) => listed(await company.as(name).get("/v1/approvals"));

const old = (n: number) => ({
  id: `req_${n}`,
  kind: "access" as const,
  person_id: "per_bruce",
  target_key: `group/${n}`,
  group_id: `${n}`,
  duration_ms: HOUR,
  justification: "",
  state: "approved" as const,
  rule: "groups",
  policy_version: 1,
  longest_ms: HOUR,
  created_at: START,
  decide_by: NEVER,
});
const why = (name: string, query: string) =>
  company.as(name).get(`/v1/explain?person=per_bruce&${query}`);
const secAudit = `account_id=${PROD}&permission_set=SecAudit`;

describe("requests", () => {
  it("are listed for their requester, newest first, and for admins and auditors", async () => {
    const first = idOf(await company.as("bruce").ask());
    company.clock.now += 1;
    const second = idOf(
      await company.as("bruce").ask({ permission_set: "Billing", ticket: "AB-1" }),
    );
    const dana = idOf(
      await company.as("dana").ask({ permission_set: "ReadOnly", account_id: PROD }),
    );
    expect(listed(await company.as("bruce").get("/v1/requests"))).toEqual([second, first]);
    expect(listed(await company.as("eve").get("/v1/requests"))).toEqual([]);
    expect(listed(await company.as("olga").get("/v1/requests")).toSorted()).toEqual(
      [first, second, dana].toSorted(),
    );
    expect(listed(await company.as("audrey").get("/v1/requests?state=approved"))).toEqual([dana]);
    expect(listed(await company.as("audrey").get("/v1/requests?person=per_bruce"))).toEqual([
      second,
      first,
    ]);
    expect((await company.as("eve").get("/v1/requests?person=per_bruce")).status).toBe(403);
    expect(listed(await company.as("bruce").get("/v1/requests?person=per_bruce"))).toEqual([
      second,
      first,
    ]);
    expect((await call(company, "GET", "/v1/requests")).status).toBe(401);
    const page = await company.as("bruce").get("/v1/requests?limit=1");
    expect(listed(page)).toEqual([second]);
    const next = await company
      .as("bruce")
      .get(`/v1/requests?limit=1&cursor=${String(part(page, "next_cursor"))}`);
    expect([listed(next), part(next, "next_cursor")]).toEqual([[first], undefined]);
  });

  it("are told with their target's names and their timeline", async () => {
    const id = idOf(await company.as("bruce").ask());
    const approved = await company
      .as("alex")
      .post(`/v1/requests/${id}/approve`, { duration: "PT30M", reason: "fine" });
    const detail = await company.as("bruce").get(`/v1/requests/${id}`);
    expect(detail.body).toMatchObject({
      id,
      kind: "access",
      state: "approved",
      person_id: "per_bruce",
      email: "bruce@example.com",
      display_name: "bruce",
      target: {
        kind: "account",
        account_id: PROD,
        account_name: "prod",
        permission_set: "SecAudit",
        permission_set_arn: arn("SecAudit"),
      },
      duration: "PT1H",
      approved_duration: "PT30M",
      justification: "Debugging security logs",
      rule: "production",
      expires_at: null,
      decided_at: at(START),
      decided_by: "person:per_alex",
      decision_reason: "fine",
      approvers: [
        { approver: "person:per_alex", fallback: false },
        { approver: "role:admin", fallback: true },
      ],
      timeline: [
        { action: "request.made" },
        { action: "request.approved" },
        { action: "grant.made" },
      ],
      grant: {
        id: part(approved, "grant", "id"),
        state: "starting",
        ends_at: at(START + HOUR / 2),
        target: { account_name: "prod", permission_set: "SecAudit" },
      },
    });
  });

  it("are seen by their requester, approvers, admins and auditors; nobody else learns of them", async () => {
    const id = idOf(
      await company.as("bruce").ask({ permission_set: undefined, group: "everybody" }),
    );
    const status = async (name: string) =>
      (await company.as(name).get(`/v1/requests/${id}`)).status;
    expect(
      await Promise.all(["bruce", "dana", "sam", "olga", "audrey", "fred"].map(status)),
    ).toEqual(Array(6).fill(200));
    expect(await Promise.all(["eve", "alex"].map(status))).toEqual([404, 404]);
    expect((await company.as("olga").get("/v1/requests/req_none")).status).toBe(404);
    expect((await call(company, "GET", `/v1/requests/${id}`)).status).toBe(401);
    expect(part(await company.as("bruce").get(`/v1/requests/${id}`), "target")).toEqual({
      kind: "group",
      group_id: "g-1",
      group: "everybody",
    });
  });
});

describe("what waits for one's decision", () => {
  it("is what one is pinned for, as a person, by ref, by group or by role", async () => {
    const manager = idOf(await company.as("bruce").ask());
    company.clock.now += 1;
    const group = idOf(
      await company.as("eve").ask({ permission_set: undefined, group: "everybody" }),
    );
    expect(await waiting("alex")).toEqual([manager]);
    expect(await waiting("dana")).toEqual([group]);
    expect(await waiting("sam")).toEqual([group]);
    expect(await waiting("eve")).toEqual([]);
    expect(await waiting("olga")).toEqual([]);
    expect((await call(company, "GET", "/v1/approvals")).status).toBe(401);
  });

  it("is never one's own, though one is in the group", async () => {
    await company.as("bruce").ask({ permission_set: undefined, group: "everybody" });
    expect(await waiting("bruce")).toEqual([]);
  });

  it("is the fallback's when nobody of the stage is left", async () => {
    const id = idOf(await company.as("bruce").ask());
    await given("per_alex", { employment: "left" });
    expect(await waiting("olga")).toEqual([id]);
  });

  it("stays while a question waits, and goes with the decision and with the clock", async () => {
    const id = idOf(await company.as("bruce").ask());
    await company.as("alex").post(`/v1/requests/${id}/question`, { question: "Why?" });
    expect(await waiting("alex")).toEqual([id]);
    await company.as("alex").post(`/v1/requests/${id}/reject`);
    expect(await waiting("alex")).toEqual([]);
    await company.as("bruce").ask();
    company.clock.now = START + 8 * HOUR;
    expect(await waiting("alex")).toEqual([]);
  });

  it("says when Backstage could not tell one's groups", async () => {
    company.backstage.down.add("catalog");
    company.backstage.down.add("userinfo");
    const answer = await company.as("sam").get("/v1/approvals");
    expect([answer.status, part(answer, "groups_unknown")]).toEqual([200, true]);
  });

  it("is paged, oldest first", async () => {
    const first = idOf(await company.as("bruce").ask());
    company.clock.now += 1;
    const second = idOf(
      await company.as("bruce").ask({ permission_set: "Billing", ticket: "AB-1" }),
    );
    const page = await company.as("alex").get("/v1/approvals?limit=1");
    expect(listed(page)).toEqual([first]);
    const next = await company
      .as("alex")
      .get(`/v1/approvals?limit=1&cursor=${String(part(page, "next_cursor"))}`);
    expect([listed(next), part(next, "next_cursor")]).toEqual([[second], undefined]);
  });

  it("costs what is open, not what ever was, and two round trips", async () => {
    const id = idOf(await company.as("bruce").ask());
    const db = drizzle(env.DB);
    const numbers = JSON.stringify(Array.from({ length: 5000 }, (_, n) => n));
    await db.insert(requests).values(old(0));
    const columns =
      "kind, person_id, group_id, duration_ms, justification, state, rule, policy_version, longest_ms, created_at, decide_by";
    await env.DB.batch([
      env.DB.prepare(
        `insert into requests (id, target_key, ${columns}) select 'req_' || value, 'group/' || value, ${columns}
         from json_each(?) join requests where requests.id = 'req_0' and value > 0`,
      ).bind(numbers),
      env.DB.prepare(
        "insert into request_approvers select 'req_' || value, 'person:per_alex', 0 from json_each(?)",
      ).bind(numbers),
    ]);
    const ctx = testCtx();
    const named = {
      person_id: "per_alex",
      ref: "user:default/alex",
      groups: new Set<string>(),
      admin: false,
      unknown: false,
    };
    const query = db
      .select({ id: requests.id })
      .from(requests)
      .where(openPinnedTo(ctx, named, undefined))
      .limit(51)
      .toSQL();
    const { results, meta } = await env.DB.prepare(query.sql)
      .bind(...query.params)
      .all();
    expect(results).toEqual([{ id }]);
    expect(meta.rows_read).toBeLessThan(20);
    const plan = await env.DB.prepare(`explain query plan ${query.sql}`)
      .bind(...query.params)
      .all<{ detail: string }>();
    const steps = plan.results.map(({ detail }) => detail).join("\n");
    expect(steps).toContain("USING INDEX requests_state (state=?");
    expect(steps).not.toMatch(/SCAN (requests|request_approvers)/);

    const { DB, trips } = counted();
    await call({ ...company, env: { ...company.env, DB } }, "GET", "/v1/approvals", {
      as: "user:default/alex",
    });
    expect(trips()).toBe(2);
    expect(await db.select().from(requestApprovers)).toHaveLength(5002);
  });
});

describe("what one may ask for", () => {
  it("is told with its terms, the best fit first", async () => {
    const all = await company.as("bruce").get("/v1/me/options");
    expect(listed(all, "key").toSorted()).toEqual([
      `account/${PROD}/${arn("Billing")}`,
      `account/${PROD}/${arn("ReadOnly")}`,
      `account/${PROD}/${arn("SecAudit")}`,
      `account/${TEST}/${arn("ReadOnly")}`,
      "group/g-1",
    ]);
    const found = await company.as("bruce").get("/v1/me/options?q=secaudit");
    expect(part(found, "items")).toMatchObject([
      {
        target: { account_id: PROD, account_name: "prod", permission_set: "SecAudit" },
        terms: {
          rule: "production",
          longest: "PT4H",
          shortest: "PT5M",
          offered: ["PT4H"],
          justification: { least_characters: 10 },
          approval: "people",
          approvers: ["manager"],
          extension: { most: 1, each: "PT1H" },
        },
      },
    ]);
    expect(listed(await company.as("eve").get("/v1/me/options"), "key")).not.toContain(
      `account/${PROD}/${arn("SecAudit")}`,
    );
  });

  it("is nothing for strangers", async () => {
    expect(problemOf(await company.as("sam").get("/v1/me/options"))).toBe("not-a-person");
    expect((await call(company, "GET", "/v1/me/options")).status).toBe(401);
  });
});

describe("why", () => {
  it("says who gives it, until when, and what AWS shows", async () => {
    const id = idOf(await company.as("bruce").ask());
    await company.as("alex").post(`/v1/requests/${id}/approve`);
    const [assignment] = await rows.assignments();
    await aws(String(assignment?.id), "present");
    expect((await why("bruce", secAudit)).body).toMatchObject({
      is_wanted: true,
      person_state: "active",
      policy_version: 1,
      why: [`The request ${id} gives it until ${at(START + HOUR)}.`],
      holds: [{ reason: "grant", reason_id: id, is_live: true }],
      in_aws: { observed: "present" },
      target: { permission_set: "SecAudit" },
    });
  });

  it("says why not: no rule, a rule for others, a denial, another hand", async () => {
    expect((await why("bruce", `account_id=${TEST}&permission_set=EngAdmin`)).body).toMatchObject({
      is_wanted: false,
      baseline: [{ rule: "engineering", is_for_them: true }],
      eligibility: { may_ask: false, terms: null, approvers: null },
    });
    await given("per_bruce", { title: "Intern", department: "Finance" });
    expect((await why("bruce", `account_id=${PROD}&permission_set=Billing`)).body).toMatchObject({
      deny: [{ rule: "no-money-for-interns", is_for_them: true }],
      why: ['The rule "no-money-for-interns" denies it.'],
    });
    expect((await why("bruce", `account_id=${TEST}&permission_set=EngAdmin`)).body).toMatchObject({
      why: ['The rule "engineering" gives it, but to others.'],
    });
    await givenAccess("bruce", SEC_AUDIT, { withheld_at: START, observed: "absent" }, {});
    expect((await why("bruce", secAudit)).body).toMatchObject({
      is_wanted: false,
      in_aws: { withheld_at: at(START) },
    });
  });

  it("says who would decide", async () => {
    expect((await why("olga", secAudit)).body).toMatchObject({
      eligibility: {
        may_ask: true,
        terms: { rule: "production" },
        approvers: [
          { approver: "person:per_alex", fallback: false },
          { approver: "role:admin", fallback: true },
        ],
      },
    });
  });

  it("says through which groups", async () => {
    await givenAccess("bruce", { kind: "group", group_id: "g-1" }, {}, {});
    await rows.groupAssignments("g-1", PROD, arn("SecAudit"));
    expect(part(await why("bruce", secAudit), "through_groups")).toEqual(["g-1"]);
    expect((await why("bruce", "group=everybody")).body).toMatchObject({
      is_wanted: true,
      target: { kind: "group", group: "everybody" },
    });
  });

  it("is for oneself, admins and auditors", async () => {
    expect((await why("audrey", secAudit)).status).toBe(200);
    expect((await why("alex", secAudit)).status).toBe(403);
    expect((await call(company, "GET", `/v1/explain?person=per_bruce&${secAudit}`)).status).toBe(
      401,
    );
    expect((await company.as("olga").get(`/v1/explain?person=per_none&${secAudit}`)).status).toBe(
      404,
    );
    expect(problemOf(await why("olga", "permission_set=Nothing"))).toBe("unknown-target");
    expect((await why("olga", "account_id=1")).status).toBe(400);
  });
});
