import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { START, call } from "../fresh.ts";
import { givenPolicy } from "../given.ts";
import { idOf, part, problemOf } from "./answers.ts";
import { HOUR, MINUTE, TEST, aws, given, givenCompany, logged, rows } from "./company.ts";
import { policy } from "./policy.ts";
import type { Company } from "./company.ts";

let company: Company;
let grant: string;
beforeEach(async () => {
  company = await givenCompany();
  grant = await granted({ duration_hours: 3 });
});

/** Bruce's live grant. */
async function granted(parts: Record<string, unknown>): Promise<string> {
  const request = await company.as("bruce").ask(parts);
  const approved = await company.as("alex").post(`/v1/requests/${idOf(request)}/approve`);
  const [assignment] = await rows.assignments();
  await aws(String(assignment?.id), "present");
  return `/v1/grants/${String(part(approved, "grant", "id"))}`;
}
const at = (instant: number) => new Date(instant).toISOString();
const longer = (parts: Record<string, unknown> = {}) => ({
  duration: "PT30M",
  justification: "It takes longer",
  ...parts,
});
const extend = (name: string, parts: Record<string, unknown> = {}) =>
  company.as(name).post(`${grant}/extend`, longer(parts));

describe("an extension", () => {
  it("asks the approvers of the first request, and goes on where the grant ends", async () => {
    const asked = await extend("bruce");
    expect([asked.status, asked.body]).toMatchObject([
      201,
      { kind: "extension", state: "waiting", expires_at: at(START + 3 * HOUR) },
    ]);
    expect(await rows.holds()).toHaveLength(1);
    company.clock.now = START + HOUR;
    const approved = await company.as("alex").post(`/v1/requests/${idOf(asked)}/approve`);
    expect(part(approved, "grant")).toMatchObject({
      starts_at: at(START + 3 * HOUR),
      ends_at: at(START + 3.5 * HOUR),
    });
    const [first, second] = await rows.holds();
    expect(second).toMatchObject({
      grant_id: first?.grant_id,
      assignment_id: first?.assignment_id,
      starts_at: START + 3 * HOUR,
      ends_at: START + 3.5 * HOUR,
    });
    expect(first?.ends_at).toBe(START + 3 * HOUR);
    expect(await logged()).toEqual([
      "request.made",
      "request.approved",
      "grant.made",
      "request.made",
      "request.approved",
      "grant.extended",
    ]);
    expect(part(await company.as("bruce").get("/v1/grants"), "items")).toMatchObject([
      { state: "live", ends_at: at(START + 3.5 * HOUR), extensions: 1 },
    ]);
  });

  it("may be approved for shorter", async () => {
    const asked = await extend("bruce");
    const approved = await company
      .as("alex")
      .post(`/v1/requests/${idOf(asked)}/approve`, { duration: "PT10M" });
    expect(part(approved, "grant", "ends_at")).toBe(at(START + 3 * HOUR + 10 * MINUTE));
  });

  it("is at most what the rule gives each time, within the rule's longest from the start", async () => {
    expect(await extend("bruce", { duration: "PT61M" })).toMatchObject({
      status: 422,
      body: { longest: "PT1H" },
    });
    company = await givenCompany();
    grant = await granted({ duration_hours: 3.5 });
    const answer = await extend("bruce", { duration: "PT31M" });
    expect([answer.status, problemOf(answer), part(answer, "longest")]).toEqual([
      422,
      "too-long",
      "PT30M",
    ]);
    expect((await extend("bruce")).status).toBe(201);
  });

  it("is had as often as the rule allows", async () => {
    const asked = await extend("bruce");
    expect(problemOf(await extend("bruce"))).toBe("already-asked");
    await company.as("alex").post(`/v1/requests/${idOf(asked)}/approve`);
    const more = await extend("bruce");
    expect([more.status, problemOf(more)]).toEqual([409, "too-many-extensions"]);
  });

  it("needs reasons as the rule wants them", async () => {
    expect(problemOf(await extend("bruce", { justification: "short" }))).toBe("bad-justification");
    expect(problemOf(await extend("bruce", { duration: "PT10S" }))).toBe("too-short");
    expect(part(await extend("bruce", { ends_at: at(START) }), "errors")).toMatchObject([
      { field: "ends_at" },
    ]);
  });

  it("is for the holder alone", async () => {
    expect((await extend("eve")).status).toBe(404);
    expect((await extend("alex")).status).toBe(404);
    expect(problemOf(await extend("olga"))).toBe("not-your-grant");
    expect((await call(company, "POST", `${grant}/extend`, { body: longer() })).status).toBe(401);
    expect((await company.as("bruce").post("/v1/grants/grt_none/extend", longer())).status).toBe(
      404,
    );
    expect(await logged()).toHaveLength(3);
  });

  it("undecided at the grant's end comes too late: access ends", async () => {
    const asked = await extend("bruce");
    company.clock.now = START + 3 * HOUR;
    const answer = await company.as("alex").post(`/v1/requests/${idOf(asked)}/approve`);
    expect([problemOf(answer), part(answer, "decision")]).toEqual(["already-decided", "expired"]);
    expect(await rows.holds()).toHaveLength(1);
  });

  it("of a grant that was ended meanwhile is void", async () => {
    const asked = await extend("bruce");
    await company.as("bruce").post(`${grant}/end`);
    const answer = await company.as("alex").post(`/v1/requests/${idOf(asked)}/approve`);
    expect([answer.status, problemOf(answer)]).toEqual([409, "no-longer-eligible"]);
    expect((await rows.requests()).map(({ state }) => state)).toEqual(["approved", "void"]);
  });

  it("approved while the grant is ended: no access outlives the word that ended it", async () => {
    const asked = await extend("bruce");
    company.clock.now = START + HOUR;
    await Promise.all([
      company.as("alex").post(`/v1/requests/${idOf(asked)}/approve`),
      company.as("bruce").post(`${grant}/end`),
    ]);
    for (const hold of await rows.holds()) expect(hold.ends_at).toBeLessThanOrEqual(START + HOUR);
  });

  it("is refused before the grant begins, after it, and where it was ended", async () => {
    company.clock.now = START + 3 * HOUR;
    expect(problemOf(await extend("bruce"))).toBe("not-live");
    company = await givenCompany();
    grant = await granted({ starts_at: at(START + HOUR) });
    expect(problemOf(await extend("bruce"))).toBe("not-live");
  });

  it("is refused to who may not ask for it any more, and to a leaver", async () => {
    await env.DB.prepare("update policies set state = 'superseded'").run();
    await givenPolicy({ ...policy, eligibility: [] });
    expect(problemOf(await extend("bruce"))).toBe("not-eligible");
    await given("per_bruce", { employment: "left" });
    expect((await extend("bruce")).status).toBe(403);
  });

  it("of what the rule gives without anybody is had at once", async () => {
    await company.as("bruce").post(`${grant}/end`);
    const request = await company
      .as("bruce")
      .ask({ permission_set: "ReadOnly", account_id: TEST, duration_hours: 0.5 });
    grant = `/v1/grants/${String(part(request, "grant", "id"))}`;
    const answer = await extend("bruce", { duration: "PT10M" });
    expect(answer.body).toMatchObject({
      state: "approved",
      grant: { ends_at: at(START + 40 * MINUTE) },
    });
  });
});
