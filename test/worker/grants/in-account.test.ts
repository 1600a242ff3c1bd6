import { beforeEach, expect, test } from "vitest";
import { START } from "../fresh.ts";
import { call } from "../fresh.ts";
import {
  HOUR,
  PROD,
  SEC_AUDIT,
  TEST,
  arn,
  givenAccess,
  givenCompany,
  rows,
} from "../requests/company.ts";
import type { Company } from "../requests/company.ts";

let company: Company;
const EVERYBODY = { kind: "group", group_id: "g-1" } as const;
const READING = { ...SEC_AUDIT, permission_set_arn: arn("ReadOnly") };
const path = `/v1/accounts/${PROD}/access`;

beforeEach(async () => {
  company = await givenCompany();
  const until = START + HOUR;
  await rows.groupAssignments("g-1", PROD, arn("ReadOnly"));
  await givenAccess(
    "dana",
    SEC_AUDIT,
    {},
    {
      reason: "grant",
      reason_id: "req_1",
      grant_id: "grt_1",
      ends_at: until,
      granted_until: until,
    },
  );
  await givenAccess("dana", EVERYBODY, {}, {});
  await givenAccess("bruce", EVERYBODY, {}, {});
  await givenAccess("eve", READING, { origin: "found" });
  // Not there: it was, it is elsewhere, it is to come.
  await givenAccess("fred", SEC_AUDIT, { observed: "absent", op_asked_at: 1 }, { ends_at: START });
  await givenAccess("fred", { ...SEC_AUDIT, account_id: TEST });
  await givenAccess("alex", SEC_AUDIT, { observed: "unknown" }, {});
});

const users = (body: unknown) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of an answer whose form another test checks
  (body as { items: { user_name: string }[] }).items.map(({ user_name }) => user_name);

test("an auditor sees everybody who is in, through groups too, until when and why", async () => {
  const { body } = await company.as("audrey").get(path);
  const reading = { permission_set: "ReadOnly", permission_set_arn: arn("ReadOnly") };
  const auditing = { permission_set: "SecAudit", permission_set_arn: arn("SecAudit") };
  const everybody = { id: "g-1", name: "everybody" };
  const until = new Date(START + HOUR).toISOString();
  expect(body).toMatchObject({
    account: { id: PROD },
    people: 3,
    permission_sets: [
      { ...reading, people: 3 },
      { ...auditing, people: 1 },
    ],
    names: true,
  });
  expect(body).toHaveProperty("items.length", 4);
  expect(body).toMatchObject({
    items: [
      { person: { id: "per_eve" }, origin: "found", group: null, until: null, reasons: [] },
      {
        person: { id: "per_dana", display_name: "dana", department: "Security" },
        permission_sets: [auditing],
        group: null,
        until,
        reasons: [{ kind: "grant", id: "req_1", grant_id: "grt_1", ends_at: until }],
      },
      {
        person: { id: "per_bruce" },
        permission_sets: [reading],
        group: everybody,
        until: null,
        reasons: [{ kind: "baseline", ends_at: null }],
      },
      { person: { id: "per_dana" }, permission_sets: [reading], group: everybody },
    ],
  });
});

test("anybody else sees how many there are, and themselves alone", async () => {
  const { body } = await company.as("bruce").get(path);
  expect(body).toMatchObject({ people: 3, names: false });
  expect(users(body)).toEqual(["bruce@example.com"]);
  const stranger = await call(company, "GET", path, { as: "user:default/sam" });
  expect(stranger.body).toMatchObject({ people: 3, names: false, items: [] });
});

test("who is asked for, or asked to be taken away, and was not read since is in", async () => {
  await givenAccess("fred", READING, { observed: "unknown", op: "delete", op_asked_at: START });
  const { body } = await company.as("olga").get(path);
  expect(body).toMatchObject({ people: 4 });
  expect(users(body)).toContain("fred@example.com");
});

test("a page at a time brings each of them once", async () => {
  const found: string[] = [];
  let cursor = "";
  do {
    const { body } = await company.as("olga").get(`${path}?limit=1${cursor}`);
    found.push(...users(body));
    const next = /"next_cursor":"([^"]+)"/.exec(JSON.stringify(body))?.[1];
    cursor = next === undefined ? "" : `&cursor=${next}`;
  } while (cursor !== "");
  expect(found).toEqual(["eve", "dana", "bruce", "dana"].map((name) => `${name}@example.com`));
});

test("an account that the organization does not have is none", async () => {
  expect((await company.as("olga").get("/v1/accounts/999999999999/access")).status).toBe(404);
});
