/** Each line of `test/inputs.md`, by the fault's number there. */
import { beforeEach, describe, expect, it } from "vitest";
import { freshDb } from "../fresh.ts";
import {
  aFeed,
  applyAll,
  db,
  everybody,
  identityOf,
  nextId,
  openHeld,
  personOf,
  post,
  rows,
  SECRETS,
  send,
  settleHeld,
  signedHeaders,
  tell,
} from "./feed.ts";
import type { Feed } from "./feed.ts";
import { identities } from "../../../worker/people/tables.ts";

const DAY = 86_400_000;
const NEVER = 253_370_764_800_000;
let feed: Feed;
beforeEach(async () => {
  await freshDb();
  feed = aFeed();
});

const alice = {
  event: "user_onboard",
  email: "alice.smith@example.com",
  employee_id: "7",
  name: "Alice Smith",
  department: "Engineering",
  occurred_at: "2020-01-01T00:00:00Z",
};
const of = (event: string, occurred_at: string, more: object = {}) => ({
  event,
  email: alice.email,
  employee_id: "7",
  occurred_at,
  ...more,
});
const iso = (ms: number) => new Date(ms).toISOString();
const counts = async () =>
  (
    await rows(
      "select (select count(*) from hr_events) as events, (select count(*) from hr_deliveries) as deliveries, (select count(*) from people) as people, (select count(*) from audit) as entries, (select count(*) from work) as work",
    )
  )[0];
const problem = (status: number, code: string) => ({
  status,
  body: { type: `urn:daypass:problem:${code}` },
});
const NOTHING = { events: 0, deliveries: 0, people: 0, entries: 0, work: 0 };
const codeOf = (sent: Awaited<ReturnType<typeof send>>) =>
  sent.body.events.map((one) =>
    one.status === "refused"
      ? [one.problem.code, ...one.problem.errors.map(({ field }) => field)]
      : one.status,
  );

describe("fault 32: one webhook id twice", () => {
  it("the same body: the same answer, one effect, also when both come at once", async () => {
    const first = await send(feed, alice, { id: "msg_a" });
    await applyAll(feed);
    const before = await counts();
    expect(await send(feed, alice, { id: "msg_a" })).toEqual(first);
    expect(await counts()).toEqual(before);
    const both = await Promise.all(
      [1, 2].map(() =>
        send(feed, of("user_update", "2021-01-01T00:00:00Z", { title: "X" }), { id: "msg_b" }),
      ),
    );
    expect(both[0]).toEqual(both[1]);
    expect(await rows("select count(*) as n from audit where action = 'hr.event_stored'")).toEqual([
      { n: 2 },
    ]);
  });

  it("another body: refused with 409, nothing stored", async () => {
    await send(feed, alice, { id: "msg_a" });
    const before = await counts();
    expect(await send(feed, { ...alice, title: "CEO" }, { id: "msg_a" })).toMatchObject({
      status: 409,
      body: { type: "urn:daypass:problem:webhook-id-reused" },
    });
    expect(await counts()).toEqual(before);
  });

  it("the same event under another id is one event", async () => {
    const first = await tell(feed, alice);
    const again = await tell(feed, alice);
    expect(again.body.events).toEqual(first.body.events);
    expect(await rows("select count(*) as n from hr_events")).toEqual([{ n: 1 }]);
    expect(await everybody()).toHaveLength(1);
  });

  it("the same id of two sources is two webhooks", async () => {
    await send(feed, alice, { id: "msg_a" });
    const other = { ...alice, email: "bob@contractors.example.com" };
    expect((await send(feed, other, { id: "msg_a", source: "contractors" })).status).toBe(202);
  });
});

