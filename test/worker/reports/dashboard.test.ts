import { beforeEach, expect, test } from "vitest";
import { append } from "../../../worker/audit/append.ts";
import type { Entry } from "../../../worker/audit/append.ts";
import { change } from "../../../worker/db/change.ts";
import { commit } from "../../../worker/db/commit.ts";
import { START, testCtx } from "../fresh.ts";
import { idOf } from "../requests/answers.ts";
import { HOUR, MINUTE, PROD, SEC_AUDIT, givenAccess, givenCompany } from "../requests/company.ts";
import type { Company } from "../requests/company.ts";

let company: Company;
const DAY = 24 * HOUR;

beforeEach(async () => {
  company = await givenCompany();
});

async function told(at: number, ...entries: Entry[]): Promise<void> {
  const ctx = testCtx({ now: () => at });
  await commit(ctx, change({ audit: entries.map((entry) => append(ctx, entry)) }));
}

const gone = (late_ms: number, grant_id?: string): Entry => ({
  action: "assignment.gone",
  grant_id: grant_id ?? null,
  details: { late_ms },
});

test("it tells what happened by day: grants, decisions, lateness, who joined, moved and left", async () => {
  await told(START - 8 * DAY, { action: "person.onboarded" }, gone(1));
  await told(
    START - DAY,
    { action: "person.onboarded" },
    { action: "person.returned" },
    { action: "person.changed", details: { fields: { department: "x" } } },
    { action: "person.changed", details: { fields: { title: "x" } } },
    { action: "assignment.created", grant_id: "grt_1" },
    { action: "assignment.created" },
    ...Array.from({ length: 99 }, (_, i) => gone(i + 1)),
    gone(50_000, "grt_1"),
  );
  await told(START, { action: "person.offboarded" }, gone(7));
  const { body } = await company.as("audrey").get("/v1/dashboard");
  expect(body).toMatchObject({
    from: "2026-11-14",
    to: "2026-11-20",
    ended_on_time: true,
    on_time_within_ms: 60_000,
    period: { joiners: 2, movers: 1, leavers: 1, grants_begun: 1, grants_ended: 1 },
  });
  expect(body).toHaveProperty("period.lateness", {
    count: 101,
    median_ms: 50,
    p90_ms: 90,
    p99_ms: 99,
    worst_ms: 50_000,
  });
  expect(body).toHaveProperty("days.length", 7);
  expect(body).toHaveProperty("days.4", {
    day: "2026-11-18",
    grants_begun: 0,
    grants_ended: 0,
    joiners: 0,
    movers: 0,
    leavers: 0,
    approved: 0,
    rejected: 0,
    time_to_decide: null,
    lateness: null,
  });
  expect(body).toHaveProperty("days.5.lateness", {
    count: 100,
    median_ms: 50,
    p90_ms: 90,
    p99_ms: 99,
    worst_ms: 50_000,
  });
  expect(body).toMatchObject({ days: [{}, {}, {}, {}, {}, { joiners: 2 }, { leavers: 1 }] });
});

test("how long people took to decide is from the asking to the decision; what the policy allows by itself is not among it", async () => {
  const asked = idOf(await company.as("bruce").ask());
  await company.as("dana").ask({ permission_set: "ReadOnly", account_id: PROD });
  const billing = idOf(
    await company.as("bruce").ask({ permission_set: "Billing", ticket: "AB-1" }),
  );
  company.clock.now += 10 * MINUTE;
  await company.as("alex").post(`/v1/requests/${asked}/approve`, {});
  company.clock.now += 20 * MINUTE;
  await company.as("alex").post(`/v1/requests/${billing}/reject`, { reason: "no" });
  const { body } = await company.as("olga").get("/v1/dashboard?from=2026-11-20");
  expect(body).toMatchObject({
    period: {
      approved: 2,
      rejected: 1,
      time_to_decide: { count: 2, median_ms: 10 * MINUTE, p90_ms: 30 * MINUTE },
    },
  });
});

test("it tells how things stand now: live grants, what waits and since when, what is frozen", async () => {
  const until = START + HOUR;
  const grant = { reason: "grant", ends_at: until, granted_until: until } as const;
  await givenAccess("dana", SEC_AUDIT, {}, { ...grant, grant_id: "grt_1" });
  await givenAccess("eve", SEC_AUDIT, { observed: "absent" }, { ...grant, grant_id: "grt_2" });
  await givenAccess("fred", SEC_AUDIT, {}, {});
  await company.as("bruce").ask();
  company.clock.now += 5 * MINUTE;
  const { body } = await company.as("olga").get("/v1/dashboard");
  expect(body).toMatchObject({
    now: {
      live_grants: 1,
      waiting: 1,
      oldest_waiting_at: new Date(START).toISOString(),
      overdue: 0,
      freeze: null,
    },
  });
});

test("one removal that was late is told in the first line", async () => {
  await told(START - DAY, gone(5), gone(60_001));
  const { body } = await company.as("olga").get("/v1/dashboard");
  expect(body).toMatchObject({ ended_on_time: false });
  const today = await company.as("olga").get("/v1/dashboard?from=2026-11-20&to=2026-11-20");
  expect(today.body).toMatchObject({ ended_on_time: true, period: { lateness: null } });
});

test("a period that is none, or too long, is refused by name", async () => {
  for (const days of ["from=2026-01-01", "from=2026-11-21", "from=yesterday"]) {
    const { status, body } = await company.as("olga").get(`/v1/dashboard?${days}`);
    expect([status, body]).toMatchObject([400, { errors: [{ field: "from" }] }]);
  }
});
