import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { idOf, part } from "../requests/answers.ts";
import { HOUR, MINUTE, PROD, arn, givenCompany } from "../requests/company.ts";
import type { Company } from "../requests/company.ts";

let company: Company;
const path = "/v1/reports/decisions";

/** Alex approves one thing for a shorter time, rejects another; a rule approves a third by itself. */
beforeEach(async () => {
  company = await givenCompany();
  const first = idOf(await company.as("bruce").ask({ justification: "=1+1, please" }));
  const second = idOf(await company.as("bruce").ask({ permission_set: "Billing", ticket: "AB-1" }));
  await company.as("dana").ask({ permission_set: "ReadOnly", account_id: PROD });
  company.clock.now += 10 * MINUTE;
  await company.as("alex").post(`/v1/requests/${first}/approve`, { duration: "PT30M" });
  await company.as("alex").post(`/v1/requests/${second}/reject`, { reason: "not now" });
});

const told = async (query: string) => {
  const answer = await company.as("audrey").get(path + query);
  expect(answer.status).toBe(200);
  return answer;
};

test("all decisions of a period, newest first: by whom, for whom, on what, how soon", async () => {
  const { body } = await told("");
  expect(body).toMatchObject({
    items: [
      { decision: "rejected", permission_set: "Billing", reason: "not now", approved_ms: null },
      {
        decision: "approved",
        by: "person:per_alex",
        by_name: "alex",
        person_id: "per_bruce",
        person_name: "bruce",
        department: "Engineering",
        account_id: PROD,
        permission_set: "SecAudit",
        asked_ms: HOUR,
        approved_ms: 30 * MINUTE,
        time_to_decide_ms: 10 * MINUTE,
      },
      { decision: "approved", person_id: "per_dana", by_name: null, time_to_decide_ms: 0 },
    ],
  });
});

test.each([
  ["?approver=person:per_alex", 2],
  ["?person=per_dana", 1],
  [`?permission_set=${arn("SecAudit")}&account=${PROD}`, 1],
  ["?account=999999999999", 0],
  ["?from=2026-11-01&to=2026-11-19", 0],
])("the question %s has %i answers", async (query, count) => {
  expect(part(await told(query), "items")).toHaveLength(count);
});

test("a page at a time has each of them once", async () => {
  const first = await told("?limit=2");
  const rest = await told(`?limit=2&cursor=${String(part(first, "next_cursor"))}`);
  expect(part(first, "items")).toHaveLength(2);
  expect(part(rest, "items")).toMatchObject([{ person_id: "per_dana" }]);
});

test("as a file it has all of them, no formula, and an entry of the log says who took it", async () => {
  const lines = (await told("?format=jsonl&limit=1")).text.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(part(await told(""), "items"));
  const { text } = await told("?format=csv&approver=person:per_alex");
  expect(text).toContain(`"'=1+1, please"`);
  const { results } = await env.DB.prepare(
    "select actor, details->>'format' as format from audit where action = 'report.exported'",
  ).all();
  const actor = "person:per_audrey";
  expect(results).toEqual([
    { actor, format: "jsonl" },
    { actor, format: "csv" },
  ]);
});