describe("faults 33 and 34: events out of order", () => {
  const history = [
    alice,
    of("user_update", "2021-01-01T00:00:00Z", { department: "Finance" }),
    of("user_offboard", "2022-01-01T00:00:00Z"),
  ];
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];

  it.each(orders)("%i %i %i, each applied at once, ends the same", async (...order) => {
    for (const index of order) await tell(feed, history[index]);
    expect(await personOf("7")).toMatchObject({
      employment: "left",
      employment_since: Date.parse("2022-01-01T00:00:00Z"),
      department: "Finance",
    });
  });

  it("an offboarding before the hire waits: stored, no person yet", async () => {
    const sent = await tell(feed, history[2]);
    expect(sent.body.events[0]?.status).toBe("stored");
    expect(await everybody()).toEqual([]);
    expect(await rows("select action from audit order by seq")).toEqual([
      { action: "hr.event_stored" },
      { action: "hr.event_waiting" },
    ]);
    await tell(feed, alice);
    expect(await personOf("7")).toMatchObject({ employment: "left" });
    expect(await db.select().from(identities)).toEqual([]);
  });
});

describe("fault 35: future- and back-dated events", () => {
  it("a future event takes part from its instant on, a back-dated one in its place", async () => {
    const tomorrow = feed.clock.now + DAY;
    await tell(feed, [alice, of("user_offboard", iso(tomorrow))]);
    expect(await personOf("7")).toMatchObject({ employment: "active" });
    expect(await rows("select check_at from work where kind = 'hr_worker'")).toEqual([
      { check_at: tomorrow },
    ]);
    await tell(feed, of("user_update", "2019-06-01T00:00:00Z", { title: "Too early" }));
    expect(await personOf("7")).toMatchObject({ title: null });
    feed.clock.now = tomorrow;
    await applyAll(feed);
    expect(await personOf("7")).toMatchObject({ employment: "left", employment_since: tomorrow });
  });

  it("a future termination can be cancelled until it ends", async () => {
    await tell(feed, [
      alice,
      of("user_offboard", "2026-11-01T00:00:00Z", { end_date: "2026-12-31" }),
    ]);
    expect(await rows("select check_at from work where kind = 'hr_worker'")).toEqual([
      { check_at: Date.parse("2027-01-01T00:00:00Z") },
    ]);
    await tell(feed, of("user_update", "2026-11-10T00:00:00Z", { end_date: null }));
    feed.clock.now = Date.parse("2027-02-01T00:00:00Z");
    await applyAll(feed);
    expect(await personOf("7")).toMatchObject({ employment: "active", end_date: null });
    expect(await rows("select * from work where kind = 'hr_worker'")).toEqual([]);
  });

  it("who starts later is expected, without a user, until the first day", async () => {
    await tell(feed, { ...alice, start_date: "2026-12-01", time_zone: "Asia/Tokyo" });
    expect(await personOf("7")).toMatchObject({ employment: "expected" });
    expect(await db.select().from(identities)).toEqual([]);
    feed.clock.now = Date.parse("2026-11-30T15:00:00Z");
    await applyAll(feed);
    const person = await personOf("7");
    expect(person).toMatchObject({ employment: "active", employment_since: feed.clock.now });
    expect(await identityOf(person?.id)).toMatchObject({ status: "wanted" });
  });

  it.each([
    ["occurred_at", { occurred_at: "2026-11-20" }],
    ["occurred_at", { occurred_at: "9999-12-31T00:00:00Z" }],
    ["start_date", { start_date: "2026-02-30" }],
    ["end_date", { start_date: "2026-02-02", end_date: "2026-02-01" }],
  ])("a %s that is none is refused and nothing is stored", async (field, more) => {
    expect(codeOf(await send(feed, { ...alice, ...more }))).toEqual([["invalid-event", field]]);
    expect(await counts()).toEqual(NOTHING);
  });
});

describe("fault 36: a last day without a zone", () => {
  it.each([
    ["Pacific/Tongatapu", "2026-11-30T11:00:00Z"],
    ["Pacific/Pago_Pago", "2026-12-01T11:00:00Z"],
  ])("ends at midnight in %s, not before and not after", async (time_zone, ends) => {
    await tell(feed, { ...alice, time_zone, end_date: "2026-11-30" });
    feed.clock.now = Date.parse(ends) - 1;
    await applyAll(feed);
    expect(await personOf("7")).toMatchObject({ employment: "active" });
    feed.clock.now += 1;
    await applyAll(feed);
    expect(await personOf("7")).toMatchObject({
      employment: "left",
      employment_since: feed.clock.now,
    });
    expect(
      await rows("select details->>'at' as at from audit where action = 'person.offboarded'"),
    ).toEqual([{ at: iso(feed.clock.now) }]);
  });

  it("a zone that is none is refused", async () => {
    expect(codeOf(await send(feed, { ...alice, time_zone: "UTC+13" }))).toEqual([
      ["invalid-event", "time_zone"],
    ]);
  });
});

