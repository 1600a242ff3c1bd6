import { beforeEach, describe, expect, it } from "vitest";
import { START, call } from "../fresh.ts";
import { idOf, listed, part, problemOf } from "./answers.ts";
import {
  HOUR,
  PROD,
  SEC_AUDIT,
  TEST,
  arn,
  aws,
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

const why = (name: string, query: string) =>
  company.as(name).get(`/v1/explain?person=per_bruce&${query}`);

const secAudit = `account_id=${PROD}&permission_set=SecAudit`;

describe("what one may ask for", () => {
  it("is told with its terms, the best fit first", async () => {
    const all = await company.as("bruce").get("/v1/me/options");
    expect(listed(all, "key").toSorted()).toEqual([
      `account/${PROD}/${arn("Billing")}`,
      `account/${PROD}/${arn("ReadOnly")}`,
      `account/${PROD}/${arn("SecAudit")}`,
      `account/${TEST}/${arn("ReadOnly")}`,
      "group/g-1",
    ]);
    const found = await company.as("bruce").get("/v1/me/options?q=secaudit");
    expect(part(found, "items")).toMatchObject([
      {
        target: { account_id: PROD, account_name: "prod", permission_set: "SecAudit" },
        terms: {
          rule: "production",
          longest: "PT4H",
          shortest: "PT5M",
          offered: ["PT4H"],
          justification: { least_characters: 10 },
          approval: "people",
          approvers: ["manager"],
          extension: { most: 1, each: "PT1H" },
        },
      },
    ]);
    expect(listed(await company.as("eve").get("/v1/me/options"), "key")).not.toContain(
      `account/${PROD}/${arn("SecAudit")}`,
    );
  });

  it("is nothing for strangers", async () => {
    expect(problemOf(await company.as("sam").get("/v1/me/options"))).toBe("not-a-person");
    expect((await call(company, "GET", "/v1/me/options")).status).toBe(401);
  });
});

describe("why", () => {
  it("says who gives it, until when, and what AWS shows", async () => {
    const id = idOf(await company.as("bruce").ask());
    await company.as("alex").post(`/v1/requests/${id}/approve`);
    const [assignment] = await rows.assignments();
    await aws(String(assignment?.id), "present");
    expect((await why("bruce", secAudit)).body).toMatchObject({
      is_wanted: true,
      person_state: "active",
      policy_version: 1,
      why: [`The request ${id} gives it until ${at(START + HOUR)}.`],
      holds: [{ reason: "grant", reason_id: id, is_live: true }],
      in_aws: { observed: "present" },
      target: { permission_set: "SecAudit" },
    });
  });

  it("says why not: no rule, a rule for others, a denial, another hand", async () => {
    expect((await why("bruce", `account_id=${TEST}&permission_set=EngAdmin`)).body).toMatchObject({
      is_wanted: false,
      baseline: [{ rule: "engineering", is_for_them: true }],
      eligibility: { may_ask: false, terms: null, approvers: null },
    });
    await given("per_bruce", { title: "Intern", department: "Finance" });
    expect((await why("bruce", `account_id=${PROD}&permission_set=Billing`)).body).toMatchObject({
      deny: [{ rule: "no-money-for-interns", is_for_them: true }],
      why: ['The rule "no-money-for-interns" denies it.'],
    });
    expect((await why("bruce", `account_id=${TEST}&permission_set=EngAdmin`)).body).toMatchObject({
      why: ['The rule "engineering" gives it, but to others.'],
    });
    await givenAccess("bruce", SEC_AUDIT, { withheld_at: START, observed: "absent" }, {});
    expect((await why("bruce", secAudit)).body).toMatchObject({
      is_wanted: false,
      in_aws: { withheld_at: at(START) },
    });
  });

  it("says who would decide", async () => {
    expect((await why("olga", secAudit)).body).toMatchObject({
      eligibility: {
        may_ask: true,
        terms: { rule: "production" },
        approvers: [
          { approver: "person:per_alex", fallback: false },
          { approver: "role:admin", fallback: true },
        ],
      },
    });
  });

  it("says through which groups", async () => {
    await givenAccess("bruce", { kind: "group", group_id: "g-1" }, {}, {});
    await rows.groupAssignments("g-1", PROD, arn("SecAudit"));
    expect(part(await why("bruce", secAudit), "through_groups")).toEqual(["g-1"]);
    expect((await why("bruce", "group=everybody")).body).toMatchObject({
      is_wanted: true,
      target: { kind: "group", group: "everybody" },
    });
  });

  it("is for oneself, admins and auditors", async () => {
    expect((await why("audrey", secAudit)).status).toBe(200);
    expect((await why("alex", secAudit)).status).toBe(403);
    expect((await call(company, "GET", `/v1/explain?person=per_bruce&${secAudit}`)).status).toBe(
      401,
    );
    expect((await company.as("olga").get(`/v1/explain?person=per_none&${secAudit}`)).status).toBe(
      404,
    );
    expect(problemOf(await why("olga", "permission_set=Nothing"))).toBe("unknown-target");
    expect((await why("olga", "account_id=1")).status).toBe(400);
  });
});
