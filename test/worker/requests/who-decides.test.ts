import { beforeEach, describe, expect, it } from "vitest";
import { START, call } from "../fresh.ts";
import { idOf, part, problemOf } from "./answers.ts";
import { HOUR, given, givenCompany, rows } from "./company.ts";
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

describe("who may decide", () => {
  const steps = ["approve", "reject", "question"] as const;
  const body = { approve: {}, reject: {}, question: { question: "Why?" } };

  it.each(steps)("%s: nobody without a token", async (step) => {
    const path = await asked();
    expect((await call(company, "POST", `${path}/${step}`, { body: body[step] })).status).toBe(401);
  });

  it.each(steps)("%s: a stranger is told that there is no such request", async (step) => {
    const path = await asked();
    const answer = await company.as("eve").post(`${path}/${step}`, body[step]);
    const missing = await company.as("eve").post(`/v1/requests/req_none/${step}`, body[step]);
    expect([answer.status, missing.status]).toEqual([404, 404]);
    expect(part(answer, "detail")).toBe(part(missing, "detail"));
  });

  it.each(steps)("%s: not an auditor, not an admin who is no approver now", async (step) => {
    const path = await asked();
    expect(problemOf(await company.as("audrey").post(`${path}/${step}`, body[step]))).toBe(
      "not-yours-to-decide",
    );
    expect(problemOf(await company.as("olga").post(`${path}/${step}`, body[step]))).toBe(
      "not-yours-to-decide",
    );
    expect(await rows.requests()).toMatchObject([{ state: "waiting" }]);
  });

  it.each(steps)("%s: not oneself, though one is a member of the approving group", async (step) => {
    const path = await asked(group);
    const answer = await company.as("bruce").post(`${path}/${step}`, body[step]);
    expect([answer.status, problemOf(answer)]).toEqual([403, "own-request"]);
  });

  it("a member of a pinned group, read at the decision", async () => {
    const path = await asked(group);
    expect((await company.as("eve").post(`${path}/approve`)).status).toBe(404);
    company.backstage.users.push({ ref: "user:default/gert", groups: ["group:default/security"] });
    expect((await company.as("gert").post(`${path}/approve`)).status).toBe(200);
    expect(await rows.requests()).toMatchObject([{ decided_by: "user:default/gert" }]);
  });

  it("nobody by a group while Backstage can't tell: try again", async () => {
    const path = await asked(group);
    company.backstage.down.add("catalog");
    company.backstage.down.add("userinfo");
    expect((await company.as("sam").post(`${path}/approve`)).status).toBe(503);
    expect((await company.as("dana").post(`${path}/approve`)).status).toBe(200);
  });

  it("not oneself as one's own manager: then the fallback decides", async () => {
    await given("per_bruce", { manager_id: "per_bruce" });
    const path = await asked();
    expect(problemOf(await company.as("bruce").post(`${path}/approve`))).toBe("own-request");
    expect((await company.as("alex").post(`${path}/approve`)).status).toBe(404);
    expect((await company.as("olga").post(`${path}/approve`)).status).toBe(200);
  });

  it("not a manager whom HR named less than a day ago: the fallback decides", async () => {
    await given("per_bruce", { manager_id: "per_eve", manager_since: START - 24 * HOUR + 1 });
    const path = await asked();
    expect((await company.as("eve").post(`${path}/approve`)).status).toBe(404);
    expect((await company.as("olga").post(`${path}/approve`)).status).toBe(200);
  });

  it("the manager of the time of asking, whoever is the manager now", async () => {
    const path = await asked();
    await given("per_bruce", { manager_id: "per_eve", manager_since: 0 });
    expect((await company.as("eve").post(`${path}/approve`)).status).toBe(404);
    expect((await company.as("alex").post(`${path}/approve`)).status).toBe(200);
  });

  it.each([
    ["has left", { employment: "left" as const }],
    ["is suspended", { suspended_at: START }],
  ])("nobody who %s, whatever token they hold: the fallback decides", async (_, set) => {
    const path = await asked();
    await given("per_alex", set);
    expect((await company.as("alex").post(`${path}/approve`)).status).toBe(403);
    expect((await company.as("olga").post(`${path}/approve`)).status).toBe(200);
  });

  it("the fallback waits while one of the stage is left", async () => {
    const path = await asked({ permission_set: "Billing", ticket: "AB-1" });
    await given("per_alex", { employment: "left" });
    expect(problemOf(await company.as("olga").post(`${path}/approve`))).toBe("not-yours-to-decide");
    expect((await company.as("dana").post(`${path}/approve`)).status).toBe(200);
  });
});
