import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import ndjson from "../../../local/company/hr/events.ndjson?raw";
import { freshDb } from "../fresh.ts";
import {
  aFeed,
  applyAll,
  applyTogether,
  db,
  everybody,
  identityOf,
  personOf,
  rows,
  send,
  settleHeld,
  tell,
} from "./feed.ts";
import type { Feed } from "./feed.ts";
import { identities } from "../../../worker/people/tables.ts";

const events = ndjson
  .trim()
  .split("\n")
  .map((line) =>
    z.looseObject({ email: z.string(), employee_id: z.string() }).parse(JSON.parse(line)),
  );

let feed: Feed;
beforeEach(async () => {
  await freshDb();
  feed = aFeed();
});

/** What the order of events must not change; a manager by their email. */
const told = (people: Awaited<ReturnType<typeof everybody>>) =>
  people.map((person) => ({
    worker: person.worker_id,
    email: person.email,
    name: [person.given_name, person.family_name, person.display_name],
    job: [person.title, person.department, person.location, person.country],
    employment: [person.employment, person.employment_since],
    ref: person.backstage_ref,
    manager: people.find(({ id }) => id === person.manager_id)?.email,
  }));
const steps = () =>
  rows(
    "select action, details->>'at' as at from audit where action like 'person.%' and details->>'at' is not null order by seq",
  );
const active = async () => (await everybody()).filter(({ employment }) => employment === "active");
const left = async () => (await everybody()).filter(({ employment }) => employment === "left");
/** The first worker of a process compiles the policy, which it then keeps. */
const warmed = async (of: Feed) => tell(of, { event: "user_update", email: "nobody@example.com" });
const openRemovals = () =>
  rows<{ id: string; people: number }>(
    "select id, (select count(*) from held_people where held_id = held.id) as people from held where kind = 'removals' and state = 'open'",
  );

describe("the company's HR history", () => {
  it("in one body: 107 people work here, one without a department, each with a user wanted and a manager", async () => {
    await warmed(feed);
    const sent = await send(feed, { events });
    expect(sent).toMatchObject({ status: 202, body: { accepted: 118 } });
    const { most } = await applyAll(feed);
    expect(most.statements).toBeLessThanOrEqual(23);
    expect(most.roundTrips).toBeLessThanOrEqual(3);
    const people = await active();
    expect(people).toHaveLength(107);
    expect(
      people.filter(({ department }) => department === null).map(({ email }) => email),
    ).toEqual(["kgrant@example.com"]);
    expect(
      (await db.select().from(identities)).filter(({ status }) => status === "wanted"),
    ).toHaveLength(107);
    const managerless = people.filter(({ manager_id }) => manager_id === null);
    expect(managerless.map(({ email }) => email)).toEqual(["sking@example.com"]);
    const byEmail = new Map(people.map((person) => [person.email, person.id]));
    for (const person of people)
      expect(person.manager_id).toBe(byEmail.get(person.manager_email ?? "") ?? null);
    expect(new Set(people.map(({ backstage_ref }) => backstage_ref)).size).toBe(107);
  });

  it("one by one, in any order, each applied at once: the same people", async () => {
    await tell(feed, events);
    const once = told(await everybody());
    await freshDb();
    const shuffled = events.toSorted((a, b) =>
      a.email + String(a["title"]) < b.email + String(b["title"]) ? 1 : -1,
    );
    for (const event of [...shuffled, ...shuffled.slice(0, 20)]) await tell(feed, event);
    expect(told(await everybody())).toEqual(once);
  }, 30_000);

  it("costs a few statements a worker: in two round trips for a change, in three for who comes or goes", async () => {
    await warmed(feed);
    const cost = async (event: object) => {
      await send(feed, event);
      return (await applyAll(feed)).most;
    };
    const [first] = events;
    const of = (event: string) => ({
      event,
      email: first?.email,
      employee_id: first?.employee_id,
      title: "Boss",
    });
    const [onboarding, update, offboarding] = [
      await cost({ ...first }),
      await cost(of("user_update")),
      await cost(of("user_offboard")),
    ];
    expect([onboarding.roundTrips, update.roundTrips, offboarding.roundTrips]).toEqual([3, 2, 3]);
    expect(onboarding.statements).toBeLessThanOrEqual(21);
    expect(update.statements).toBeLessThanOrEqual(15);
    expect(offboarding.statements).toBeLessThanOrEqual(30);
  });

  it("tells Jennifer Whalen's leave and return in the log, whether told of at once or late", async () => {
    const hers = events.filter(({ employee_id }) => employee_id === "200");
    const expected = [
      { action: "person.onboarded", at: "2005-09-17T09:00:00.000Z" },
      { action: "person.offboarded", at: "2011-06-17T18:00:00.000Z" },
      { action: "person.returned", at: "2012-07-01T09:00:00.000Z" },
    ];
    await tell(feed, hers);
    expect(await steps()).toEqual(expected);
    await freshDb();
    for (const event of hers) await tell(feed, event);
    expect(await steps()).toEqual(expected);
    expect(await personOf("200")).toMatchObject({
      employment: "active",
      title: "Administration Assistant",
    });
  });
});

