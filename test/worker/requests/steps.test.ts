import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { commit } from "../../../worker/db/commit.ts";
import { NEVER } from "../../../worker/db/context.ts";
import { work } from "../../../worker/db/tables.ts";
import type { Work } from "../../../worker/db/work.ts";
import { expire } from "../../../worker/requests/expire.ts";
import { START, call } from "../fresh.ts";
import { idOf, part, problemOf } from "./answers.ts";
import { HOUR, MINUTE, ctxOf, given, givenCompany, logged, rows } from "./company.ts";
import type { Company } from "./company.ts";

let company: Company;
let path: string;
beforeEach(async () => {
  company = await givenCompany();
  path = `/v1/requests/${idOf(await company.as("bruce").ask())}`;
});

const at = (instant: number) => new Date(instant).toISOString();
const ask = (name: string) => company.as(name).post(`${path}/question`, { question: "Why now?" });
const reply = (name: string) => company.as(name).post(`${path}/answer`, { answer: "An incident." });

/** What the driver does with the request's work at this instant; the work that is left. */
async function look(now: number): Promise<Work | undefined> {
  const ctx = { ...ctxOf({ kind: "driver" }, now), channel: "driver" as const };
  const isExpiry = eq(work.kind, "request_expiry");
  const [[row]] = await ctx.db.read([ctx.db.q.select().from(work).where(isExpiry)]);
  if (row === undefined) throw new Error("nothing is due");
  await commit(ctx, await expire(ctx, { ...row, kind: "request_expiry" }));
  const [[left]] = await ctx.db.read([ctx.db.q.select().from(work).where(isExpiry)]);
  return left === undefined ? undefined : { ...left, kind: "request_expiry" };
}

describe("a question", () => {
  it("stops the clock, and the answer lets it run on with what was left", async () => {
    company.clock.now = START + 3 * HOUR;
    expect(await ask("alex").then(({ body }) => body)).toMatchObject({
      state: "questioned",
      expires_at: null,
    });
    company.clock.now = START + 100 * HOUR;
    expect(await reply("bruce").then(({ body }) => body)).toMatchObject({
      state: "waiting",
      expires_at: at(START + 105 * HOUR),
    });
    expect(await logged()).toEqual(["request.made", "request.questioned", "request.answered"]);
    const detail = await company.as("bruce").get(path);
    expect(part(detail, "notes")).toMatchObject([
      { kind: "question", by: "person:per_alex", text: "Why now?" },
      { kind: "answer", by: "person:per_bruce", text: "An incident." },
    ]);
  });

  it("leaves its words out of the log", async () => {
    await ask("alex");
    expect(JSON.stringify(await rows.audit())).not.toContain("Why now?");
  });

  it("can be asked by the approvers alone, answered by the requester alone", async () => {
    expect((await ask("eve")).status).toBe(404);
    expect(problemOf(await ask("bruce"))).toBe("own-request");
    expect((await ask("alex")).status).toBe(200);
    expect((await reply("alex")).status).toBe(404);
    expect(problemOf(await reply("olga"))).toBe("not-your-request");
    expect((await reply("eve")).status).toBe(404);
    expect((await call(company, "POST", `${path}/answer`, { body: { answer: "x" } })).status).toBe(
      401,
    );
    expect((await reply("bruce")).status).toBe(200);
  });

  it("is asked once at a time, and answered only where one was asked", async () => {
    expect(problemOf(await reply("bruce"))).toBe("not-questioned");
    await ask("alex");
    expect(problemOf(await ask("alex"))).toBe("already-questioned");
  });

  it("does not keep it from being decided", async () => {
    await ask("alex");
    expect((await company.as("alex").post(`${path}/approve`)).status).toBe(200);
    expect(await rows.requests()).toMatchObject([{ state: "approved" }]);
  });

  it("has words", async () => {
    const empty = await company.as("alex").post(`${path}/question`, { question: "  " });
    expect([empty.status, part(empty, "errors")]).toMatchObject([400, [{ field: "question" }]]);
  });
});

