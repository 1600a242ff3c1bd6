import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeEach, describe, expect, it } from "vitest";
import { NEVER } from "../../../worker/db/context.ts";
import { requests } from "../../../worker/requests/tables.ts";
import { START, call } from "../fresh.ts";
import {
  HOUR,
  PROD,
  SEC_AUDIT,
  TEST,
  arn,
  counted,
  given,
  givenAccess,
  givenCompany,
  idOf,
  logged,
  part,
  policy,
  problemOf,
  rows,
  statuses,
  wish,
} from "./company.ts";
import type { Company } from "./company.ts";

let company: Company;
beforeEach(async () => {
  company = await givenCompany();
});

const bruce = () => company.as("bruce");
const reading = () => bruce().ask({ permission_set: "ReadOnly", account_id: TEST });
const open = (n: number) => ({
  id: `req_${n}`,
  kind: "access" as const,
  person_id: "per_bruce",
  target_key: `group/${n}`,
  group_id: `${n}`,
  duration_ms: HOUR,
  justification: "",
  state: "waiting" as const,
  rule: "groups",
  policy_version: 1,
  longest_ms: HOUR,
  created_at: START,
  expires_at: START + HOUR,
  decide_by: NEVER,
});

async function token(scopes: string[]): Promise<{ token: string }> {
  const made = await call(company, "POST", "/v1/tokens", {
    as: "user:default/olga",
    body: { name: "portal", scopes, expires_at: new Date(START + 24 * HOUR).toISOString() },
  });
  return { token: String(part(made, "token")) };
}
const askBy = async (as: { token: string }, parts: Record<string, unknown>) =>
  call(company, "POST", "/v1/requests", { as, body: { ...wish, ...parts } });