describe("fault 37: rehire", () => {
  it("within the grace: the same person, the same user, the deletion called off", async () => {
    await tell(feed, alice);
    const person = await personOf("7");
    const before = await identityOf(person?.id);
    await asLive(before?.id);
    await tell(feed, of("user_offboard", iso(feed.clock.now)));
    expect(await identityOf(person?.id)).toMatchObject({
      id: before?.id,
      delete_at: feed.clock.now + 30 * DAY,
    });
    feed.clock.now += DAY;
    await tell(feed, { ...alice, occurred_at: iso(feed.clock.now) });
    expect(await personOf("7")).toMatchObject({ id: person?.id, employment: "active" });
    expect(await identityOf(person?.id)).toMatchObject({
      id: before?.id,
      delete_at: NEVER,
      check_at: before?.check_at,
    });
    expect(
      await rows(
        "select action from audit where action like 'person.%' and details->>'at' is not null order by seq",
      ),
    ).toEqual([
      { action: "person.onboarded" },
      { action: "person.offboarded" },
      { action: "person.returned" },
    ]);
  });

  it("after the grace: the same person with a new user", async () => {
    await tell(feed, alice);
    const person = await personOf("7");
    await asLive((await identityOf(person?.id))?.id);
    await tell(feed, of("user_offboard", iso(feed.clock.now)));
    await rows("update identities set status = 'deleted'");
    feed.clock.now += 40 * DAY;
    await tell(feed, { ...alice, occurred_at: iso(feed.clock.now) });
    expect(await identityOf(person?.id)).toMatchObject({ status: "wanted", principal_id: null });
    expect(await db.select().from(identities)).toHaveLength(2);
  });

  it("a user whom AWS was never asked for is given up at the leave", async () => {
    await tell(feed, alice);
    await tell(feed, of("user_offboard", iso(feed.clock.now)));
    expect((await db.select().from(identities)).map(({ status }) => status)).toEqual(["deleted"]);
  });
});

describe("fault 38: contractor conversion", () => {
  const contractor = { ...alice, employee_id: "C1", employment_type: "contractor" };

  it("with the same worker id the two profiles are one person, whichever ends first", async () => {
    const employee = { ...alice, occurred_at: "2022-01-01T00:00:00Z", employment_type: "employee" };
    await tell(feed, [
      employee,
      of("user_offboard", "2021-12-31T00:00:00Z"),
      { ...contractor, employee_id: "7" },
    ]);
    expect(await everybody()).toMatchObject([
      { employment: "active", employment_type: "employee" },
    ]);
  });

  it("with another worker id the new profile is a person whose user waits for an admin, until the name is free", async () => {
    await tell(feed, contractor);
    await tell(feed, { ...alice, occurred_at: "2022-01-01T00:00:00Z" });
    const person = await personOf("7");
    expect(await identityOf(person?.id)).toMatchObject({ status: "blocked" });
    expect(await openHeld("adoption")).toHaveLength(1);
    await tell(feed, { ...of("user_offboard", "2022-01-02T00:00:00Z"), employee_id: "C1" });
    await tell(feed, of("user_update", "2022-01-03T00:00:00Z", { title: "Employee" }));
    expect(await identityOf(person?.id)).toMatchObject({
      status: "wanted",
      user_name: alice.email,
    });
    expect(await openHeld("adoption")).toEqual([]);
  });
});