describe("30 % of the company offboarded", () => {
  const leavers = events
    .filter(
      (event, index) =>
        events.findIndex(({ employee_id }) => employee_id === event.employee_id) === index,
    )
    .slice(0, 32)
    .map(({ email, employee_id }) => ({ event: "user_offboard", email, employee_id }));

  beforeEach(async () => {
    await tell(feed, events);
  });

  it("in one body: the run's 5 go at once, the rest is held as one, and one release ends it", async () => {
    await tell(feed, leavers);
    expect(await left()).toHaveLength(5);
    const [open, ...more] = await openRemovals();
    expect(more).toEqual([]);
    expect(open?.people).toBe(27);
    await settleHeld(feed, open?.id ?? "", "release");
    expect(await left()).toHaveLength(32);
    expect(await openRemovals()).toEqual([]);
  });

  it("one by one: the day's 10 go at once, the rest is held", async () => {
    for (const leaver of leavers) await tell(feed, leaver);
    expect(await left()).toHaveLength(10);
    expect((await openRemovals())[0]?.people).toBe(22);
  });

  it("a day later the next ones may go again", async () => {
    for (const leaver of leavers.slice(0, 12)) await tell(feed, leaver);
    expect(await left()).toHaveLength(10);
    feed.clock.now += 86_400_001;
    for (const leaver of leavers.slice(12, 14)) await tell(feed, leaver);
    expect(await left()).toHaveLength(12);
  });

  it("who is held stays as they are, and what else HR says of them is applied", async () => {
    await tell(feed, leavers);
    const held = (await rows<{ person_id: string }>("select person_id from held_people limit 1"))[0]
      ?.person_id;
    const person = (await everybody()).find(({ id }) => id === held);
    expect(person?.employment).toBe("active");
    expect(await identityOf(held)).toMatchObject({ delete_at: 253_370_764_800_000 });
    await tell(feed, {
      event: "user_update",
      email: person?.email,
      employee_id: person?.worker_id,
      title: "Still here",
    });
    expect(await personOf(person?.worker_id ?? "")).toMatchObject({
      employment: "active",
      title: "Still here",
    });
  });

  it("what an admin drops never happens", async () => {
    await tell(feed, leavers);
    await settleHeld(feed, (await openRemovals())[0]?.id ?? "", "drop");
    expect(await left()).toHaveLength(5);
    expect(
      await rows(
        "select distinct state from hr_events where event like '%offboard%' and state <> 'counted'",
      ),
    ).toEqual([{ state: "dropped" }]);
  });

  it("two who decide at once on the last place: one leaves, the other is held", async () => {
    for (const leaver of leavers.slice(0, 9)) await tell(feed, leaver);
    for (const leaver of leavers.slice(9, 11)) await send(feed, leaver);
    await applyTogether(feed);
    expect(await left()).toHaveLength(10);
    expect((await openRemovals())[0]?.people).toBe(1);
  });
});

describe("all admins offboarded", () => {
  it("three leave at once whatever the limits say, and no more than the limits' number without an admin", async () => {
    await tell(feed, events.slice(0, 20));
    const all = (await active()).map(({ email, worker_id }) => ({
      event: "user_offboard",
      email,
      employee_id: worker_id,
    }));
    await tell(feed, all);
    expect(await left()).toHaveLength(3);
  });
});
