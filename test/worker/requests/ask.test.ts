import { beforeEach, describe, expect, it } from "vitest";
import { START, call } from "../fresh.ts";
import { idOf, part, problemOf } from "./answers.ts";
import {
  HOUR,
  PROD,
  TEST,
  arn,
  counted,
  given,
  givenCompany,
  logged,
  rows,
  wish,
} from "./company.ts";
import { policy } from "./policy.ts";
import type { Company } from "./company.ts";

let company: Company;

beforeEach(async () => {
  company = await givenCompany();
});

const bruce = () => company.as("bruce");

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
    ["control characters in a ticket", { ticket: "AB-1\u0000" }, "ticket"],
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