it("fault 39: a leave of absence and the return are an offboarding and an onboarding", async () => {
  await tell(feed, [
    alice,
    of("user_offboard", "2021-01-01T00:00:00Z"),
    { ...alice, occurred_at: "2021-06-01T00:00:00Z" },
  ]);
  expect(
    await rows(
      "select action from audit where action like 'person.%' and details->>'at' is not null order by seq",
    ),
  ).toEqual([
    { action: "person.onboarded" },
    { action: "person.offboarded" },
    { action: "person.returned" },
  ]);
});

describe("fault 40: a rename at marriage", () => {
  const renamed = of("user_update", "2026-11-01T00:00:00Z", {
    email: "alice.jones@example.com",
    family_name: "Jones",
  });

  it("name and email of the person change; the user's email waits for an admin, the user name stays", async () => {
    await tell(feed, alice);
    const person = await personOf("7");
    await asLive((await identityOf(person?.id))?.id);
    await tell(feed, renamed);
    expect(await personOf("7")).toMatchObject({
      email: "alice.jones@example.com",
      display_name: "Alice Jones",
      backstage_ref: "user:default/alice.smith",
    });
    expect(await identityOf(person?.id)).toMatchObject({
      email: alice.email,
      user_name: alice.email,
    });
    const [held] = await openHeld("email");
    expect(held?.details).toMatchObject({ from: alice.email, to: "alice.jones@example.com" });
    await settleHeld(feed, held?.id ?? "", "release");
    expect(await identityOf(person?.id)).toMatchObject({
      email: "alice.jones@example.com",
      user_name: alice.email,
    });
  });

  it("what was dropped is not asked again, and what HR takes back waits no more", async () => {
    await tell(feed, alice);
    await asLive((await identityOf((await personOf("7"))?.id))?.id);
    await tell(feed, renamed);
    await tell(feed, of("user_update", "2026-11-02T00:00:00Z", {}));
    expect(await openHeld("email")).toEqual([]);
    await tell(feed, { ...renamed, occurred_at: "2026-11-03T00:00:00Z" });
    await settleHeld(feed, (await openHeld("email"))[0]?.id ?? "", "drop");
    await tell(feed, { ...renamed, occurred_at: "2026-11-04T00:00:00Z", title: "X" });
    expect(await openHeld("email")).toEqual([]);
  });

  it("reports stay linked to a manager whose email changed, and new ones by the old email are linked too", async () => {
    const report = {
      ...alice,
      email: "bob@example.com",
      employee_id: "8",
      manager_email: alice.email,
    };
    await tell(feed, [alice, report]);
    await tell(feed, renamed);
    await tell(feed, { ...report, email: "carol@example.com", employee_id: "9" });
    const manager = (await personOf("7"))?.id;
    expect((await personOf("8"))?.manager_id).toBe(manager);
    expect((await personOf("9"))?.manager_id).toBe(manager);
  });
});

describe("fault 41: emails used again", () => {
  const bob = {
    ...alice,
    employee_id: "8",
    name: "Bob Smith",
    occurred_at: "2024-01-01T00:00:00Z",
  };

  it.each([
    ["while the old holder works here", []],
    ["after the old holder left, within the grace", [of("user_offboard", "2023-01-01T00:00:00Z")]],
  ])(
    "by a new worker %s: a person whose user is blocked until an admin decides",
    async (_when, more) => {
      await tell(feed, alice);
      const old = await identityOf((await personOf("7"))?.id);
      await asLive(old?.id);
      await tell(feed, [...more, bob]);
      const person = await personOf("8");
      expect(person).toMatchObject({ employment: "active", backstage_ref: null });
      expect(await identityOf(person?.id)).toMatchObject({
        status: "blocked",
        last_error: "the user name belongs to another person",
      });
      expect((await openHeld("ref")).map(({ key }) => key)).toEqual(["user:default/alice.smith"]);
      expect(await identityOf((await personOf("7"))?.id)).toMatchObject({
        id: old?.id,
        status: "live",
      });
    },
  );

  it("in another case only: the same person", async () => {
    const { employee_id: _none, ...byEmail } = alice;
    await tell(feed, [
      byEmail,
      {
        ...byEmail,
        event: "user_update",
        email: "ALICE.Smith@Example.COM",
        title: "X",
        occurred_at: "2021-01-01T00:00:00Z",
      },
    ]);
    expect(await everybody()).toMatchObject([{ email: alice.email, title: "X" }]);
    expect(await openHeld("email")).toEqual([]);
  });

  it("who was known by email alone becomes the worker with an id, in whichever order", async () => {
    const { employee_id: _none, ...byEmail } = alice;
    await tell(feed, byEmail);
    const person = (await everybody())[0];
    await tell(feed, of("user_update", "2021-01-01T00:00:00Z", { title: "X" }));
    expect(await everybody()).toMatchObject([{ id: person?.id, worker_id: "7", title: "X" }]);
    await freshDb();
    await tell(feed, of("user_update", "2021-01-01T00:00:00Z", { title: "X" }));
    await tell(feed, byEmail);
    expect(await everybody()).toMatchObject([{ worker_id: "7", title: "X" }]);
  });
});

