import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeEach, describe, expect, it } from "vitest";
import { receipts } from "../../../worker/grants/tables.ts";
import { START, call } from "../fresh.ts";
import { idOf, listed, part, problemOf, statuses } from "../requests/answers.ts";
import {
  HOUR,
  MINUTE,
  PROD,
  SEC_AUDIT,
  aws,
  given,
  givenAccess,
  givenCompany,
  logged,
  rows,
} from "../requests/company.ts";
import type { Company } from "../requests/company.ts";

let company: Company;
let grant: string;
let assignment: string;
beforeEach(async () => {
  company = await givenCompany();
  const request = await company.as("bruce").ask();
  const approved = await company.as("alex").post(`/v1/requests/${idOf(request)}/approve`);
  grant = String(part(approved, "grant", "id"));
  assignment = String((await rows.assignments())[0]?.id);
});

const at = (instant: number) => new Date(instant).toISOString();
const items = async (name: string, query = "") =>
  part(await company.as(name).get(`/v1/grants${query}`), "items");
const end = (name: string, id = grant) => company.as(name).post(`/v1/grants/${id}/end`);

describe("grants", () => {
  it("are told as AWS shows them: starting, live, ending, ended with receipt and the tail of sessions", async () => {
    expect(await items("bruce")).toMatchObject([
      {
        id: grant,
        person_id: "per_bruce",
        email: "bruce@example.com",
        target: { account_id: PROD, account_name: "prod", permission_set: "SecAudit" },
        state: "starting",
        starts_at: at(START),
        ends_at: at(START + HOUR),
        receipt: null,
        credentials_dead_by: null,
      },
    ]);
    await aws(assignment, "present");
    expect(await items("bruce")).toMatchObject([{ state: "live" }]);
    company.clock.now = START + HOUR;
    expect(await items("bruce")).toMatchObject([{ state: "ending", ended_by: "time" }]);
    await aws(assignment, "absent");
    const due = START + HOUR;
    await drizzle(env.DB)
      .insert(receipts)
      .values({
        id: "rcp_1",
        assignment_id: assignment,
        due_at: due,
        asked_at: due + 10,
        gone_at: due + 900,
        credentials_dead_by: due + 900 + HOUR,
      });
    expect(await items("bruce")).toMatchObject([
      {
        state: "ended",
        receipt: {
          due_at: at(due),
          asked_at: at(due + 10),
          gone_at: at(due + 900),
          confirmed_at: null,
          late_ms: 900,
        },
        credentials_dead_by: at(due + 900 + HOUR),
      },
    ]);
  });

  it("are one's own; all of them for admins and auditors", async () => {
    expect(await items("eve")).toEqual([]);
    expect(await items("olga")).toMatchObject([{ id: grant }]);
    expect(await items("audrey", "?person=per_bruce")).toMatchObject([{ id: grant }]);
    expect(await items("audrey", "?person=per_eve")).toEqual([]);
    expect((await company.as("eve").get("/v1/grants?person=per_bruce")).status).toBe(403);
    expect((await call(company, "GET", "/v1/grants")).status).toBe(401);
    expect(problemOf(await company.as("sam").get("/v1/grants"))).toBe("not-a-person");
  });

  it("are filtered by state and paged", async () => {
    const second = await company
      .as("bruce")
      .ask({ permission_set: "ReadOnly", account_id: PROD, duration_hours: 0.5 });
    const other = String(part(second, "grant", "id"));
    await aws(assignment, "present");
    expect(await items("bruce", "?state=live")).toMatchObject([{ id: grant }]);
    expect(await items("bruce", "?state=starting")).toMatchObject([{ id: other }]);
    expect(await items("bruce", "?state=ended")).toEqual([]);
    const page = await company.as("bruce").get("/v1/grants?limit=1");
    const next = await company
      .as("bruce")
      .get(`/v1/grants?limit=1&cursor=${String(part(page, "next_cursor"))}`);
    const both = [...listed(page), ...listed(next)];
    expect(both.toSorted()).toEqual([grant, other].toSorted());
    expect(part(next, "next_cursor")).toBeUndefined();
  });
});

