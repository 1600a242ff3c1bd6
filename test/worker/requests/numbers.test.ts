/** The settings' numbers hold where the policy says nothing. */
import { describe, expect, it } from "vitest";
import { START } from "../fresh.ts";
import { idOf, part, problemOf } from "./answers.ts";
import { HOUR, MINUTE, PROD, TEST, given, givenCompany } from "./company.ts";
import { policy } from "./policy.ts";

const money = { permission_set: "Billing", ticket: "OPS-1" };
const reading = { permission_set: "ReadOnly", account_id: TEST, duration_hours: undefined };
const at = (instant: number) => new Date(instant).toISOString();

it("a request expires when the settings say, but for a rule that says when", async () => {
  const bruce = (await givenCompany(policy, { request_expires_ms: 2 * HOUR })).as("bruce");
  expect(part(await bruce.ask(money), "expires_at")).toBe(at(START + 2 * HOUR));
  expect(part(await bruce.ask(), "expires_at")).toBe(at(START + 8 * HOUR));
});

describe("the shortest grant", () => {
  it("is the settings' where a rule's is shorter, and the terms say so", async () => {
    const company = await givenCompany(policy, { shortest_grant_ms: 10 * MINUTE });
    const bruce = company.as("bruce");
    const terms = part(await bruce.get("/v1/me/options?q=SecAudit"), "items", "0", "terms");
    expect(terms).toMatchObject({ rule: "production", shortest: "PT10M" });
    const short = await bruce.ask({ duration_hours: undefined, duration: "PT6M" });
    expect([short.status, problemOf(short), part(short, "shortest")]).toEqual([
      422,
      "too-short",
      "PT10M",
    ]);
  });

  it("may be under a minute", async () => {
    const bruce = (await givenCompany(policy, { shortest_grant_ms: 20_000 })).as("bruce");
    const answer = await bruce.ask({ ...reading, duration: "PT30S" });
    expect(answer.body).toMatchObject({
      state: "approved",
      grant: { ends_at: at(START + 30_000) },
    });
    expect(problemOf(await bruce.ask({ ...reading, account_id: PROD, duration: "PT10S" }))).toBe(
      "too-short",
    );
  });
});

describe("a manager link of an hour", () => {
  const { manager_trust_after: _said, ...people } = policy.people ?? {};
  const silent = { ...policy, people };

  async function approvedByManager(numbers: Parameters<typeof givenCompany>[1]) {
    const company = await givenCompany(silent, numbers);
    await given("per_bruce", { manager_since: START - HOUR });
    const id = idOf(await company.as("bruce").ask());
    return (await company.as("alex").post(`/v1/requests/${id}/approve`)).status;
  }

  it("decides when the settings trust it, where the policy says nothing", async () => {
    expect(await approvedByManager({})).toBe(404);
    expect(await approvedByManager({ manager_trust_after_ms: 30 * MINUTE })).toBe(200);
  });
});

async function decidedByNewlyBound(numbers: Parameters<typeof givenCompany>[1]) {
  const company = await givenCompany(policy, numbers);
  await given("per_alex", { ref_said_at: START - HOUR });
  const id = idOf(await company.as("bruce").ask());
  return await company.as("alex").post(`/v1/requests/${id}/approve`);
}

it("somebody of whom an admin said an hour ago who they are decides when the settings' time for it is over", async () => {
  expect(problemOf(await decidedByNewlyBound({}))).toBe("newly-bound");
  expect((await decidedByNewlyBound({ ref_trust_after_ms: 30 * MINUTE })).status).toBe(200);
});