describe("fault 42: names", () => {
  it.each([
    ["a mononym", { name: "Suharto" }, "Suharto", "Suharto", "Suharto"],
    [
      "an empty family name",
      { name: "Cher", given_name: "Cher", family_name: "" },
      "Cher",
      "Cher",
      "Cher",
    ],
    ["an emoji", { name: "Zoë 🙂 Smith" }, "Zoë 🙂", "Smith", "Zoë 🙂 Smith"],
    ["right-to-left letters", { name: "محمد عبد الله" }, "محمد عبد", "الله", "محمد عبد الله"],
    ["combining marks", { name: "Jose\u0301 Smith" }, "José", "Smith", "José Smith"],
    [
      "300 characters",
      { name: `Al ${"x".repeat(297)}` },
      "Al",
      "x".repeat(297),
      `Al ${"x".repeat(297)}`,
    ],
    ["O'Brien", { name: "Sinéad O'Brien" }, "Sinéad", "O'Brien", "Sinéad O'Brien"],
    ["a formula", { name: "=cmd() Smith" }, "=cmd()", "Smith", "=cmd() Smith"],
    ["invisible marks", { name: "Ali\u202ece Smi\u200bth" }, "Alice", "Smith", "Alice Smith"],
  ])(
    "%s is stored as it is to be shown",
    async (_what, more, given_name, family_name, display_name) => {
      await tell(feed, { ...alice, ...more });
      expect(await personOf("7")).toMatchObject({ given_name, family_name, display_name });
    },
  );

  it("an email with an apostrophe is good, and its person has no Backstage ref", async () => {
    await tell(feed, { ...alice, email: "o'brien@example.com" });
    expect(await personOf("7")).toMatchObject({
      email: "o'brien@example.com",
      backstage_ref: null,
      employment: "active",
    });
  });

  it.each([
    ["a line break in a name", { name: "Alice\r\nBcc: all@example.com" }, "name"],
    ["a name of 1,025 characters", { name: "x".repeat(1025) }, "name"],
    ["no name at all", { name: "" }, "name"],
    ["a name that is a number", { name: 7 }, "name"],
    ["a line break in a title", { title: "Clerk\nadmin" }, "title"],
    ["a line break in an email", { email: "alice@example.com\r\nBcc: x" }, "email"],
  ])("%s is refused and nothing is stored", async (_what, more, field) => {
    expect(codeOf(await send(feed, { ...alice, ...more }))).toEqual([["invalid-event", field]]);
    expect(await counts()).toEqual(NOTHING);
  });
});

