/** What years of entries cost those who look for a few of them: nothing. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { exportAudit } from "../../../worker/audit/export.ts";
import { searchAudit } from "../../../worker/audit/search.ts";
import { NEVER } from "../../../worker/db/context.ts";
import { decisions } from "../../../worker/reports/decisions.ts";
import { dashboard } from "../../../worker/reports/dashboard.ts";
import { freshDb, START } from "../fresh.ts";
import { measured, scans } from "./measured.ts";
import { fill } from "./years.ts";

/** A year and ten months, an entry each 5 minutes; one of a thousand is an admin's, one of ten a decision. */
const COUNT = 200_000;
const STEP_MS = 5 * 60_000;
const DAY = 86_400_000;
const at = (days: number) => START + days * DAY;

beforeAll(async () => {
  await freshDb();
  await fill(
    COUNT,
    "audit (at, actor, channel, action, person_id, request_id, details)",
    `${START} + ${STEP_MS} * i, iif(i % 1000, 'driver', 'user:default/ada'), 'driver', case when i % 10 = 9 then 'request.approved' when i % 2 then 'grant.made' else 'assignment.gone' end, 'per_' || (i % 5000), iif(i % 10 = 9, 'req_1', null), '{"late_ms":' || i || '}'`,
  );
  await env.DB.prepare(
    `insert into requests (id, kind, person_id, target_key, group_id, duration_ms, justification, state, rule, policy_version, longest_ms, created_at, decide_by, decided_by)
     values ('req_1', 'access', 'per_1', 'group/g', 'g', 1, '', 'approved', 'r', 1, 1, ${START}, ${NEVER}, 'person:per_2')`,
  ).run();
}, 60_000);

/** 100 entries on either side of an instant are looked through for its place. */
const PLACES = 4 * 100 + 20;

test.each([
  { since: at(100), until: at(101) },
  { since: at(100), until: at(101), action: "grant.made" as const },
  { since: at(100), until: at(101), actor: "driver" },
  { since: at(100), until: at(400), actor: "user:default/ada" },
  { since: at(100), until: at(600), person: "per_7" },
])("a period long ago, %o: a search reads its page", async (search) => {
  const found = await measured((ctx) => searchAudit(ctx, search, { limit: 50 }));
  expect(found.answer.length).toBeGreaterThan(20);
  expect(found.rowsRead).toBeLessThanOrEqual(PLACES + 4 * 50 + 300);
  expect(found.answer.every((row) => row.at >= search.since && row.at < search.until)).toBe(true);
});

test("a day of the log is read in proportion to the day", async () => {
  const search = { since: at(100), until: at(101), action: "grant.made" as const };
  const found = await measured(async (ctx) => {
    const { pages } = await exportAudit(ctx, search, { before: undefined, most: 100_000 });
    let count = 0;
    for await (const page of pages) count += page.length;
    return count;
  });
  expect(found.answer).toBe(116);
  expect(found.rowsRead).toBeLessThan(2 * PLACES + 4 * 144 + 100);
});

test.each([1, 10, 92])("the dashboard of %i days reads in proportion to them", async (days) => {
  const found = await measured((ctx) => dashboard(ctx, { since: at(100), until: at(100 + days) }));
  expect(found.answer.period.lateness?.count).toBe(144 * days);
  expect(found.rowsRead).toBeLessThan(1_000 + 12 * 288 * days);
  expect(scans(found)).toEqual([]);
});

test("a page of decisions reads the period's, not the years' before and after it", async () => {
  const period = { since: at(100), until: at(101) };
  const page = { limit: 1_000, before: undefined };
  const found = await measured((ctx) => decisions(ctx, period, {}, page));
  expect(found.answer.length).toBe(28);
  expect(found.rowsRead).toBeLessThan(PLACES + 10 * 28);
  expect(scans(found)).toEqual([]);
});
