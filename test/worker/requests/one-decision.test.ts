import { beforeEach, describe, expect, it } from "vitest";
import { commit } from "../../../worker/db/commit.ts";
import { voidRequests } from "../../../worker/requests/void.ts";
import { START } from "../fresh.ts";
import { givenPerson } from "../given.ts";
import { idOf, part, statuses } from "./answers.ts";
import { ctxOf, givenCompany, logged, rows } from "./company.ts";
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

const group = { permission_set: undefined, group: "everybody" };

const at = (instant: number) => new Date(instant).toISOString();

describe("one decision", () => {
  it("of two who approve at once one wins, and the other is told who and when", async () => {
    const path = await asked({ permission_set: "Billing", ticket: "AB-1" });
    const both = await Promise.all(
      ["alex", "dana"].map((name) => company.as(name).post(`${path}/approve`)),
    );
    expect(statuses(both)).toEqual([200, 409]);
    const winner = both[0]?.status === 200 ? "person:per_alex" : "person:per_dana";
    const loser = both.find(({ status }) => status === 409);
    expect(loser?.body).toMatchObject({
      decision: "approved",
      decided_by: winner,
      decided_at: at(START),
    });
    expect(await rows.holds()).toHaveLength(1);
    expect(await logged()).toEqual(["request.made", "request.approved", "grant.made"]);
  });

  it("of an approval and a rejection one stands", async () => {
    const path = await asked({ permission_set: "Billing", ticket: "AB-1" });
    const [yes, no] = await Promise.all([
      company.as("alex").post(`${path}/approve`),
      company.as("dana").post(`${path}/reject`),
    ]);
    expect(statuses([yes, no])).toEqual([200, 409]);
    expect(await rows.holds()).toHaveLength(yes.status === 200 ? 1 : 0);
  });

  it("of an approval while it is cancelled one stands: no access stays without an approved request", async () => {
    const path = await asked();
    const [yes, cancelled] = await Promise.all([
      company.as("alex").post(`${path}/approve`),
      company.as("bruce").post(`${path}/cancel`),
    ]);
    expect(statuses([yes, cancelled])).toEqual([200, 409]);
    expect(await rows.holds()).toHaveLength(yes.status === 200 ? 1 : 0);
    expect(await rows.requests()).toMatchObject([
      { state: yes.status === 200 ? "approved" : "cancelled" },
    ]);
  });

  it.each([
    ["rejected", "alex", "reject", {}],
    ["cancelled", "bruce", "cancel", {}],
    ["approved", "alex", "approve", {}],
  ] as const)("a %s request takes no further step", async (state, name, step, body) => {
    const path = await asked();
    expect((await company.as(name).post(`${path}/${step}`, body)).status).toBe(200);
    const later = [
      await company.as("alex").post(`${path}/approve`),
      await company.as("alex").post(`${path}/reject`),
      await company.as("alex").post(`${path}/question`, { question: "Why?" }),
      await company.as("bruce").post(`${path}/answer`, { answer: "So." }),
      await company.as("bruce").post(`${path}/cancel`),
    ];
    expect(later.map((answer) => [answer.status, part(answer, "decision")])).toEqual(
      later.map(() => [409, state]),
    );
  });

  it("the same key brings the same answer and no second step", async () => {
    const path = await asked();
    const key = { "idempotency-key": "approve-1" };
    const first = await company.as("alex").post(`${path}/approve`, {}, key);
    const again = await company.as("alex").post(`${path}/approve`, {}, key);
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(await rows.holds()).toHaveLength(1);
  });
});

describe("a leaver", () => {
  it("has every open request voided, each with its entry in the log, decided ones left alone", async () => {
    const first = await asked();
    await asked({ permission_set: "Billing", ticket: "AB-1" });
    await company.as("alex").post(`${first}/question`, { question: "Why?" });
    const done = await asked(group);
    await company.as("dana").post(`${done}/reject`);
    await givenPerson("carl");
    const ctx = ctxOf({ kind: "hr", source: "default" }, START + 1);
    await commit(ctx, voidRequests(ctx, "per_bruce", "offboarding"));
    await commit(ctx, voidRequests(ctx, "per_bruce", "offboarding"));
    const states = (await rows.requests()).map(({ state }) => state).toSorted();
    expect(states).toEqual(["rejected", "void", "void"]);
    const voided = (await rows.audit()).filter(({ action }) => action === "request.voided");
    expect(voided).toMatchObject([
      { person_id: "per_bruce", actor: "hr:default", details: { why: "offboarding" } },
      { person_id: "per_bruce", actor: "hr:default", details: { why: "offboarding" } },
    ]);
  });
});
