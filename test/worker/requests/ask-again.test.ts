import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeEach, describe, expect, it } from "vitest";
import { NEVER } from "../../../worker/db/context.ts";
import { requests } from "../../../worker/requests/tables.ts";
import { START } from "../fresh.ts";
import { idOf, part, problemOf, statuses } from "./answers.ts";
import {
  HOUR,
  PROD,
  SEC_AUDIT,
  TEST,
  arn,
  givenAccess,
  givenCompany,
  logged,
  rows,
  wish,
} from "./company.ts";
import type { Company } from "./company.ts";

let company: Company;

beforeEach(async () => {
  company = await givenCompany();
});

const bruce = () => company.as("bruce");

const reading = () => bruce().ask({ permission_set: "ReadOnly", account_id: TEST });

const open = (n: number) => ({
  id: `req_${n}`,
  kind: "access" as const,
  person_id: "per_bruce",
  target_key: `group/${n}`,
  group_id: `${n}`,
  duration_ms: HOUR,
  justification: "",
  state: "waiting" as const,
  rule: "groups",
  policy_version: 1,
  longest_ms: HOUR,
  created_at: START,
  expires_at: START + HOUR,
  decide_by: NEVER,
});

describe("what one has or has asked for already", () => {
  it("is not asked for twice: the first request is named", async () => {
    const first = await bruce().ask();
    const again = await bruce().ask({ duration_hours: 2 });
    expect([again.status, problemOf(again), part(again, "request_id")]).toEqual([
      409,
      "already-asked",
      idOf(first),
    ]);
  });

  it("is told of a grant: until when, and how to extend it", async () => {
    await givenAccess(
      "bruce",
      SEC_AUDIT,
      {},
      {
        reason: "grant",
        reason_id: "req_0",
        grant_id: "grt_0",
        ends_at: START + HOUR,
        granted_until: START + HOUR,
      },
    );
    const answer = await bruce().ask();
    expect([answer.status, problemOf(answer)]).toEqual([409, "already-held"]);
    expect(answer.body).toMatchObject({
      until: new Date(START + HOUR).toISOString(),
      grant_id: "grt_0",
      extend: "/v1/grants/grt_0/extend",
    });
  });

  it("may be asked for after its end: two stretches with a gap", async () => {
    await givenAccess(
      "bruce",
      SEC_AUDIT,
      {},
      {
        reason: "grant",
        reason_id: "req_0",
        grant_id: "grt_0",
        ends_at: START + HOUR,
        granted_until: START + HOUR,
      },
    );
    expect(
      (await bruce().ask({ starts_at: new Date(START + 2 * HOUR).toISOString() })).status,
    ).toBe(201);
  });

  it("is told of standing access, by a rule or found", async () => {
    await givenAccess("bruce", SEC_AUDIT, {}, {});
    const standing = await bruce().ask();
    expect([problemOf(standing), part(standing, "detail")]).toEqual([
      "already-held",
      "You have this already.",
    ]);
    await givenAccess(
      "bruce",
      { kind: "account", account_id: PROD, permission_set_arn: arn("Billing") },
      { origin: "found" },
    );
    const found = await bruce().ask({
      permission_set: "Billing",
      account_id: PROD,
      ticket: "AB-1",
    });
    expect(problemOf(found)).toBe("already-held");
  });

  it("is told of access through a group", async () => {
    await givenAccess("bruce", { kind: "group", group_id: "g-1" }, {}, {});
    await rows.groupAssignments("g-1", PROD, arn("SecAudit"));
    const answer = await bruce().ask();
    expect([problemOf(answer), part(answer, "group_id")]).toEqual(["already-held", "g-1"]);
    expect((await bruce().ask({ permission_set: "Billing", ticket: "AB-1" })).status).toBe(201);
  });

  it("may be asked for where another hand took it away", async () => {
    await givenAccess("bruce", SEC_AUDIT, { withheld_at: START - 1, observed: "absent" }, {});
    expect((await bruce().ask()).status).toBe(201);
  });

  it("stops at the most open requests that one may have", async () => {
    const waiting = Array.from({ length: 10 }, (_, n) => open(n));
    const db = drizzle(env.DB);
    await Promise.all(waiting.map((row) => db.insert(requests).values(row)));
    const answer = await bruce().ask();
    expect([answer.status, problemOf(answer)]).toEqual([409, "too-many-open"]);
  });
});

describe("asking once", () => {
  it("the same key and body make one request, another body is refused", async () => {
    const key = { "idempotency-key": "one" };
    const first = await bruce().post("/v1/requests", wish, key);
    const again = await bruce().post("/v1/requests", wish, key);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect((await bruce().post("/v1/requests", { ...wish, duration_hours: 2 }, key)).status).toBe(
      422,
    );
    expect(await rows.requests()).toHaveLength(1);
    expect(await logged()).toEqual(["request.made"]);
  });

  it("two in one instant make one request; the other is told", async () => {
    const both = await Promise.all([bruce().ask(), bruce().ask({ duration_hours: 2 })]);
    expect(statuses(both)).toEqual([201, 409]);
    expect(await rows.requests()).toHaveLength(1);
  });

  it("two in one instant under one key make one request and get one answer", async () => {
    const key = { "idempotency-key": "race" };
    const both = await Promise.all([
      bruce().post("/v1/requests", wish, key),
      bruce().post("/v1/requests", wish, key),
    ]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both[0]?.text).toBe(both[1]?.text);
    expect(await rows.requests()).toHaveLength(1);
  });

  it("two automatic ones in one instant give one grant", async () => {
    const both = await Promise.all([reading(), reading()]);
    expect(statuses(both)).toEqual([201, 409]);
    expect(await rows.holds()).toHaveLength(1);
  });
});