describe("ending a grant", () => {
  it.each([
    ["bruce", "holder"],
    ["alex", "approver"],
    ["olga", "admin"],
  ])("by %s, as %s, is wanted at once", async (name, ended_by) => {
    company.clock.now = START + 10 * MINUTE;
    const answer = await end(name);
    expect([answer.status, answer.body]).toEqual([
      200,
      { id: grant, ended_at: at(START + 10 * MINUTE), ended_by },
    ]);
    expect(await rows.holds()).toMatchObject([
      {
        ends_at: START + 10 * MINUTE,
        released_at: START + 10 * MINUTE,
        released_why: ended_by,
        granted_until: START + HOUR,
      },
    ]);
    expect(await rows.assignments()).toMatchObject([{ check_at: START }]);
    const entries = await rows.audit();
    expect(entries.at(-1)).toMatchObject({
      action: "grant.ended",
      person_id: "per_bruce",
      grant_id: grant,
      actor: `person:per_${name}`,
    });
    expect(entries).toHaveLength(4);
  });

  it("keeps the reason with the request, where its holder reads it", async () => {
    await company.as("olga").post(`/v1/grants/${grant}/end`, { reason: "The incident is over." });
    const [request] = await rows.requests();
    expect(part(await company.as("bruce").get(`/v1/requests/${request?.id}`), "notes")).toEqual([
      { kind: "end", by: "person:per_olga", text: "The incident is over.", at: at(START) },
    ]);
  });

  it("is refused to everybody else, who learn of it only where they may see it", async () => {
    expect((await end("eve")).status).toBe(404);
    expect(problemOf(await end("audrey"))).toBe("not-your-grant");
    expect((await call(company, "POST", `/v1/grants/${grant}/end`)).status).toBe(401);
    expect((await end("olga", "grt_none")).status).toBe(404);
    await given("per_alex", { employment: "left" });
    expect((await end("alex")).status).toBe(403);
    expect(await rows.holds()).toMatchObject([{ released_at: null }]);
  });

  it("happens once, whoever is faster", async () => {
    const both = await Promise.all([end("bruce"), end("olga")]);
    expect(statuses(both)).toEqual([200, 409]);
    expect(problemOf(await end("bruce"))).toBe("already-ended");
    expect((await logged()).filter((action) => action === "grant.ended")).toHaveLength(1);
  });

  it("works while Backstage is down, for its holder and its approver", async () => {
    company.backstage.down.add("catalog");
    company.backstage.down.add("userinfo");
    expect((await end("eve")).status).toBe(503);
    expect((await end("alex")).status).toBe(200);
  });

  it("leaves what other reasons give", async () => {
    company = await givenCompany();
    const id = await givenAccess("bruce", SEC_AUDIT, {}, {});
    await env.DB.prepare(
      "insert into holds (id, assignment_id, reason, reason_id, policy_version, grant_id, starts_at, ends_at, granted_until, created_at) values ('hld_g', ?, 'grant', 'req_g', 1, 'grt_g', ?, ?, ?, ?)",
    )
      .bind(id, START, START + HOUR, START + HOUR, START)
      .run();
    expect((await end("bruce", "grt_g")).status).toBe(200);
    expect((await rows.holds()).map(({ reason, released_at }) => [reason, released_at])).toEqual([
      ["baseline", null],
      ["grant", START],
    ]);
    expect(await items("bruce")).toMatchObject([
      {
        id: "grt_g",
        state: "ended",
        ended_by: "holder",
        kept_by: { reason: "baseline", id: "engineering" },
      },
    ]);
  });

  it("of one that has not begun means that it never begins", async () => {
    company = await givenCompany();
    const request = await company.as("bruce").ask({ starts_at: at(START + HOUR) });
    const approved = await company.as("alex").post(`/v1/requests/${idOf(request)}/approve`);
    grant = String(part(approved, "grant", "id"));
    expect(await items("bruce")).toMatchObject([{ state: "scheduled" }]);
    await end("bruce");
    company.clock.now = START + 90 * MINUTE;
    expect(await items("bruce")).toMatchObject([
      { state: "ended", ended_by: "holder", credentials_dead_by: null },
    ]);
  });
});