describe("fault 45: signatures and bodies", () => {
  const text = JSON.stringify(alice);
  const secret = SECRETS["default"]?.[0] ?? "";
  const good = (id = nextId(), body = text) => signedHeaders(id, feed.clock.now, body, secret);
  it.each([
    ["no signature", (h: Record<string, string>) => ({ "content-type": h["content-type"] ?? "" })],
    ["a bad one", (h: Record<string, string>) => ({ ...h, "webhook-signature": "v1,AAAA" })],
    [
      "an old one",
      (h: Record<string, string>) => ({
        ...h,
        ...signedHeaders("m", feed.clock.now - 301_000, text, secret),
      }),
    ],
    [
      "a future one",
      (h: Record<string, string>) => ({
        ...h,
        ...signedHeaders("m", feed.clock.now + 301_000, text, secret),
      }),
    ],
    [
      "1614265330junk",
      (h: Record<string, string>) => ({
        ...h,
        "webhook-timestamp": `${h["webhook-timestamp"]}junk`,
      }),
    ],
    [
      "a dot in the id",
      (h: Record<string, string>) => ({
        ...h,
        ...signedHeaders("a.b", feed.clock.now, text, secret),
      }),
    ],
    [
      "another source's secret",
      (h: Record<string, string>) => ({
        ...h,
        ...signedHeaders("m", feed.clock.now, text, SECRETS["contractors"]?.[0] ?? ""),
      }),
    ],
  ])("%s: 401, and no state at all", async (_what, alter) => {
    expect(await post(feed, text, alter(good()))).toMatchObject(problem(401, "bad-signature"));
    expect(await counts()).toEqual(NOTHING);
  });

  it("a re-serialised body: 401; an unknown source: 401, as if it had no secret", async () => {
    expect(await post(feed, JSON.stringify(alice, null, 1), good())).toMatchObject(
      problem(401, "bad-signature"),
    );
    for (const source of ["nobody", "__proto__", "constructor"])
      expect(await post(feed, text, good(), `/v1/hr/${source}/events`)).toMatchObject(
        problem(401, "bad-signature"),
      );
    expect(await counts()).toEqual(NOTHING);
  });

  it("either secret while it rotates", async () => {
    const second = "whsec_bmV3LXNlY3JldC1vZi10aGUtZGVmYXVsdC1zb3VyY2U=";
    feed = aFeed({ HR_SECRETS: JSON.stringify({ ...SECRETS, default: [secret, second] }) });
    for (const one of [secret, second])
      expect(
        (await post(feed, text, signedHeaders(nextId(), feed.clock.now, text, one))).status,
      ).toBe(202);
  });

  it.each([
    ["20 MB", () => `[${" ".repeat(20_000_000)}]`, 413, "too-large"],
    [
      "501 events",
      () => JSON.stringify(Array.from({ length: 501 }, () => alice)),
      413,
      "too-many-events",
    ],
    ["no JSON", () => "<html>", 400, "invalid-input"],
    ["an empty body", () => "", 400, "invalid-input"],
    ["deep JSON", () => `${"[".repeat(10_000)}${"]".repeat(10_000)}`, 400, "invalid-input"],
    ["a key twice", () => text.replace("{", '{"email":"eve@example.com",'), 400, "invalid-input"],
    ["__proto__", () => text.replace("{", '{"__proto__":{"admin":true},'), 400, "invalid-input"],
    [
      "__proto__ in attributes",
      () => text.replace("{", '{"attributes":{"__proto__":"x"},'),
      400,
      "invalid-input",
    ],
    ["a number", () => "7", 400, "invalid-input"],
    ["an empty list", () => "[]", 400, "invalid-input"],
  ])("%s, well signed: refused whole, nothing stored", async (_what, body, status, code) => {
    const sent = body();
    expect(await post(feed, sent, good(nextId(), sent))).toMatchObject(problem(status, code));
    expect(await counts()).toEqual(NOTHING);
  });

  it("another content type, or bytes that are no UTF-8: refused whole", async () => {
    expect(await post(feed, text, { ...good(), "content-type": "text/plain" })).toMatchObject(
      problem(415, "not-json"),
    );
    const bytes = new Uint8Array([
      ...new TextEncoder().encode(text.slice(0, -2)),
      0xff,
      0x22,
      0x7d,
    ]);
    const key = await crypto.subtle.importKey(
      "raw",
      Uint8Array.from(atob(secret.slice(6)), (b) => b.charCodeAt(0)),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["sign"],
    );
    const headers = good("m");
    const signed = new Uint8Array([
      ...new TextEncoder().encode(`m.${headers["webhook-timestamp"]}.`),
      ...bytes,
    ]);
    const mac = btoa(
      String.fromCharCode(...new Uint8Array(await crypto.subtle.sign("HMAC", key, signed))),
    );
    expect(await post(feed, bytes, { ...headers, "webhook-signature": `v1,${mac}` })).toMatchObject(
      problem(400, "invalid-input"),
    );
    expect(await counts()).toEqual(NOTHING);
  });

  it("one event, a list, or { events }: all three are taken", async () => {
    for (const body of [alice, [alice], { events: [alice] }])
      expect((await send(feed, body)).body).toMatchObject({ accepted: 1 });
  });

  it("events are judged alone: what is wrong is named, the rest is stored", async () => {
    const sent = await send(feed, [
      alice,
      { ...alice, emial: "x", employee_id: "email:x" },
      { event: "user_promote", email: alice.email },
      "nonsense",
      { ...alice, email: "eve@evil.example" },
    ]);
    expect(sent).toMatchObject({ status: 202, body: { accepted: 1 } });
    expect(codeOf(sent)).toEqual([
      "stored",
      ["invalid-event", "employee_id", "emial"],
      ["invalid-event", "event"],
      ["invalid-event", ""],
      ["foreign-domain", "email"],
    ]);
    expect(JSON.stringify(sent.body)).not.toContain("evil");
    expect(await rows("select count(*) as n from hr_events")).toEqual([{ n: 1 }]);
  });

  it("a source sets only the fields that it may", async () => {
    feed = aFeed({
      HR_SOURCES: JSON.stringify({
        default: { domains: ["example.com"], fields: ["name", "title"] },
        contractors: { domains: ["contractors.example.com"] },
      }),
    });
    expect(codeOf(await send(feed, { ...alice, title: "X" }))).toEqual([
      ["field-not-allowed", "department"],
    ]);
    const { department: _none, ...allowed } = alice;
    expect(codeOf(await send(feed, { ...allowed, title: "X" }))).toEqual(["stored"]);
  });
});

