import { beforeEach, describe, expect, it } from "vitest";
import { START, call } from "../fresh.ts";
import { idOf, listed, part } from "./answers.ts";
import {
  HOUR,
  PROD,
  TEST,
  arn,
  counted,
  given,
  givenAccess,
  givenCompany,
  rows,
} from "./company.ts";
import type { Company } from "./company.ts";

let company: Company;

beforeEach(async () => {
  company = await givenCompany();
});

const at = (instant: number) => new Date(instant).toISOString();
const briefOf = (name: string, id: string) => company.as(name).get(`/v1/approvals/${id}`);

describe("the brief of a request", () => {
  it("says who asks, what it allows and how risky that is, and how long it could last", async () => {
    await given("per_bruce", { title: "Programmer" });
    const id = idOf(await company.as("bruce").ask());
    company.clock.now += HOUR;
    const { body } = await briefOf("alex", id);
    expect(body).toMatchObject({
      request: { id, justification: "Debugging security logs", duration: "PT1H" },
      requester: {
        title: "Programmer",
        department: "Engineering",
        manager_id: "per_alex",
        reports_to_you: true,
      },
      may_decide: true,
      why_not: null,
      allows: [
        {
          account_id: PROD,
          account_name: "prod",
          permission_set: "SecAudit",
          permission_set_arn: arn("SecAudit"),
          risk: null,
        },
      ],
      has: [],
      earlier: [],
      terms: { rule: "production", longest: "PT4H" },
      names: { "person:per_alex": "alex" },
    });
    const sessionMs = 3_600_000;
    expect(part(await briefOf("alex", id), "would_give")).toEqual({
      starts_at: at(START + HOUR),
      ends_at: at(START + 2 * HOUR),
      credentials_dead_by: at(START + 2 * HOUR + sessionMs),
    });
  });

  it("tells what they have there already, through groups too, and nothing of other accounts", async () => {
    await rows.groupAssignments("g-1", PROD, arn("ReadOnly"));
    await givenAccess("bruce", { kind: "group", group_id: "g-1" }, {}, {});
    const elsewhere = { kind: "account", account_id: TEST, permission_set_arn: arn("EngAdmin") };
    await givenAccess("bruce", { ...elsewhere, kind: "account" }, {}, {});
    const id = idOf(await company.as("bruce").ask());
    expect(part(await briefOf("alex", id), "has")).toMatchObject([
      {
        target: { kind: "group", group_id: "g-1" },
        reasons: [{ kind: "baseline", id: "engineering" }],
        gives: [{ account_id: PROD, permission_set: "ReadOnly" }],
      },
    ]);
  });

  it("of a group says all that membership gives", async () => {
    await rows.groupAssignments("g-1", PROD, arn("ReadOnly"));
    await rows.groupAssignments("g-1", TEST, arn("Billing"));
    const id = idOf(
      await company.as("bruce").ask({ permission_set: undefined, group: "everybody" }),
    );
    expect(part(await briefOf("dana", id), "allows")).toMatchObject([
      { account_id: PROD, permission_set: "ReadOnly" },
      { account_id: TEST, permission_set: "Billing" },
    ]);
  });

  it("tells their last requests for the same and how they ended", async () => {
    const first = idOf(await company.as("bruce").ask());
    await company.as("alex").post(`/v1/requests/${first}/reject`, { reason: "why at all?" });
    company.clock.now += 1;
    const second = idOf(await company.as("bruce").ask());
    await company.as("alex").post(`/v1/requests/${second}/approve`);
    company.clock.now += 2 * HOUR;
    await company.as("bruce").ask({ permission_set: "Billing", ticket: "AB-1" });
    const third = idOf(await company.as("bruce").ask());
    expect(part(await briefOf("alex", third), "earlier")).toMatchObject([
      { id: second, state: "approved", grant: { ended_by: "time" } },
      { id: first, state: "rejected", decision_reason: "why at all?", grant: null },
    ]);
  });

  it("of an extension counts from the end of what it makes longer", async () => {
    const id = idOf(await company.as("bruce").ask());
    const approved = await company.as("alex").post(`/v1/requests/${id}/approve`);
    const longer = idOf(
      await company.as("bruce").post(`/v1/grants/${String(part(approved, "grant", "id"))}/extend`, {
        duration: "PT30M",
        justification: "not done yet",
      }),
    );
    expect(part(await briefOf("alex", longer), "would_give")).toMatchObject({
      starts_at: at(START + HOUR),
      ends_at: at(START + 1.5 * HOUR),
    });
  });

  it("says why the reader may not decide, and nothing to those who may not see it", async () => {
    const id = idOf(await company.as("bruce").ask());
    const told = async (name: string) => {
      const { status, ...answer } = await briefOf(name, id);
      return [status, part({ status, ...answer }, "why_not")];
    };
    expect(await told("audrey")).toEqual([200, "You are not among the approvers of this request."]);
    expect(await told("olga")).toEqual([
      200,
      "You decide only when none of its other approvers is left.",
    ]);
    expect(await told("bruce")).toEqual([404, undefined]);
    expect(await told("eve")).toEqual([404, undefined]);
    await company.as("alex").post(`/v1/requests/${id}/approve`);
    expect(await told("alex")).toEqual([200, "This request is approved already."]);
    expect(part(await briefOf("alex", id), "would_give")).toBe(null);
  });

  it("makes four reads where the world is known", async () => {
    const id = idOf(await company.as("bruce").ask());
    const { DB, trips } = counted();
    const app = { ...company, env: { ...company.env, DB } };
    await call(app, "GET", `/v1/approvals/${id}`, { as: "user:default/alex" });
    const before = trips();
    await call(app, "GET", `/v1/approvals/${id}`, { as: "user:default/alex" });

    expect(trips() - before).toBe(4);
  });
});

describe("what one decided", () => {
  it("is what one approved and rejected, the last first, and nobody else's", async () => {
    const first = idOf(await company.as("bruce").ask());
    await company.as("alex").post(`/v1/requests/${first}/approve`);
    const second = idOf(
      await company.as("bruce").ask({ permission_set: "Billing", ticket: "AB-1" }),
    );
    await company.as("alex").post(`/v1/requests/${second}/question`, { question: "Why?" });
    await company.as("alex").post(`/v1/requests/${second}/reject`);
    const page = await company.as("alex").get("/v1/decisions?limit=1");
    expect(listed(page)).toEqual([second]);
    const next = await company
      .as("alex")
      .get(`/v1/decisions?limit=1&cursor=${String(part(page, "next_cursor"))}`);
    expect([listed(next), part(next, "next_cursor")]).toEqual([[first], undefined]);
    expect(listed(await company.as("olga").get("/v1/decisions"))).toEqual([]);
  });
});
