import { beforeEach, describe, expect, it } from "vitest";
import { START, call } from "../fresh.ts";
import { idOf, listed, part } from "./answers.ts";
import { HOUR, PROD, arn, givenCompany } from "./company.ts";
import type { Company } from "./company.ts";

let company: Company;

beforeEach(async () => {
  company = await givenCompany();
});

const at = (instant: number) => new Date(instant).toISOString();

describe("requests", () => {
  it("are listed for their requester, newest first, and for admins and auditors", async () => {
    const first = idOf(await company.as("bruce").ask());
    company.clock.now += 1;
    const second = idOf(
      await company.as("bruce").ask({ permission_set: "Billing", ticket: "AB-1" }),
    );
    const dana = idOf(
      await company.as("dana").ask({ permission_set: "ReadOnly", account_id: PROD }),
    );
    expect(listed(await company.as("bruce").get("/v1/requests"))).toEqual([second, first]);
    expect(listed(await company.as("eve").get("/v1/requests"))).toEqual([]);
    expect(listed(await company.as("olga").get("/v1/requests")).toSorted()).toEqual(
      [first, second, dana].toSorted(),
    );
    expect(listed(await company.as("audrey").get("/v1/requests?state=approved"))).toEqual([dana]);
    expect(listed(await company.as("audrey").get("/v1/requests?person=per_bruce"))).toEqual([
      second,
      first,
    ]);
    expect((await company.as("eve").get("/v1/requests?person=per_bruce")).status).toBe(403);
    expect(listed(await company.as("bruce").get("/v1/requests?person=per_bruce"))).toEqual([
      second,
      first,
    ]);
    expect((await call(company, "GET", "/v1/requests")).status).toBe(401);
    const page = await company.as("bruce").get("/v1/requests?limit=1");
    expect(listed(page)).toEqual([second]);
    const next = await company
      .as("bruce")
      .get(`/v1/requests?limit=1&cursor=${String(part(page, "next_cursor"))}`);
    expect([listed(next), part(next, "next_cursor")]).toEqual([[first], undefined]);
  });

  it("are told with their target's names and their timeline", async () => {
    const id = idOf(await company.as("bruce").ask());
    const approved = await company
      .as("alex")
      .post(`/v1/requests/${id}/approve`, { duration: "PT30M", reason: "fine" });
    const detail = await company.as("bruce").get(`/v1/requests/${id}`);
    expect(detail.body).toMatchObject({
      id,
      kind: "access",
      state: "approved",
      person_id: "per_bruce",
      email: "bruce@example.com",
      display_name: "bruce",
      target: {
        kind: "account",
        account_id: PROD,
        account_name: "prod",
        permission_set: "SecAudit",
        permission_set_arn: arn("SecAudit"),
      },
      duration: "PT1H",
      approved_duration: "PT30M",
      justification: "Debugging security logs",
      rule: "production",
      expires_at: null,
      decided_at: at(START),
      decided_by: "person:per_alex",
      decision_reason: "fine",
      approvers: [
        { approver: "person:per_alex", fallback: false },
        { approver: "role:admin", fallback: true },
      ],
      timeline: [
        { action: "request.made" },
        { action: "request.approved" },
        { action: "grant.made" },
      ],
      grant: {
        id: part(approved, "grant", "id"),
        state: "starting",
        ends_at: at(START + HOUR / 2),
        target: { account_name: "prod", permission_set: "SecAudit" },
      },
    });
  });

  it("are seen by their requester, approvers, admins and auditors; nobody else learns of them", async () => {
    const id = idOf(
      await company.as("bruce").ask({ permission_set: undefined, group: "everybody" }),
    );
    const status = async (name: string) =>
      (await company.as(name).get(`/v1/requests/${id}`)).status;
    expect(
      await Promise.all(["bruce", "dana", "sam", "olga", "audrey", "fred"].map(status)),
    ).toEqual(Array(6).fill(200));
    expect(await Promise.all(["eve", "alex"].map(status))).toEqual([404, 404]);
    expect((await company.as("olga").get("/v1/requests/req_none")).status).toBe(404);
    expect((await call(company, "GET", `/v1/requests/${id}`)).status).toBe(401);
    expect(part(await company.as("bruce").get(`/v1/requests/${id}`), "target")).toEqual({
      kind: "group",
      group_id: "g-1",
      group: "everybody",
    });
  });
});
