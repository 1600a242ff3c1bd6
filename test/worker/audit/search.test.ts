import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { append } from "../../../worker/audit/append.ts";
import type { Entry } from "../../../worker/audit/append.ts";
import { change } from "../../../worker/db/change.ts";
import { commit } from "../../../worker/db/commit.ts";
import type { Actor } from "../../../worker/db/context.ts";
import { START, call, freshDb, testApp, testCtx } from "../fresh.ts";
import { givenAssignment, givenPerson, givenRoles } from "../given.ts";

const AUDREY = "user:default/audrey";
const SET = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-0123456789abcdef";
const minute = (n: number) => START + n * 60_000;

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  await freshDb();
  await givenRoles({ auditor: [AUDREY], admin: ["user:default/root"] });
});

async function told(at: number, entry: Entry, actor: Actor = { kind: "driver" }) {
  const ctx = testCtx({ now: () => at, actor });
  await commit(ctx, change({ audit: [append(ctx, entry)] }));
}

const page = z.object({
  items: z.array(z.looseObject({ seq: z.int() })),
  next_cursor: z.string().optional(),
});

async function search(query = ""): Promise<z.infer<typeof page>> {
  const answer = await call(testApp(), "GET", `/v1/audit${query}`, { as: AUDREY });
  expect(answer.status).toBe(200);
  return page.parse(answer.body);
}

const found = async (query: string) => (await search(query)).items.map(({ seq }) => seq);

describe("the log is found by", () => {
  beforeEach(async () => {
    const ada: Actor = { kind: "person", id: "per_ada", ref: "user:default/ada" };
    await givenPerson("ada");
    await givenAssignment("asg_1", { person: "ada", account: "111122223333", set: SET });
    await told(
      minute(1),
      { action: "person.onboarded", person_id: "per_ada" },
      { kind: "hr", source: "default" },
    );
    await told(
      minute(2),
      { action: "request.made", person_id: "per_ada", request_id: "req_1" },
      ada,
    );
    await told(minute(3), {
      action: "grant.made",
      person_id: "per_ada",
      request_id: "req_1",
      grant_id: "hld_1",
      assignment_id: "asg_1",
    });
    await told(minute(4), {
      action: "assignment.created",
      person_id: "per_ada",
      assignment_id: "asg_1",
    });
    await told(
      minute(5),
      { action: "person.onboarded", person_id: "per_bob" },
      { kind: "hr", source: "default" },
    );
  });

  test.each([
    ["", [5, 4, 3, 2, 1]],
    ["?person=per_ada", [4, 3, 2, 1]],
    ["?action=person.onboarded", [5, 1]],
    ["?actor=person:per_ada", [2]],
    ["?actor=hr:default&person=per_bob", [5]],
    ["?request=req_1", [3, 2]],
    ["?grant=hld_1", [3]],
    ["?assignment=asg_1", [4, 3]],
    [`?target=account/111122223333/${SET}`, [4, 3]],
    [`?target=account/999999999999/${SET}`, []],
    ["?target=group/g-1", []],
    ["?since=2026-11-20T09:03:00Z", [5, 4, 3]],
    ["?until=2026-11-20T09:03:00Z", [2, 1]],
    ["?since=2026-11-20T10:02:00%2B01:00&until=2026-11-20T09:04:00Z", [3, 2]],
    ["?person=per_ada&action=request.made&since=2026-11-20T09:03:00Z", []],
  ])("'%s'", async (query, seqs) => {
    expect(await found(query)).toEqual(seqs);
  });

  test("a page and its cursor, while new entries come in", async () => {
    const first = await search("?limit=2");
    expect(first.items.map(({ seq }) => seq)).toEqual([5, 4]);
    await told(minute(6), { action: "directory.read" });
    const second = await search(`?limit=2&cursor=${first.next_cursor}`);
    expect(second.items.map(({ seq }) => seq)).toEqual([3, 2]);
    const third = await search(`?limit=2&cursor=${second.next_cursor}`);
    expect(third).toMatchObject({ items: [{ seq: 1 }] });
    expect(third.next_cursor).toBeUndefined();
  });

  test("what it tells, in the API's words", async () => {
    expect((await search("?request=req_1&limit=1")).items).toEqual([
      {
        seq: 3,
        at: "2026-11-20T09:03:00.000Z",
        actor: "driver",
        channel: "driver",
        action: "grant.made",
        person_id: "per_ada",
        assignment_id: "asg_1",
        request_id: "req_1",
        grant_id: "hld_1",
        details: {},
      },
    ]);
  });
});

test.each([
  "action=made.up",
  "since=yesterday",
  "until=2026-11-20",
  "limit=101",
  "colour=red",
  "person=",
])("a search for %s is refused by the field's name", async (query) => {
  const answer = await call(testApp(), "GET", `/v1/audit?${query}`, { as: AUDREY });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: query.split("=")[0] }] } });
});

test.each([
  ["an auditor", AUDREY, 200],
  ["an admin", "user:default/root", 200],
  ["anybody else who signed in", "user:default/someone", 403],
  ["nobody", undefined, 401],
])("%s reading the log: %i", async (_who, as, status) => {
  const answer = await call(testApp(), "GET", "/v1/audit", as === undefined ? {} : { as });
  expect(answer.status).toBe(status);
});

test("no entry is ever changed or deleted", async () => {
  await told(minute(1), { action: "directory.read" });
  await expect(env.DB.prepare("update audit set actor = 'x'").run()).rejects.toThrow(
    "never changed",
  );
  await expect(env.DB.prepare("delete from audit").run()).rejects.toThrow("never deleted");
});

test("a search by an index reads what it finds, not the whole log", async () => {
  await env.DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
     insert into audit (at, actor, channel, action, person_id, details)
     select ${START} + i, 'driver', 'driver', 'directory.read', 'per_' || (i % 2000), '{}' from n`,
  ).run();
  let read = 0;
  const counting: D1Database = Object.create(env.DB, {
    prepare: { value: (query: string) => env.DB.prepare(query) },
    batch: {
      value: async (statements: D1PreparedStatement[]) => {
        const results = await env.DB.batch(statements);
        for (const { meta } of results) read += meta.rows_read;
        return results;
      },
    },
  });
  const app = testApp();
  const calling = { ...app, env: { ...app.env, DB: counting } };
  const answer = await call(calling, "GET", "/v1/audit?person=per_7&limit=3", { as: AUDREY });
  expect(answer).toMatchObject({
    body: { items: [{ seq: 18007 }, { seq: 16007 }, { seq: 14007 }] },
  });
  expect(read).toBeLessThan(30);
});
