import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { START, call } from "../fresh.ts";
import { idOf, part, problemOf } from "./answers.ts";
import {
  HOUR,
  MINUTE,
  SEC_AUDIT,
  counted,
  givenAccess,
  givenCompany,
  logged,
  rows,
} from "./company.ts";
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

describe("an approval", () => {
  it("by the manager gives exactly what was asked for, from the approval on", async () => {
    const path = await asked();
    company.clock.now = START + 10 * MINUTE;
    const answer = await company.as("alex").post(`${path}/approve`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      state: "approved",
      grant: { starts_at: at(START + 10 * MINUTE), ends_at: at(START + 70 * MINUTE) },
    });
    const [hold] = await rows.holds();
    expect(hold).toMatchObject({
      reason: "grant",
      starts_at: START + 10 * MINUTE,
      ends_at: START + 70 * MINUTE,
      policy_version: 1,
      grant_id: part(answer, "grant", "id"),
    });
    expect(await rows.assignments()).toMatchObject([
      { identity_id: "idn_bruce", check_at: START + 10 * MINUTE },
    ]);
    expect(await rows.requests()).toMatchObject([
      {
        state: "approved",
        decided_by: "person:per_alex",
        approved_ms: null,
        grant_id: hold?.grant_id,
      },
    ]);
    expect(await logged()).toEqual(["request.made", "request.approved", "grant.made"]);
    expect(company.nudges.count).toBe(2);
  });

  it("may be for shorter, never for longer", async () => {
    const path = await asked();
    const longer = await company.as("alex").post(`${path}/approve`, { duration: "PT61M" });
    expect([longer.status, problemOf(longer)]).toEqual([422, "too-long"]);
    const under = await company.as("alex").post(`${path}/approve`, { duration: "PT1M" });
    expect([under.status, problemOf(under)]).toEqual([422, "too-short"]);
    expect(await rows.holds()).toEqual([]);
    const shorter = await company
      .as("alex")
      .post(`${path}/approve`, { duration_hours: 0.5, reason: "enough" });
    expect(part(shorter, "grant", "ends_at")).toBe(at(START + 30 * MINUTE));
    expect(await rows.requests()).toMatchObject([
      { approved_ms: 30 * MINUTE, decision_reason: "enough" },
    ]);
  });

  it("of a scheduled start gives it then; after it, at once with the end that was asked for", async () => {
    const start = START + 2 * HOUR;
    const early = await asked({ starts_at: at(start) });
    const answer = await company.as("alex").post(`${early}/approve`);
    expect(part(answer, "grant")).toMatchObject({
      starts_at: at(start),
      ends_at: at(start + HOUR),
    });

    company = await givenCompany();
    const late = await asked({ starts_at: at(start) });
    company.clock.now = start + 20 * MINUTE;
    const grant = part(await company.as("alex").post(`${late}/approve`), "grant");
    expect(grant).toMatchObject({ starts_at: at(start + 20 * MINUTE), ends_at: at(start + HOUR) });
  });

  it("comes too late when what was asked for is over, though a question stopped the clock", async () => {
    const path = await asked({ starts_at: at(START + HOUR) });
    await company.as("alex").post(`${path}/question`, { question: "Why?" });
    company.clock.now = START + 2 * HOUR;
    const answer = await company.as("alex").post(`${path}/approve`);
    expect([answer.status, problemOf(answer), part(answer, "decision")]).toEqual([
      409,
      "already-decided",
      "expired",
    ]);
    expect(await rows.holds()).toEqual([]);
  });

  it("takes three round trips to the database, the caller's included", async () => {
    const path = await asked();
    const { DB, trips } = counted();
    const answer = await call(
      { ...company, env: { ...company.env, DB } },
      "POST",
      `${path}/approve`,
      {
        as: "user:default/alex",
      },
    );
    expect([answer.status, trips()]).toEqual([200, 3]);
  });

  it("gives back what another hand took away", async () => {
    const id = await givenAccess(
      "bruce",
      SEC_AUDIT,
      { withheld_at: START - 1, withheld_by: "another hand", observed: "absent" },
      {},
    );
    await env.DB.prepare(
      "insert into held (id, kind, key, state, details, opened_at) values ('hel_1', 'withheld', ?, 'open', '{}', 0)",
    )
      .bind(id)
      .run();
    const path = await asked();
    expect((await company.as("alex").post(`${path}/approve`)).status).toBe(200);
    expect(await rows.assignments()).toMatchObject([
      { id, withheld_at: null, withheld_by: null, check_at: START },
    ]);
    expect(await env.DB.prepare("select state, settled_by from held").first()).toEqual({
      state: "released",
      settled_by: "person:per_alex",
    });
    expect(await logged()).toEqual([
      "request.made",
      "request.approved",
      "grant.made",
      "assignment.given_back",
      "held.released",
    ]);
  });
});