describe("asking", () => {
  it("takes the seed's body as it is", async () => {
    const answer = await bruce().post("/v1/requests", {
      email: "bruce@example.com",
      permission_set: "SecAudit",
      duration_hours: 4,
      justification: "Debugging security logs",
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      kind: "access",
      state: "waiting",
      expires_at: new Date(START + 8 * HOUR).toISOString(),
      grant: null,
    });
    expect(await rows.requests()).toMatchObject([
      {
        person_id: "per_bruce",
        target_key: `account/${PROD}/${arn("SecAudit")}`,
        duration_ms: 4 * HOUR,
        rule: "production",
      },
    ]);
    expect(await logged()).toEqual(["request.made"]);
    expect(await rows.holds()).toEqual([]);
  });

  it.each([
    ["an ARN as permission_set", { permission_set: arn("SecAudit") }],
    ["permission_set_arn", { permission_set: undefined, permission_set_arn: arn("SecAudit") }],
    ["the account named", { account_id: PROD }],
    ["its email in other case", { email: "BRUCE@Example.com" }],
    ["an ISO duration", { duration_hours: undefined, duration: "PT30M" }],
    ["a start within 30 days", { starts_at: new Date(START + 30 * 24 * HOUR).toISOString() }],
  ])("takes %s", async (_, parts) => {
    expect((await bruce().ask(parts)).status).toBe(201);
  });

  it.each([
    ["no target", { permission_set: undefined }, "permission_set"],
    ["two targets", { group: "everybody" }, "permission_set"],
    ["no length", { duration_hours: undefined }, "duration"],
    ["two lengths", { duration: "PT1H" }, "duration_hours"],
    ["a length that is none", { duration_hours: undefined, duration: "1 hour" }, "duration"],
    ["a negative length", { duration_hours: -1 }, "duration_hours"],
    ["control characters", { justification: "abcdefghijk\u0000" }, "justification"],
    ["a start without a zone", { starts_at: "2026-11-21T09:00:00" }, "starts_at"],
    ["an approver of one's own", { approver: "user:default/eve" }, "approver"],
    ["a state of one's own", { state: "approved" }, "state"],
    ["another person", { person_id: "per_alex" }, "person_id"],
  ])("refuses %s, by the field's name", async (_, parts, field) => {
    const answer = await bruce().ask(parts);
    expect(answer.status).toBe(400);
    expect(part(answer, "errors")).toMatchObject([{ field }]);
    expect(await rows.requests()).toEqual([]);
  });

  it("refuses somebody else's email, naming it", async () => {
    const answer = await bruce().ask({ email: "alex@example.com" });
    expect([answer.status, problemOf(answer)]).toEqual([403, "not-your-email"]);
    expect(part(answer, "errors")).toMatchObject([{ field: "email" }]);
    expect(part(answer, "detail")).toContain("alex@example.com");
  });

  it.each([
    ["too long", { duration_hours: 4.01 }, 422, "too-long", { longest: "PT4H" }],
    [
      "too short",
      { duration_hours: undefined, duration: "PT4M" },
      422,
      "too-short",
      { shortest: "PT5M" },
    ],
    ["an unknown permission set", { permission_set: "Nothing" }, 422, "unknown-target", {}],
    ["an unknown account", { account_id: "999999999999" }, 422, "unknown-target", {}],
    ["too little justification", { justification: "because" }, 422, "bad-justification", {}],
    ["a missing ticket", { permission_set: "Billing" }, 422, "ticket-required", {}],
    ["a ticket of another form", { permission_set: "Billing", ticket: "x" }, 422, "bad-ticket", {}],
    [
      "what no rule gives",
      { permission_set: "EngAdmin", account_id: PROD },
      403,
      "not-eligible",
      {},
    ],
    [
      "a start that has passed",
      { starts_at: new Date(START - 1).toISOString() },
      422,
      "bad-start",
      {},
    ],
    [
      "a start too far ahead",
      { starts_at: new Date(START + 30 * 24 * HOUR + 1).toISOString() },
      422,
      "bad-start",
      {},
    ],
  ])("refuses %s", async (_, parts, status, code, extra) => {
    const answer = await bruce().ask(parts);
    expect([answer.status, problemOf(answer)]).toEqual([status, code]);
    expect(answer.body).toMatchObject(extra);
    expect(await rows.requests()).toEqual([]);
    expect(await logged()).toEqual([]);
  });

  it("refuses what is denied, whatever allows it", async () => {
    await given("per_bruce", { title: "Intern" });
    const answer = await bruce().ask({
      permission_set: "Billing",
      account_id: PROD,
      ticket: "AB-1",
    });
    expect(problemOf(answer)).toBe("not-eligible");
  });

  it("names the candidates of an ambiguous target", async () => {
    const answer = await bruce().ask({ permission_set: "ReadOnly" });
    expect([answer.status, problemOf(answer)]).toEqual([422, "ambiguous-target"]);
    expect(part(answer, "candidates")).toMatchObject([
      { account_id: PROD, account_name: "prod", permission_set: "ReadOnly" },
      { account_id: TEST, account_name: "test", permission_set: "ReadOnly" },
    ]);
  });

  it("gives at once, in one commit, what the rule gives without anybody", async () => {
    const answer = await bruce().ask({ permission_set: "ReadOnly", account_id: TEST });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      state: "approved",
      grant: {
        starts_at: new Date(START).toISOString(),
        ends_at: new Date(START + HOUR).toISOString(),
      },
    });
    expect(await rows.requests()).toMatchObject([
      { state: "approved", decided_by: "policy:reading" },
    ]);
    expect(await rows.holds()).toMatchObject([
      {
        reason: "grant",
        reason_id: idOf(answer),
        starts_at: START,
        ends_at: START + HOUR,
        grant_id: part(answer, "grant", "id"),
      },
    ]);
    expect(await rows.assignments()).toMatchObject([
      { identity_id: "idn_bruce", check_at: START, origin: "managed" },
    ]);
    expect(await logged()).toEqual(["request.made", "request.approved", "grant.made"]);
  });

  it("is refused to somebody whom HR does not know, and to nobody at all", async () => {
    expect(problemOf(await company.as("sam").ask())).toBe("not-a-person");
    expect((await call(company, "POST", "/v1/requests", { body: wish })).status).toBe(401);
  });

  it.each([
    ["left", { employment: "left" as const }],
    ["suspended", { suspended_at: START }],
    ["not begun", { employment: "expected" as const }],
  ])("is refused to somebody who has %s", async (_, set) => {
    await given("per_bruce", set);
    expect((await bruce().ask()).status).toBe(403);
    expect(await rows.requests()).toEqual([]);
  });

  it("waits for nobody where nobody is left who could decide", async () => {
    const self = ["user:default/bruce"];
    const approval = { stages: [{ any_of: self }], fallback: self };
    const eligibility = (policy.eligibility ?? []).map((rule) => ({ ...rule, approval }));
    company = await givenCompany({ ...policy, eligibility });
    expect(problemOf(await bruce().ask())).toBe("no-approver");
  });
});

