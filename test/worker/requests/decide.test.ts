import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { START, call } from "../fresh.ts";
import { givenPerson, givenPolicy } from "../given.ts";
import {
  HOUR,
  MINUTE,
  SEC_AUDIT,
  aws,
  counted,
  ctxOf,
  given,
  givenAccess,
  givenCompany,
  idOf,
  logged,
  part,
  policy,
  problemOf,
  rows,
  statuses,
} from "./company.ts";
import type { Company } from "./company.ts";
import { voidRequests } from "../../../worker/requests/void.ts";
import { commit } from "../../../worker/db/commit.ts";

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
