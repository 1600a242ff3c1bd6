/** What years of entries cost those who look for a few of them: nothing. */
import { beforeAll, expect, test } from "vitest";
import { exportAudit } from "../../../worker/audit/export.ts";
import { searchAudit } from "../../../worker/audit/search.ts";
import { freshDb, START } from "../fresh.ts";
import { measured } from "./measured.ts";
import { fill } from "./years.ts";

/** A year and ten months, an entry each 5 minutes; one of a thousand is an admin's. */
const COUNT = 200_000;
const STEP_MS = 5 * 60_000;
const DAY = 86_400_000;
const at = (days: number) => START + days * DAY;

beforeAll(async () => {
  await freshDb();
  await fill(
    COUNT,
    "audit (at, actor, channel, action, person_id, details)",
    `${START} + ${STEP_MS} * i, iif(i % 1000, 'driver', 'user:default/ada'), 'driver', iif(i % 2, 'grant.made', 'grant.ended'), 'per_' || (i % 5000), '{}'`,
  );
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
  expect(found.answer).toBe(144);
  expect(found.rowsRead).toBeLessThan(2 * PLACES + 4 * 144 + 100);
});
