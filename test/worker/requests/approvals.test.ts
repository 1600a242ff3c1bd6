import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeEach, describe, expect, it } from "vitest";
import { NEVER } from "../../../worker/db/context.ts";
import { openPinnedTo } from "../../../worker/requests/approvals.ts";
import { requestApprovers, requests } from "../../../worker/requests/tables.ts";
import { START, call, testCtx } from "../fresh.ts";
import { idOf, listed, part } from "./answers.ts";
import { HOUR, counted, given, givenCompany } from "./company.ts";
import type { Company } from "./company.ts";

let company: Company;

beforeEach(async () => {
  company = await givenCompany();
});

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
