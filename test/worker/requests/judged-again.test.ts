import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { START } from "../fresh.ts";
import { givenPolicy } from "../given.ts";
import { idOf, part, problemOf } from "./answers.ts";
import { HOUR, aws, given, givenCompany, logged, rows } from "./company.ts";
import { policy } from "./policy.ts";
import type { Company } from "./company.ts";

let company: Company;

beforeEach(async () => {
  company = await givenCompany();
});

/** Bruce has asked; the request's path. */
async function asked(parts: Record<string, unknown> = {}): Promise<string> {
  const answer = await company.as("bruce").ask(parts);
  expect(answer.status).toBe(201);
  return `/v1/requests/${idOf(answer)}`;
}

const at = (instant: number) => new Date(instant).toISOString();

describe("eligibility is judged again", () => {
  it.each([
    ["moved to another department", () => given("per_bruce", { department: "Finance" })],
    ["left", () => given("per_bruce", { employment: "left" })],
    ["was suspended", () => given("per_bruce", { suspended_at: START })],
    [
      "may not ask any more by the policy of now",
      async () => {
        await env.DB.prepare("update policies set state = 'superseded'").run();
        await givenPolicy({ ...policy, eligibility: [] });
      },
    ],
  ])("who %s has the request voided, and the approver is told", async (_, change) => {
    const path = await asked();
    await change();
    const key = { "idempotency-key": "once" };
    const answer = await company.as("alex").post(`${path}/approve`, {}, key);
    expect([answer.status, problemOf(answer)]).toEqual([409, "no-longer-eligible"]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await rows.requests()).toMatchObject([{ state: "void", decided_by: "person:per_alex" }]);
    expect(await rows.holds()).toEqual([]);
    expect(await logged()).toEqual(["request.made", "request.voided"]);
    const again = await company.as("alex").post(`${path}/approve`, {}, key);
    expect([again.status, again.headers.get("content-type"), again.text]).toEqual([
      409,
      "application/problem+json",
      answer.text,
    ]);
    expect(part(await company.as("alex").post(`${path}/approve`), "decision")).toBe("void");
  });

  it("a length that the policy gives no more is refused; a shorter one may be approved", async () => {
    const path = await asked({ duration_hours: 4 });
    await env.DB.prepare("update policies set state = 'superseded'").run();
    const [rule, ...others] = policy.eligibility ?? [];
    if (rule === undefined) throw new Error("the policy has a rule");
    await givenPolicy({
      ...policy,
      eligibility: [{ ...rule, duration: { longest: "PT2H" } }, ...others],
    });
    expect(problemOf(await company.as("alex").post(`${path}/approve`))).toBe("too-long");
    expect((await company.as("alex").post(`${path}/approve`, { duration: "PT2H" })).status).toBe(
      200,
    );
    expect(await rows.holds()).toMatchObject([{ policy_version: 2, ends_at: START + 2 * HOUR }]);
  });

  it("a live grant keeps its terms whatever the policy becomes", async () => {
    const path = await asked();
    await company.as("alex").post(`${path}/approve`);
    const [before] = await rows.holds();
    await env.DB.prepare("update policies set state = 'superseded'").run();
    await givenPolicy({ ...policy, eligibility: [] });
    await aws(String(before?.assignment_id), "present");
    expect(part(await company.as("bruce").get("/v1/grants"), "items")).toMatchObject([
      { state: "live", ends_at: at(START + HOUR) },
    ]);
  });
});
