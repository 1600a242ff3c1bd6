import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { change } from "../../../worker/db/change.ts";
import { commit } from "../../../worker/db/commit.ts";
import { holdBack, settle } from "../../../worker/held/hold.ts";
import type { Held } from "../../../worker/held/hold.ts";
import { heldView } from "../../../worker/held/schemas.ts";
import { pageOf } from "../../../worker/http/page.ts";
import { call, freshDb, testApp, testCtx } from "../fresh.ts";
import { givenPerson, givenRoles } from "../given.ts";

const ADA = "user:default/ada";
const BOB = "user:default/bob";

beforeEach(async () => {
  await freshDb();
  await givenPerson("ada");
  await givenPerson("bob");
  await givenRoles({ admin: [ADA], auditor: [BOB] });
});

async function hold(key: string, details: Record<string, unknown> = {}, people: string[] = []) {
  const ctx = testCtx();
  const waiting = people.map((person_id) => ({ person_id, event_id: `evt_${person_id}` }));
  await commit(ctx, holdBack(ctx, { kind: "removals", key, details }, waiting));
}

async function rows<T>(query: string): Promise<T[]> {
  return (await env.DB.prepare(query).all<T>()).results;
}

const heldPage = pageOf(heldView);
const opened = "select 1 from audit where action = 'held.opened'";

describe("holding back", () => {
  test("the same thing twice is one open row and one audit entry; people are added", async () => {
    await hold("hr:default", {}, ["per_1"]);
    await hold("hr:default", {}, ["per_1", "per_2"]);
    expect(await rows("select kind, key, state, version from held")).toEqual([
      { kind: "removals", key: "hr:default", state: "open", version: 1 },
    ]);
    expect(await rows("select person_id, event_id from held_people order by 1")).toEqual([
      { person_id: "per_1", event_id: "evt_per_1" },
      { person_id: "per_2", event_id: "evt_per_2" },
    ]);
    expect(await rows(opened)).toHaveLength(1);
  });

  test("other details make another version, so that what an admin looked at can be told from it", async () => {
    await hold("idn_1", { email: "a@example.com" });
    await hold("idn_1", { email: "b@example.com" });
    expect(await rows("select details, version from held")).toEqual([
      { details: '{"email":"b@example.com"}', version: 2 },
    ]);
  });

  test("what was settled may be held again", async () => {
    const ctx = testCtx();
    await hold("hr:default");
    await commit(ctx, settle(ctx, await only(), "dropped"));
    await hold("hr:default");
    expect(await rows("select state from held order by state")).toEqual([
      { state: "dropped" },
      { state: "open" },
    ]);
    expect(await rows(opened)).toHaveLength(2);
  });

  test("of two admins who settle one row, one wins", async () => {
    const ctx = testCtx();
    await hold("hr:default");
    const row = await only();
    await commit(ctx, settle(ctx, row, "released"));
    await expect(commit(ctx, settle(ctx, row, "dropped"))).rejects.toThrow("constraint failed");
    expect(await rows("select state from held")).toEqual([{ state: "released" }]);
  });

  test("of a thousand people is four statements", async () => {
    const ctx = testCtx();
    const people = Array.from({ length: 1_000 }, (_, i) => ({ person_id: `per_${i}` }));
    const { writes, audit } = holdBack(ctx, { kind: "removals", key: "k", details: {} }, people);
    expect(writes.length + audit.length).toBeLessThanOrEqual(4);
    await commit(ctx, change({ writes, audit }));
    expect(await rows("select count(*) as n from held_people")).toEqual([{ n: 1_000 }]);
  });
});

describe("an admin's word", () => {
  test("releases or drops, once, by the kind's own handler", async () => {
    await hold("hr:default");
    const { id } = await only();
    const app = testApp();
    const first = await call(app, "POST", `/v1/held/${id}/release`, { as: ADA });
    expect(first).toMatchObject({ status: 200, body: { id, state: "released" } });
    const second = await call(app, "POST", `/v1/held/${id}/drop`, { as: ADA });
    expect(second).toMatchObject({
      status: 409,
      body: { detail: "It was released by person:per_ada." },
    });
    // The meaning of these removals: whom they concern is judged again. Once, not twice.
    expect(await rows("select kind from work")).toEqual([{ kind: "judging" }]);
    expect(await rows("select actor from audit where action = 'held.released'")).toEqual([
      { actor: "person:per_ada" },
    ]);
  });

  test("is refused when something was added after the admin looked", async () => {
    await hold("idn_1", { email: "a@example.com" });
    const { id, version } = await only();
    await hold("idn_1", { email: "evil@example.com" });
    const body = { version };
    const answer = await call(testApp(), "POST", `/v1/held/${id}/release`, { as: ADA, body });
    expect(answer).toMatchObject({ status: 409, body: { version: 2 } });
    expect(await rows("select kind from work")).toEqual([]);
  });

  test("is nobody else's", async () => {
    await hold("hr:default");
    const { id } = await only();
    const app = testApp();
    expect(await call(app, "POST", `/v1/held/${id}/release`, { as: BOB })).toMatchObject({
      status: 403,
    });
    expect(await call(app, "POST", `/v1/held/${id}/release`)).toMatchObject({ status: 401 });
    expect(await call(app, "GET", "/v1/held", { as: BOB })).toMatchObject({ status: 403 });
    expect(await call(app, "POST", "/v1/held/hel_none/release", { as: ADA })).toMatchObject({
      status: 404,
    });
    expect(await rows("select kind from work")).toEqual([]);
  });

  test("is asked for in a list with the people it is about, page by page", async () => {
    await hold(
      "hr:default",
      { cause: "hr:default" },
      Array.from({ length: 60 }, (_, i) => `per_${i}`),
    );
    await hold("policy");
    const app = testApp();
    const page = await call(app, "GET", "/v1/held?limit=1", { as: ADA });
    expect(page).toMatchObject({ status: 200, body: { items: [{ people: expect.any(Number) }] } });
    const { next_cursor } = heldPage.parse(page.body);
    const next = await call(app, "GET", `/v1/held?limit=1&cursor=${next_cursor}`, { as: ADA });
    const items = [page, next].flatMap((one) => heldPage.parse(one.body).items);
    const told = items.map(({ key, people, first }) => [key, people, first.length]);
    expect(told).toHaveLength(2);
    expect(told).toEqual(
      expect.arrayContaining([
        ["hr:default", 60, 50],
        ["policy", 0, 0],
      ]),
    );
  });
});

async function only(): Promise<Held> {
  const [row] = await rows<Held>("select * from held where state = 'open'");
  if (row === undefined) throw new Error("nothing is held");
  return row;
}
