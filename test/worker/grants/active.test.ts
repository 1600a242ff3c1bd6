import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeEach, describe, expect, it } from "vitest";
import { activeQuery } from "../../../worker/grants/active.ts";
import { receipts } from "../../../worker/grants/tables.ts";
import { START, testCtx } from "../fresh.ts";
import { listed, part } from "../requests/answers.ts";
import { HOUR, MINUTE, PROD, TEST, aws, given, givenCompany, rows } from "../requests/company.ts";
import type { Company } from "../requests/company.ts";

let company: Company;

beforeEach(async () => {
  company = await givenCompany();
});

/** An approved grant that AWS has: its id and its assignment's. */
async function live(parts: Record<string, unknown> = {}, name = "bruce") {
  const answer = await company
    .as(name)
    .ask({ permission_set: "ReadOnly", account_id: PROD, duration_hours: 1, ...parts });
  const id = String(part(answer, "grant", "id"));
  const hold = (await rows.holds()).find(({ grant_id }) => grant_id === id);
  const assignment = String(hold?.assignment_id);
  await aws(assignment, "present");
  await env.DB.prepare("update assignments set check_at = ? where id = ?")
    .bind(START + HOUR, assignment)
    .run();
  return { id, assignment };
}

const active = async (query = "", name = "audrey") =>
  listed(await company.as(name).get(`/v1/active${query}`));

describe("active access", () => {
  it("is what is there now by its end, and first what should be gone", async () => {
    const late = await live({ duration_hours: 0.1 });
    const long = await live({ account_id: TEST, duration_hours: 1 });
    const short = await live({ duration_hours: 0.5 }, "dana");
    await live({ duration_hours: 0.1, account_id: TEST }, "eve").then(async ({ assignment }) => {
      company.clock.now = START + 10 * MINUTE;
      await aws(assignment, "absent");
    });
    await drizzle(env.DB)
      .insert(receipts)
      .values({ id: "rcp_1", assignment_id: late.assignment, due_at: START + 6 * MINUTE });
    const answer = await company.as("audrey").get("/v1/active");
    expect(listed(answer)).toEqual([late.id, short.id, long.id]);
    expect(part(answer, "items")).toMatchObject([
      { state: "ending", is_overdue: true, may_end: false },
      { state: "live", is_overdue: false, department: "Security", display_name: "dana" },
      { state: "live", is_overdue: false },
    ]);
  });

  it("is not what begins later", async () => {
    await live({ starts_at: new Date(START + HOUR).toISOString() });
    expect(await active()).toEqual([]);
  });

  it("is filtered by person, account, permission set and department, as one types them", async () => {
    const bruce = await live();
    const dana = await live({ account_id: TEST }, "dana");
    await given("per_dana", { display_name: "Dana White" });
    expect(await active("?person=dana%20w")).toEqual([dana.id]);
    expect(await active("?person=BRUCE@example")).toEqual([bruce.id]);
    expect(await active(`?account=${TEST}`)).toEqual([dana.id]);
    expect(await active("?account=pro")).toEqual([bruce.id]);
    expect(await active("?department=secur")).toEqual([dana.id]);
    expect(await active("?permission_set=readonly")).toHaveLength(2);
    expect(await active("?permission_set=billing")).toEqual([]);
  });

  it("is paged, and says to an admin that they may end it", async () => {
    const first = await live({ duration_hours: 0.5 });
    const second = await live({ account_id: TEST });
    const page = await company.as("olga").get("/v1/active?limit=1");
    expect([listed(page), part(page, "items")]).toMatchObject([[first.id], [{ may_end: true }]]);
    const cursor = String(part(page, "next_cursor"));
    const next = await company.as("olga").get(`/v1/active?limit=1&cursor=${cursor}`);
    expect([listed(next), part(next, "next_cursor")]).toEqual([[second.id], undefined]);
  });

  it("costs what is live, not what ever was", async () => {
    const { assignment } = await live();
    await env.DB.prepare(
      `insert into holds (id, assignment_id, reason, reason_id, policy_version, grant_id, starts_at, ends_at, granted_until, created_at)
       select 'hld_' || value, ?, 'grant', 'req_' || value, 1, 'grt_' || value, 1, 2, 2, 1 from json_each(?)`,
    )
      .bind(assignment, JSON.stringify(Array.from({ length: 2000 }, (_, n) => n)))
      .run();
    const query = activeQuery(testCtx(), {}, 51, undefined).toSQL();
    const { results, meta } = await env.DB.prepare(query.sql)
      .bind(...query.params)
      .all();
    expect(results).toHaveLength(1);
    expect(meta.rows_read).toBeLessThan(40);
  });
});