describe("fault 45: what waits for an admin", () => {
  const settings = {
    HR_SOURCES: JSON.stringify({
      default: { domains: ["example.com"] },
      contractors: { domains: ["example.com"] },
    }),
  };

  it("an event that an admin dropped is refused when it comes again", async () => {
    feed = aFeed(settings);
    await tell(feed, alice);
    await tell(feed, alice, { source: "contractors" });
    await settleHeld(feed, (await openHeld("source"))[0]?.id ?? "", "drop");
    expect(codeOf(await tell(feed, alice, { source: "contractors" }))).toEqual([["dropped"]]);
  });

  it("at most 25 people of other sources in a body wait; those beyond are refused, to be sent again", async () => {
    feed = aFeed(settings);
    const all = Array.from({ length: 27 }, (_, n) => ({
      ...alice,
      email: `p${n}@example.com`,
      employee_id: `${n}`,
    }));
    await tell(feed, all);
    const codes = codeOf(await tell(feed, all, { source: "contractors" }));
    expect(codes.filter((code) => code === "held")).toHaveLength(25);
    expect(codes.slice(25)).toEqual([
      ["too-many-held", "email"],
      ["too-many-held", "email"],
    ]);
    expect(await openHeld("source")).toHaveLength(25);
  });
});

it("fault 46: signed over timestamp and body alone, as BambooHR does: 401", async () => {
  const text = JSON.stringify(alice);
  const headers = signedHeaders("m", feed.clock.now, text, SECRETS["default"]?.[0] ?? "");
  const key = await crypto.subtle.importKey(
    "raw",
    Uint8Array.from(atob((SECRETS["default"]?.[0] ?? "").slice(6)), (b) => b.charCodeAt(0)),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign(
    "HMAC",
    key,
    new TextEncoder().encode(`${headers["webhook-timestamp"]}.${text}`),
  );
  const signature = `v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`;
  expect((await post(feed, text, { ...headers, "webhook-signature": signature })).status).toBe(401);
});

/** AWS made the user. */
async function asLive(identityId: string | undefined): Promise<void> {
  await rows(
    "update identities set status = 'live', principal_id = id, check_at = ? where id = ?",
    feed.clock.now,
    identityId,
  );
}
