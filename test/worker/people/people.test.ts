import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { beforeEach, describe, expect, it } from "vitest";
import { assignments, holds } from "../../../worker/grants/tables.ts";
import {
  accounts,
  groupAssignments,
  groups,
  permissionSets,
} from "../../../worker/directory/tables.ts";
import { identities } from "../../../worker/people/tables.ts";
import { call, freshDb, START, testApp } from "../fresh.ts";
import type { TestApp } from "../fresh.ts";
import { givenPerson, givenRoles } from "../given.ts";

const NEVER = 253_370_764_800_000;
const SET = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";
const db = drizzle(env.DB);
const rows = async (query: string) => (await env.DB.prepare(query).all()).results;
let app: TestApp;

beforeEach(async () => {
  await freshDb();
  app = testApp();
  await givenRoles({ admin: ["user:default/root"], auditor: ["user:default/otto"] });
  await givenPerson("mia", { display_name: "Mia Manager" });
  await givenPerson("bob", {
    manager_id: "per_mia",
    manager_since: START,
    attributes: { badge: "7" },
  });
  await givenPerson("carol", { department: "Finance" });
});

const read = (path: string, as?: string) =>
  call(app, "GET", path, as === undefined ? {} : { as: `user:default/${as}` });
const write = (method: string, path: string, as: string, body?: unknown) =>
  call(app, method, path, { as: `user:default/${as}`, ...(body === undefined ? {} : { body }) });

const put = (id: string, backstage_ref: string | null, as = "root") =>
  write("PUT", `/v1/people/${id}/backstage_ref`, as, { backstage_ref });

async function givenAccess() {
  const never = { look_at: NEVER, delete_at: NEVER, check_at: NEVER, created_at: START };
  await db.insert(identities).values({
    id: "idn_bob",
    person_id: "per_bob",
    principal_id: "u-1",
    user_name: "bob",
    email: "bob@example.com",
    status: "live",
    ...never,
  });
  await db.insert(accounts).values({
    id: "111111111111",
    name: "prod",
    email: "p@example.com",
    state: "ACTIVE",
    management: false,
    ou_path: [],
    tags: {},
  });
  await db
    .insert(permissionSets)
    .values({ arn: SET, name: "ReadOnly", session_duration_ms: 3_600_000, policies: [] });
  await db.insert(groups).values({ id: "g-1", name: "eng" });
  await db
    .insert(groupAssignments)
    .values({ group_id: "g-1", account_id: "111111111111", permission_set_arn: SET });
  const row = {
    identity_id: "idn_bob",
    observed: "present" as const,
    seen_at: START,
    check_at: NEVER,
  };
  await db.insert(assignments).values([
    {
      id: "asg_1",
      target_key: `account/111111111111/${SET}`,
      account_id: "111111111111",
      permission_set_arn: SET,
      origin: "managed",
      ...row,
    },
    { id: "asg_2", target_key: "group/g-1", group_id: "g-1", origin: "found", ...row },
    {
      id: "asg_3",
      target_key: "group/g-2",
      group_id: "g-2",
      origin: "managed",
      ...row,
      observed: "absent",
    },
  ]);
  await db.insert(holds).values({
    id: "hld_1",
    assignment_id: "asg_1",
    reason: "baseline",
    reason_id: "engineering",
    policy_version: 1,
    starts_at: START,
    ends_at: NEVER,
    granted_until: NEVER,
    created_at: START,
  });
}

describe("who may see whom", () => {
  it.each([
    ["bob", ["per_bob"]],
    ["mia", ["per_bob", "per_mia"]],
    ["root", ["per_bob", "per_carol", "per_mia"]],
    ["otto", ["per_bob", "per_carol", "per_mia"]],
  ])("%s sees %j, and of nobody else whether they exist", async (as, seen) => {
    const list = await read("/v1/people", as);
    expect(list).toMatchObject({ status: 200, body: { items: seen.map((id) => ({ id })) } });
    for (const id of ["per_bob", "per_carol", "per_mia", "per_nobody"]) {
      const status = seen.includes(id) ? 200 : 404;
      expect((await read(`/v1/people/${id}`, as)).status).toBe(status);
      expect((await read(`/v1/people/${id}/access`, as)).status).toBe(status);
    }
  });

  it("nobody without a token, and a stranger only themselves", async () => {
    for (const path of ["/v1/me", "/v1/people", "/v1/people/per_bob", "/v1/people/per_bob/access"])
      expect((await read(path)).status).toBe(401);
    expect(await read("/v1/me", "stranger")).toMatchObject({
      status: 200,
      body: { ref: "user:default/stranger", roles: [], person: null },
    });
    expect((await read("/v1/people", "stranger")).status).toBe(403);
  });

  it("only admins and auditors see what HR sends beside the profile, and what waits", async () => {
    expect(await read("/v1/people/per_bob", "otto")).toMatchObject({
      body: { hr: { source: "default", attributes: { badge: "7" } }, held: [] },
    });
    for (const as of ["bob", "mia"]) {
      const { body } = await read("/v1/people/per_bob", as);
      expect(body).toMatchObject({ manager: { id: "per_mia", display_name: "Mia Manager" } });
      expect(body).not.toHaveProperty("hr");
      expect(body).not.toHaveProperty("held");
    }
  });
});