describe("what one has or has asked for already", () => {
  it("is not asked for twice: the first request is named", async () => {
    const first = await bruce().ask();
    const again = await bruce().ask({ duration_hours: 2 });
    expect([again.status, problemOf(again), part(again, "request_id")]).toEqual([
      409,
      "already-asked",
      idOf(first),
    ]);
  });

  it("is told of a grant: until when, and how to extend it", async () => {
    await givenAccess(
      "bruce",
      SEC_AUDIT,
      {},
      {
        reason: "grant",
        reason_id: "req_0",
        grant_id: "grt_0",
        ends_at: START + HOUR,
        granted_until: START + HOUR,
      },
    );
    const answer = await bruce().ask();
    expect([answer.status, problemOf(answer)]).toEqual([409, "already-held"]);
    expect(answer.body).toMatchObject({
      until: new Date(START + HOUR).toISOString(),
      grant_id: "grt_0",
      extend: "/v1/grants/grt_0/extend",
    });
  });

  it("may be asked for after its end: two stretches with a gap", async () => {
    await givenAccess(
      "bruce",
      SEC_AUDIT,
      {},
      {
        reason: "grant",
        reason_id: "req_0",
        grant_id: "grt_0",
        ends_at: START + HOUR,
        granted_until: START + HOUR,
      },
    );
    expect(
      (await bruce().ask({ starts_at: new Date(START + 2 * HOUR).toISOString() })).status,
    ).toBe(201);
  });

  it("is told of standing access, by a rule or found", async () => {
    await givenAccess("bruce", SEC_AUDIT, {}, {});
    const standing = await bruce().ask();
    expect([problemOf(standing), part(standing, "detail")]).toEqual([
      "already-held",
      "You have this already.",
    ]);
    await givenAccess(
      "bruce",
      { kind: "account", account_id: PROD, permission_set_arn: arn("Billing") },
      { origin: "found" },
    );
    const found = await bruce().ask({
      permission_set: "Billing",
      account_id: PROD,
      ticket: "AB-1",
    });
    expect(problemOf(found)).toBe("already-held");
  });

  it("is told of access through a group", async () => {
    await givenAccess("bruce", { kind: "group", group_id: "g-1" }, {}, {});
    await rows.groupAssignments("g-1", PROD, arn("SecAudit"));
    const answer = await bruce().ask();
    expect([problemOf(answer), part(answer, "group_id")]).toEqual(["already-held", "g-1"]);
    expect((await bruce().ask({ permission_set: "Billing", ticket: "AB-1" })).status).toBe(201);
  });

  it("may be asked for where another hand took it away", async () => {
    await givenAccess("bruce", SEC_AUDIT, { withheld_at: START - 1, observed: "absent" }, {});
    expect((await bruce().ask()).status).toBe(201);
  });

  it("stops at the most open requests that one may have", async () => {
    const waiting = Array.from({ length: 10 }, (_, n) => open(n));
    const db = drizzle(env.DB);
    await Promise.all(waiting.map((row) => db.insert(requests).values(row)));
    const answer = await bruce().ask();
    expect([answer.status, problemOf(answer)]).toEqual([409, "too-many-open"]);
  });
});

describe("asking once", () => {
  it("the same key and body make one request, another body is refused", async () => {
    const key = { "idempotency-key": "one" };
    const first = await bruce().post("/v1/requests", wish, key);
    const again = await bruce().post("/v1/requests", wish, key);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect((await bruce().post("/v1/requests", { ...wish, duration_hours: 2 }, key)).status).toBe(
      422,
    );
    expect(await rows.requests()).toHaveLength(1);
    expect(await logged()).toEqual(["request.made"]);
  });

  it("two in one instant make one request; the other is told", async () => {
    const both = await Promise.all([bruce().ask(), bruce().ask({ duration_hours: 2 })]);
    expect(statuses(both)).toEqual([201, 409]);
    expect(await rows.requests()).toHaveLength(1);
  });

  it("two in one instant under one key make one request and get one answer", async () => {
    const key = { "idempotency-key": "race" };
    const both = await Promise.all([
      bruce().post("/v1/requests", wish, key),
      bruce().post("/v1/requests", wish, key),
    ]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both[0]?.text).toBe(both[1]?.text);
    expect(await rows.requests()).toHaveLength(1);
  });

  it("two automatic ones in one instant give one grant", async () => {
    const both = await Promise.all([reading(), reading()]);
    expect(statuses(both)).toEqual([201, 409]);
    expect(await rows.holds()).toHaveLength(1);
  });
});

describe("a service token", () => {
  it("names the person by email, and the log names the service", async () => {
    const portal = await token(["requests:create"]);
    const answer = await askBy(portal, { email: "Bruce@example.com" });
    expect(answer.status).toBe(201);
    expect(await rows.requests()).toMatchObject([{ person_id: "per_bruce" }]);
    expect((await rows.audit()).find(({ action }) => action === "request.made")?.actor).toBe(
      "service:portal",
    );
  });

  it("is told of an email that is nobody's, and needs its scope", async () => {
    const portal = await token(["requests:create"]);
    expect(problemOf(await askBy(portal, { email: "nobody@example.com" }))).toBe("unknown-person");
    expect(problemOf(await askBy(portal, {}))).toBe("unknown-person");
  });

  it("without the scope asks for nobody, and never decides", async () => {
    const reader = await token(["audit:read"]);
    expect((await askBy(reader, { email: "bruce@example.com" })).status).toBe(403);
    const request = await bruce().ask();
    const answer = await call(company, "POST", `/v1/requests/${idOf(request)}/approve`, {
      as: reader,
      body: {},
    });
    expect(answer.status).toBe(403);
  });
});

it("asking takes three round trips to the database, the caller's included", async () => {
  await bruce().ask({ permission_set: "Billing", ticket: "AB-1" });
  const { DB, trips } = counted();
  const answer = await call({ ...company, env: { ...company.env, DB } }, "POST", "/v1/requests", {
    as: "user:default/bruce",
    body: wish,
  });
  expect(answer.status).toBe(201);
  expect(trips()).toBe(3);
});