describe("taking it back", () => {
  it("is the requester's alone", async () => {
    expect((await company.as("eve").post(`${path}/cancel`)).status).toBe(404);
    expect((await company.as("alex").post(`${path}/cancel`)).status).toBe(404);
    expect(problemOf(await company.as("olga").post(`${path}/cancel`))).toBe("not-your-request");
    expect((await call(company, "POST", `${path}/cancel`, { body: {} })).status).toBe(401);
    expect((await company.as("bruce").post(`${path}/cancel`)).status).toBe(200);
    expect(await rows.requests()).toMatchObject([
      { state: "cancelled", decided_by: "person:per_bruce" },
    ]);
    expect(await logged()).toEqual(["request.made", "request.cancelled"]);
  });

  it("lets one ask again", async () => {
    await company.as("bruce").post(`${path}/cancel`);
    expect((await company.as("bruce").ask()).status).toBe(201);
  });

  it("is refused to someone who was suspended meanwhile", async () => {
    await given("per_bruce", { suspended_at: START });
    expect((await company.as("bruce").post(`${path}/cancel`)).status).toBe(403);
  });
});

describe("expiry", () => {
  it("comes when nobody decided in time, not a millisecond earlier", async () => {
    expect(await look(START + 8 * HOUR - 1)).toMatchObject({ check_at: START + 8 * HOUR });
    expect(await rows.requests()).toMatchObject([{ state: "waiting" }]);
    expect(await look(START + 8 * HOUR)).toBeUndefined();
    expect(await rows.requests()).toMatchObject([
      { state: "expired", decided_by: "driver", decided_at: START + 8 * HOUR },
    ]);
    expect(await logged()).toEqual(["request.made", "request.expired"]);
  });

  it("is what a late approval is told, also before the driver has looked", async () => {
    company.clock.now = START + 8 * HOUR;
    const answer = await company.as("alex").post(`${path}/approve`);
    expect([answer.status, problemOf(answer), part(answer, "decision")]).toEqual([
      409,
      "already-decided",
      "expired",
    ]);
    expect(await rows.holds()).toEqual([]);
  });

  it("waits while a question does, and is due again with the answer", async () => {
    await ask("alex");
    expect(await look(START + 8 * HOUR)).toBeUndefined();
    expect(await rows.requests()).toMatchObject([{ state: "questioned" }]);
    company.clock.now = START + 20 * HOUR;
    await reply("bruce");
    expect(await look(START + 28 * HOUR)).toBeUndefined();
    expect(await rows.requests()).toMatchObject([{ state: "expired" }]);
  });

  it("leaves what was decided alone", async () => {
    await company.as("alex").post(`${path}/approve`);
    expect(await look(START + 8 * HOUR)).toBeUndefined();
    expect(await rows.requests()).toMatchObject([{ state: "approved" }]);
  });

  it("comes at the end of what was asked for, also while a question waits", async () => {
    await company.as("bruce").post(`${path}/cancel`);
    const start = START + 10 * MINUTE;
    path = `/v1/requests/${idOf(await company.as("bruce").ask({ starts_at: at(start) }))}`;
    await ask("alex");
    expect((await rows.requests()).map(({ decide_by }) => decide_by)).toEqual([
      NEVER,
      start + HOUR,
    ]);
    await look(START + MINUTE);
    await look(start + HOUR);
    expect((await rows.requests()).map(({ state }) => state)).toEqual(["cancelled", "expired"]);
  });

  it("looked at by two drivers happens once", async () => {
    const ctx = { ...ctxOf({ kind: "driver" }, START + 8 * HOUR), channel: "driver" as const };
    const [[row]] = await ctx.db.read([ctx.db.q.select().from(work)]);
    if (row === undefined) throw new Error("nothing is due");
    const due: Work = { ...row, kind: "request_expiry" };
    const [first, second] = [await expire(ctx, due), await expire(ctx, due)];
    await commit(ctx, first);
    await expect(commit(ctx, second)).rejects.toThrow("constraint failed");
    expect(await logged()).toEqual(["request.made", "request.expired"]);
  });
});