describe("the list of people", () => {
  it.each([
    ["q=CAROL", ["per_carol"]],
    ["q=example.com", ["per_bob", "per_carol", "per_mia"]],
    ["q=%25", []],
    ["department=Finance", ["per_carol"]],
    ["manager=per_mia", ["per_bob"]],
    ["state=suspended", []],
    ["state=active&department=Engineering", ["per_bob", "per_mia"]],
  ])("%s", async (query, ids) => {
    expect((await read(`/v1/people?${query}`, "root")).body).toEqual({
      items: ids.map((id) => expect.objectContaining({ id })),
    });
  });

  it("pages by cursor and refuses unknown filters", async () => {
    const first = (await read("/v1/people?limit=2", "root")).body;
    expect(first).toMatchObject({
      items: [{ id: "per_bob" }, { id: "per_carol" }],
      next_cursor: expect.any(String),
    });
    const cursor =
      typeof first === "object" && first !== null && "next_cursor" in first
        ? String(first.next_cursor)
        : "";
    expect((await read(`/v1/people?limit=2&cursor=${cursor}`, "root")).body).toEqual({
      items: [expect.objectContaining({ id: "per_mia" })],
    });
    expect((await read("/v1/people?departement=x", "root")).status).toBe(400);
  });
});

it("somebody's access is told through groups too, with what was found, and why", async () => {
  await givenAccess();
  expect((await read("/v1/people/per_bob/access", "bob")).body).toEqual({
    items: [
      expect.objectContaining({
        target: {
          kind: "account",
          account_id: "111111111111",
          account_name: "prod",
          permission_set: "ReadOnly",
          permission_set_arn: SET,
        },
        origin: "managed",
        reasons: [
          {
            kind: "baseline",
            id: "engineering",
            grant_id: null,
            starts_at: new Date(START).toISOString(),
            ends_at: null,
          },
        ],
        gives: [],
      }),
      expect.objectContaining({
        target: { kind: "group", group_id: "g-1", group: "eng" },
        origin: "found",
        reasons: [],
        gives: [
          {
            account_id: "111111111111",
            account_name: "prod",
            permission_set: "ReadOnly",
            permission_set_arn: SET,
          },
        ],
      }),
    ],
  });
});

describe("suspend and resume", () => {
  it("ends all access at once, found access too, and a resume gives none of that back by itself", async () => {
    await givenAccess();
    expect(await write("POST", "/v1/people/per_bob/suspend", "root")).toMatchObject({
      status: 200,
      body: { state: "suspended" },
    });
    expect(
      await rows(
        "select id, origin, check_at from assignments where id in ('asg_1', 'asg_2') order by id",
      ),
    ).toEqual([
      { id: "asg_1", origin: "managed", check_at: START },
      { id: "asg_2", origin: "managed", check_at: START },
    ]);
    expect(await rows("select ends_at, released_why from holds")).toEqual([
      { ends_at: START, released_why: "suspension" },
    ]);
    expect((await read("/v1/me", "bob")).status).toBe(403);
    expect((await write("POST", "/v1/people/per_bob/suspend", "root")).status).toBe(409);
    app.clock.now += 60_000;
    expect(await write("POST", "/v1/people/per_bob/resume", "root")).toMatchObject({
      status: 200,
      body: { not_restored: ["group/g-1"] },
    });
    expect(
      await rows("select suspended_at, judged_epoch from people where id = 'per_bob'"),
    ).toEqual([{ suspended_at: null, judged_epoch: 0 }]);
    expect(await rows("select kind from work")).toEqual([{ kind: "judging" }]);
    expect(await rows("select count(*) as live from holds where released_at is null")).toEqual([
      { live: 0 },
    ]);
    expect((await write("POST", "/v1/people/per_bob/resume", "root")).status).toBe(409);
    expect(
      await rows("select action, actor from audit where action like 'person.%' order by seq"),
    ).toEqual([
      { action: "person.suspended", actor: "user:default/root" },
      { action: "person.resumed", actor: "user:default/root" },
    ]);
  });

  it("is an admin's alone", async () => {
    for (const as of ["bob", "mia", "otto", "stranger"])
      for (const verb of ["suspend", "resume"])
        expect((await write("POST", `/v1/people/per_bob/${verb}`, as)).status).toBe(403);
    expect((await write("POST", "/v1/people/per_nobody/suspend", "root")).status).toBe(404);
    await givenPerson("gone", { employment: "left" });
    expect((await write("POST", "/v1/people/per_gone/suspend", "root")).status).toBe(409);
  });
});

describe("who a person is in Backstage", () => {
  it("is said by an admin, once for each ref", async () => {
    expect(await put("per_carol", "User:Caroline")).toMatchObject({
      status: 200,
      body: { backstage_ref: "user:default/caroline" },
    });
    expect(await read("/v1/me", "caroline")).toMatchObject({
      body: { person: { id: "per_carol" } },
    });
    expect(await put("per_bob", "user:default/caroline")).toMatchObject({
      status: 409,
      body: { person_id: "per_carol" },
    });
    expect((await put("per_carol", null)).status).toBe(200);
    expect((await put("per_bob", "user:default/caroline")).status).toBe(200);
  });

  it.each(["group:default/eng", "caroline", "user:default/a b", ""])(
    "%j is refused",
    async (ref) => {
      expect((await put("per_carol", ref)).status).toBe(400);
    },
  );

  it("is not for anybody else to say", async () => {
    for (const as of ["carol", "otto"])
      expect((await put("per_carol", "user:default/x", as)).status).toBe(403);
    expect((await put("per_nobody", "user:default/x")).status).toBe(404);
  });
});
