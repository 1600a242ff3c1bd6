/** What the history of years costs those who look at what is due or open now: nothing. */
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { searchAudit } from "../../../worker/audit/search.ts";
import { dueWork } from "../../../worker/db/work.ts";
import { createDriverLoop } from "../../../worker/driver-loop.ts";
import { listGrants } from "../../../worker/grants/list.ts";
import { loadGrants } from "../../../worker/grants/load.ts";
import { judgeDue } from "../../../worker/judging/judge.ts";
import { dueAssignmentsQuery } from "../../../worker/reconciler/assignments/due.ts";
import { dueIdentitiesQuery } from "../../../worker/reconciler/identities/view.ts";
import { earliest, wakeQueries } from "../../../worker/reconciler/due.ts";
import { readStanding } from "../../../worker/reconciler/standing.ts";
import { approvals } from "../../../worker/requests/approvals.ts";
import { freshDb, START, testMarks, testPorts } from "../fresh.ts";
import { measured, scans } from "./measured.ts";
import { forgetYears, givenCrowd, givenDecidedRequests, givenEndedGrants } from "./years.ts";

beforeAll(async () => {
  await freshDb();
  await givenCrowd(10_000);
  await givenEndedGrants(1_000_000, 200_000);
  await givenDecidedRequests(100_000);
}, 120_000);
afterAll(forgetYears, 120_000);

const many = [0, 1, 10, 100];

async function makeDue(table: "assignments" | "identities", count: number): Promise<void> {
  await env.DB.prepare(
    `update ${table} set check_at = ? where rowid in (select rowid from ${table} order by rowid limit ?)`,
  )
    .bind(START - 1, count)
    .run();
}

describe("with a million grants that ended", () => {
  test.each(many)(
    "and %i assignments due, the due query reads in proportion to them",
    async (due) => {
      await makeDue("assignments", due);
      const found = await measured(async (ctx) => {
        const [rows] = await ctx.db.read([
          dueAssignmentsQuery(ctx, { after: null, until: START }, 1_000),
        ]);
        return rows.length;
      });
      expect(found.answer).toBe(due);
      expect(found.rowsRead).toBeLessThanOrEqual(7 * due + 6);
      expect(found.plans[0]).toContain(
        "SEARCH assignments USING INDEX assignments_due (check_at>? AND check_at<?)",
      );
      expect(scans(found)).toEqual([]);
    },
  );

  test.each(many)("and %i users due, the due query reads in proportion to them", async (due) => {
    await makeDue("identities", due);
    const found = await measured(async (ctx) => {
      const [rows] = await ctx.db.read([dueIdentitiesQuery(ctx, START, 1_000)]);
      return rows.length;
    });
    expect(found.answer).toBe(due);
    expect(found.rowsRead).toBeLessThanOrEqual(3 * due + 5);
    expect(scans(found)).toEqual([]);
  });

  test("the next wake-up is the first row of three indexes", async () => {
    const found = await measured(async (ctx) => earliest(...(await ctx.db.read(wakeQueries(ctx)))));
    expect(found.answer).toBe(START - 1);
    expect(found.rowsRead).toBeLessThanOrEqual(6);
  });

  test("due work is found by its index", async () => {
    const found = await measured(async (ctx) => ctx.db.read([dueWork(ctx, "other", START, 12)]));
    expect(found.plans[0]?.join()).toContain("INDEX work_due (check_at<?)");
  });

  test("figures and readiness cost what is due, overdue or open", async () => {
    const found = await measured((ctx) => readStanding(ctx));
    expect(found.answer.overdue).toBe(0);
    expect(found.rowsRead).toBeLessThan(1_000);
    expect(scans(found)).toEqual([]);
  });

  test("a whole wake-up of the driver reads in proportion to what it does, and knows the next one by the indexes' first rows", async () => {
    await env.DB.prepare("update assignments set check_at = 253370764800000 where check_at < ?")
      .bind(START)
      .run();
    await env.DB.prepare("update identities set check_at = 253370764800000 where check_at < ?")
      .bind(START)
      .run();
    const set: number[] = [];
    const wakeUp = () =>
      measured(async (_ctx, DB) => {
        const alarm = { get: async () => null, set: async (at: number) => void set.push(at) };
        await createDriverLoop({ ...env, DB }, testPorts(), alarm, testMarks()).alarm();
      });
    const idle = await wakeUp();
    expect(idle.rowsRead).toBeLessThan(60);
    expect(scans(idle)).toEqual([]);
    await makeDue("assignments", 10);
    const busy = await wakeUp();
    expect(busy.rowsRead).toBeLessThan(60 + 10 * 60);
    expect(scans(busy)).toEqual([]);
    expect(set).toEqual([]);
  });

  test("judging finds whom to judge by the index, from either side of the epoch", async () => {
    const row = {
      kind: "judging" as const,
      key: "people",
      check_at: START,
      version: 1,
      attempt: 0,
      last_error: null,
    };
    const nobody = await measured((ctx) => judgeDue(ctx, row));
    expect(nobody.rowsRead).toBeLessThan(60);
    expect(nobody.plans.flat()).toContain(
      "SEARCH people USING INDEX people_judging (judged_epoch<?)",
    );
    expect(nobody.plans.flat()).toContain(
      "SEARCH people USING INDEX people_judging (judged_epoch>?)",
    );
    expect(scans(nobody)).toEqual([]);
  });

  test("the queue of somebody who decided on all of them is empty at once", async () => {
    const named = {
      person_id: "per_1",
      ref: "user:default/1",
      groups: new Set<string>(),
      admin: true,
      unknown: false,
    };
    const found = await measured((ctx) => approvals(ctx, named, { limit: 50 }));
    expect(found.answer.requests).toEqual([]);
    expect(found.rowsRead).toBeLessThan(60);
    expect(scans(found)).toEqual([]);
  });

  test("a page of somebody's grants costs the person's, a page of everybody's costs the page", async () => {
    const own = await measured(async (ctx) =>
      loadGrants(ctx, await listGrants(ctx, { person_id: "per_7" }, 20)),
    );
    expect(own.answer).toHaveLength(20);
    expect(own.rowsRead).toBeLessThan(1_500);
    expect(scans(own)).toEqual([]);
    const all = await measured(async (ctx) => loadGrants(ctx, await listGrants(ctx, {}, 20)));
    expect(all.answer).toHaveLength(20);
    expect(all.rowsRead).toBeLessThan(1_500);
  });
});

describe("with a hundred thousand entries in the log, a search reads what it finds", () => {
  test.each([
    { person: "per_7" },
    { assignment: "asg_7" },
    { request: "req_7" },
    { grant: "grt_7" },
    { actor: "user:default/ada" },
    { action: "policy.activated" as const },
    { since: START - 86_400_000 + 99_950 },
    { person: "per_7", action: "grant.made" as const },
    { person: "per_7", actor: "driver", since: START - 86_400_000 },
  ])("%o", async (search) => {
    const found = await measured((ctx) => searchAudit(ctx, search, { limit: 50 }));
    expect(found.answer.length).toBeGreaterThan(0);
    expect(found.rowsRead).toBeLessThan(400);
  });
});
