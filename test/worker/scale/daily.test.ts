/** To have once more what one had on each day of a year costs as much as to have it for the third time. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { NEVER } from "../../../worker/db/context.ts";
import { loadViews } from "../../../worker/reconciler/assignments/view.ts";
import { loadIdentities } from "../../../worker/reconciler/identities/view.ts";
import { readStanding } from "../../../worker/reconciler/standing.ts";
import { approvals } from "../../../worker/requests/approvals.ts";
import { call, freshDb, START } from "../fresh.ts";
import { givenCompany, HOUR, MINUTE, SEC_AUDIT, wish } from "../requests/company.ts";
import type { Company } from "../requests/company.ts";
import { drained } from "./drained.ts";
import { measured } from "./measured.ts";
import { scriptedAws } from "./scripted-aws.ts";
import { givenCrowd, givenDaily, givenEndedGrants, givenOpenRequests } from "./years.ts";

const DAY = 86_400_000;

/** The company, with no user due, and Bruce's past days. */
async function givenPast(days: number): Promise<Company> {
  const company = await givenCompany();
  await env.DB.prepare("update identities set look_at = ?, delete_at = ?, check_at = ?")
    .bind(NEVER, NEVER, NEVER)
    .run();
  await givenDaily("bruce", SEC_AUDIT, days);
  return company;
}

async function posted(company: Company, name: string, path: string, body: unknown) {
  const found = await measured(async (_ctx, DB) => {
    const app = { ...company, env: { ...company.env, DB } };
    return call(app, "POST", path, { as: `user:default/${name}`, body });
  });
  expect(found.answer.status).toBeLessThan(300);
  return found;
}

async function observed(): Promise<unknown> {
  return env.DB.prepare("select observed from assignments where id = 'asg_bruce'").first(
    "observed",
  );
}

/** Rows read for each step of one more grant, from the request to the confirmation that its access is gone. */
async function oneMore(days: number) {
  const company = await givenPast(days);
  const { clock } = company;
  const aws = scriptedAws(clock);
  const asked = await posted(company, "bruce", "/v1/requests", wish);
  const { id } = z.object({ id: z.string() }).parse(asked.answer.body);
  const approved = await posted(company, "alex", `/v1/requests/${id}/approve`, {});
  const given = await drained(aws, clock);
  expect(await observed()).toBe("present");
  clock.now = START + HOUR + MINUTE;
  const revoked = await drained(aws, clock);
  expect(await observed()).toBe("absent");
  clock.now += 3 * MINUTE;
  const confirmed = await drained(aws, clock);
  const { results } = await env.DB.prepare(
    "select due_at, confirmed_at from receipts order by due_at desc limit 1",
  ).all();
  expect(results).toEqual([{ due_at: START + HOUR, confirmed_at: expect.any(Number) }]);
  return [asked.rowsRead, approved.rowsRead, given, revoked, confirmed];
}

test("request, approval, grant, removal and its confirmation read no more rows after 365 grants of the same than after three", async () => {
  // An isolate's first request reads policy and directory.
  await oneMore(1);
  const few = await oneMore(3);
  const many = await oneMore(365);
  const more = many.map((rows, step) => rows - (few[step] ?? 0));
  expect(Math.max(...more)).toBeLessThanOrEqual(5);
}, 60_000);

describe("after 365 grants of the same", () => {
  test("the view of the assignment is the first row of each index", async () => {
    await givenPast(365);
    const found = await measured((ctx) => loadViews(ctx, ["asg_bruce"]));
    const end = START - DAY + HOUR;
    expect(found.answer).toMatchObject([
      {
        stretch_end: end,
        ended: { grant_id: "grt_0", request_id: "req_0" },
        receipt: { due_at: end },
      },
    ]);
    expect(found.rowsRead).toBeLessThan(30);
    const plan = found.plans.flat();
    expect(plan).toContain(
      "SEARCH past USING INDEX holds_assignment (assignment_id=? AND ends_at<?)",
    );
    expect(plan).toContain("SEARCH past USING INDEX receipts_assignment (assignment_id=?)");
  });

  test("whether a user has access that is not known to be gone is asked of open receipts alone", async () => {
    await givenPast(365);
    const found = await measured((ctx) => loadIdentities(ctx, ["idn_bruce"]));
    expect(found.answer).toMatchObject([{ unsettled: 0, hasLiveGrant: false }]);
    expect(found.rowsRead).toBeLessThan(10);
    expect(found.plans.flat()).toContain("SEARCH r USING INDEX receipts_open (assignment_id=?)");
  });

  test("and so is whether a removal is overdue that nobody has looked at", async () => {
    await givenPast(365);
    await env.DB.prepare("update assignments set observed = 'present', check_at = ?")
      .bind(START - HOUR)
      .run();
    const found = await measured((ctx) => readStanding(ctx));
    expect(found.answer.overdue).toBe(1);
    expect(found.rowsRead).toBeLessThan(60);
  });

  test("what a person has open is found among what is open", async () => {
    const company = await givenPast(365);
    const found = await posted(company, "bruce", "/v1/requests", wish);
    expect(found.plans.flat()).toContain("SEARCH requests USING INDEX requests_open (person_id=?)");
  });
});

test("a look at a user who once had much reads a few rows for each of it", async () => {
  const TARGETS = 100;
  await freshDb();
  await givenCrowd(1);
  await givenEndedGrants(TARGETS, TARGETS);
  await env.DB.prepare("update identities set look_at = ?, check_at = ?").bind(START, START).run();
  const clock = { now: START };
  const aws = scriptedAws(clock);
  const rowsRead = await drained(aws, clock, 1);
  expect(aws.asked).toContain("ListAccountAssignmentsForPrincipal");
  expect(await env.DB.prepare("select look_at from identities").first("look_at")).toBe(START + DAY);
  expect(rowsRead).toBeLessThan(15 * TARGETS);
});

test("a queue looks through what is open in the company twice, and through nothing else", async () => {
  const OPEN = 100;
  await givenCompany();
  await givenOpenRequests(OPEN, "person:per_eve");
  const named = {
    person_id: "per_alex",
    ref: "user:default/alex",
    groups: new Set<string>(),
    admin: false,
    unknown: false,
  };
  const found = await measured((ctx) => approvals(ctx, named, { limit: 50 }));
  expect(found.answer.requests).toEqual([]);
  expect(found.rowsRead).toBeLessThanOrEqual(2 * 3 * OPEN + 20);
});
