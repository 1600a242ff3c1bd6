import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold } from "./fold.ts";
import type { Counted, FoldRules } from "./fold.ts";
import { hrEvent } from "./schemas.ts";

const rules: FoldRules = {
  mononym: "repeat",
  display_name: "{given_name} {family_name}",
  locations: new Map([["auckland", "Pacific/Auckland"]]),
};
const at = (text: string) => Date.parse(text);
const LATER = at("2030-01-01T00:00:00Z");

function event(fields: Record<string, unknown>, more: Partial<Counted> = {}): Counted {
  const parsed = hrEvent.parse({ email: "alice@example.com", ...fields });
  const effective_at = at(parsed.occurred_at ?? "2020-01-01T00:00:00Z");
  return {
    id: `evt_${effective_at}`,
    effective_at,
    released_at: null,
    delivery: "default/1",
    event: parsed,
    ...more,
  };
}
const onboard = (occurred_at: string, fields: Record<string, unknown> = {}) =>
  event({ event: "user_onboard", occurred_at, name: "Alice Smith", ...fields });
const update = (occurred_at: string, fields: Record<string, unknown> = {}) =>
  event({ event: "user_update", occurred_at, ...fields });
const offboard = (occurred_at: string, fields: Record<string, unknown> = {}) =>
  event({ event: "user_offboard", occurred_at, ...fields });

const folded = (events: readonly Counted[], now = LATER) => fold(events, "7", rules, now);
const steps = (events: readonly Counted[], now = LATER) =>
  folded(events, now).person?.history.map(
    ({ kind, at: instant }) => `${kind} ${new Date(instant).toISOString()}`,
  );

describe("who works here", () => {
  it("is nobody whom no event onboarded: updates and offboardings wait", () => {
    expect(
      folded([update("2020-01-01T00:00:00Z"), offboard("2021-01-01T00:00:00Z")]).person,
    ).toBeUndefined();
  });

  it("an offboarding that came before the hire is still the later one", () => {
    const events = [offboard("2021-01-01T00:00:00Z"), onboard("2020-01-01T00:00:00Z")];
    expect(folded(events).person?.employment).toBe("left");
  });

  it("an offboarding that is released after the return leaves and returns at the release, each once", () => {
    const released_at = at("2023-01-01T00:00:00Z");
    const events = [
      onboard("2020-01-01T00:00:00Z"),
      { ...offboard("2021-01-01T00:00:00Z"), released_at },
      onboard("2022-01-01T00:00:00Z"),
    ];
    expect(steps(events)).toEqual([
      "onboarded 2020-01-01T00:00:00.000Z",
      "offboarded 2023-01-01T00:00:00.000Z",
      "returned 2023-01-01T00:00:00.000Z",
    ]);
    expect(folded(events).person).toMatchObject({ employment: "active", since: released_at });
  });

  it("a rehire returns", () => {
    const events = [
      onboard("2020-01-01T00:00:00Z"),
      offboard("2021-01-01T00:00:00Z"),
      onboard("2022-01-01T00:00:00Z"),
    ];
    expect(steps(events)).toEqual([
      "onboarded 2020-01-01T00:00:00.000Z",
      "offboarded 2021-01-01T00:00:00.000Z",
      "returned 2022-01-01T00:00:00.000Z",
    ]);
  });

  it("an update never brings a leaver back", () => {
    const events = [
      onboard("2020-01-01T00:00:00Z", { end_date: "2020-06-30" }),
      update("2020-08-01T00:00:00Z", { title: "Ghost", end_date: null }),
    ];
    expect(folded(events).person).toMatchObject({
      employment: "left",
      since: at("2020-07-01T00:00:00Z"),
      profile: { title: "Ghost" },
    });
  });

  it("an announced last day can be taken back or moved before it ends", () => {
    const hired = onboard("2020-01-01T00:00:00Z");
    const announced = offboard("2020-02-01T00:00:00Z", { end_date: "2020-06-30" });
    expect(folded([hired, announced]).person?.employment).toBe("left");
    expect(
      folded([hired, announced, update("2020-03-01T00:00:00Z", { end_date: null })]).person
        ?.employment,
    ).toBe("active");
    const moved = folded([
      hired,
      announced,
      update("2020-03-01T00:00:00Z", { end_date: "2031-01-31" }),
    ]);
    expect(moved).toMatchObject({
      person: { employment: "active" },
      next: at("2031-02-01T00:00:00Z"),
    });
  });

  it("an offboarding that names an earlier last day holds at once, and not before it happened", () => {
    const events = [
      onboard("2020-01-01T00:00:00Z"),
      offboard("2020-02-01T00:00:00Z", { end_date: "2020-01-15" }),
    ];
    expect(folded(events).person).toMatchObject({
      employment: "left",
      since: at("2020-02-01T00:00:00Z"),
    });
  });

  it("an event with a future instant takes part from that instant on", () => {
    const events = [onboard("2020-01-01T00:00:00Z"), offboard("2020-03-01T12:00:00Z")];
    const instant = at("2020-03-01T12:00:00Z");
    expect(folded(events, instant - 1)).toMatchObject({
      person: { employment: "active" },
      next: instant,
    });
    expect(folded(events, instant)).toMatchObject({
      person: { employment: "left", since: instant },
    });
  });

  it("what an admin released holds from the release on, in its old place", () => {
    const released_at = at("2021-05-05T00:00:00Z");
    const held = { ...offboard("2021-01-01T00:00:00Z"), released_at };
    expect(folded([onboard("2020-01-01T00:00:00Z"), held]).person).toMatchObject({
      employment: "left",
      since: released_at,
    });
    const back = onboard("2021-02-01T00:00:00Z");
    expect(folded([onboard("2020-01-01T00:00:00Z"), held, back]).person?.employment).toBe("active");
  });
});

describe("days are the person's own", () => {
  it.each([
    ["Pacific/Tongatapu", "2020-06-30T11:00:00.000Z"],
    ["Pacific/Pago_Pago", "2020-07-01T11:00:00.000Z"],
    [null, "2020-07-01T00:00:00.000Z"],
  ])("a last day in %s ends at its local midnight", (time_zone, ends) => {
    const events = [onboard("2020-01-01T00:00:00Z", { time_zone, end_date: "2020-06-30" })];
    expect(folded(events, at(ends) - 1)).toMatchObject({
      person: { employment: "active" },
      next: at(ends),
    });
    expect(folded(events, at(ends))).toMatchObject({
      person: { employment: "left", since: at(ends) },
    });
  });

  it("a location stands for its zone by the policy", () => {
    const events = [
      onboard("2020-01-01T00:00:00Z", { location: "Auckland", end_date: "2020-06-30" }),
    ];
    expect(folded(events, at("2020-02-01T00:00:00Z")).next).toBe(at("2020-06-30T12:00:00Z"));
  });

  it("reads a last day in the zone that its offboarding names", () => {
    const time_zone = "Pacific/Auckland";
    const leaves = offboard("2020-06-01T00:00:00Z", { time_zone, end_date: "2020-06-30" });
    const { person, next } = folded([onboard("2020-01-01T00:00:00Z"), leaves], leaves.effective_at);
    expect(person?.profile.time_zone).toBe(time_zone);
    expect(new Date(next).toISOString()).toBe("2020-06-30T12:00:00.000Z");
  });

  it("who starts later is expected until their first day begins where they are", () => {
    const events = [
      onboard("2020-01-01T00:00:00Z", { start_date: "2020-03-01", time_zone: "Asia/Tokyo" }),
    ];
    const start = at("2020-02-29T15:00:00Z");
    expect(folded(events, start - 1)).toMatchObject({
      person: { employment: "expected" },
      next: start,
    });
    expect(folded(events, start)).toMatchObject({ person: { employment: "active", since: start } });
  });

  it("a hire that ends before it began never works here", () => {
    const events = [
      onboard("2020-01-01T00:00:00Z", { start_date: "2020-03-01" }),
      offboard("2020-02-01T00:00:00Z"),
    ];
    expect(steps(events)).toEqual([
      "expected 2020-01-01T00:00:00.000Z",
      "offboarded 2020-02-01T00:00:00.000Z",
    ]);
  });

  it("a leaver hired anew stays a leaver until the first day", () => {
    const events = [
      onboard("2020-01-01T00:00:00Z"),
      offboard("2020-02-01T00:00:00Z"),
      onboard("2020-03-01T00:00:00Z", { start_date: "2020-05-01" }),
    ];
    expect(folded(events, at("2020-04-01T00:00:00Z"))).toMatchObject({
      person: { employment: "left" },
      next: at("2020-05-01T00:00:00Z"),
    });
    expect(folded(events, at("2020-05-01T00:00:00Z")).person?.employment).toBe("active");
  });

  it("somebody active stays so when HR sends their record again with a later first day", () => {
    const events = [
      onboard("2020-01-01T00:00:00Z"),
      onboard("2020-03-01T00:00:00Z", { start_date: "2020-05-01" }),
    ];
    expect(folded(events, at("2020-04-01T00:00:00Z")).person?.employment).toBe("active");
  });

  it("a last day in the year 9999 is no end", () => {
    expect(folded([onboard("2020-01-01T00:00:00Z", { end_date: "9999-12-31" })]).next).toBe(
      253_370_764_800_000,
    );
  });
});

describe("what HR says of a person", () => {
  it("an update changes what it carries, null takes away, an onboarding says everything", () => {
    const events = [
      onboard("2020-01-01T00:00:00Z", {
        title: "Clerk",
        department: "IT",
        attributes: { a: "1", b: "2" },
      }),
      update("2020-02-01T00:00:00Z", { title: null, attributes: { a: null, c: "3" } }),
    ];
    expect(folded(events).person?.profile).toMatchObject({
      title: null,
      department: "IT",
      attributes: { b: "2", c: "3" },
    });
    events.push(onboard("2020-03-01T00:00:00Z"));
    expect(folded(events).person?.profile).toMatchObject({ department: null, attributes: {} });
  });

  it.each([
    [{ name: "Alice Jones" }, "Alice", "Jones", "Alice Jones"],
    [{ family_name: "Jones" }, "Alice", "Jones", "Alice Jones"],
    [{ display_name: "Al" }, "Alice", "Smith", "Al"],
    [{ name: "Cher" }, "Cher", "Cher", "Cher"],
    [{ given_name: null }, "Alice", "Smith", "Alice Smith"],
  ])("a rename by %j", (fields, given_name, family_name, display_name) => {
    const events = [onboard("2020-01-01T00:00:00Z"), update("2020-02-01T00:00:00Z", fields)];
    expect(folded(events).person?.profile).toMatchObject({ given_name, family_name, display_name });
  });

  it("an email that differs in case only is no change", () => {
    const events = [
      onboard("2020-01-01T00:00:00Z"),
      update("2020-02-01T00:00:00Z", { email: "Alice@Example.com" }),
    ];
    expect(folded(events).person?.profile.email).toBe("alice@example.com");
  });
});

it("the order in which events came, and how often, makes no difference", () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2020-02-${String(n).padStart(2, "0")}`);
  const instant = day.map((date) => `${date}T09:00:00Z`);
  const anyEvent = fc
    .record(
      {
        event: fc.constantFrom("user_onboard", "user_update", "user_offboard"),
        occurred_at: instant,
        name: fc.constantFrom("Alice Smith", "Cher"),
        email: fc.constantFrom("alice@example.com", "Alice@example.com", "alice.jones@example.com"),
        title: fc.constantFrom("Clerk", null),
        time_zone: fc.constantFrom("Pacific/Tongatapu", "Pacific/Pago_Pago", null),
        start_date: fc.option(day),
        end_date: fc.option(day),
      },
      { requiredKeys: ["event", "occurred_at", "name"] },
    )
    .map((fields) => hrEvent.safeParse({ email: "alice@example.com", ...fields }))
    .filter((parsed) => parsed.success)
    .map(({ data }) => event(data, { id: `evt_${JSON.stringify(data)}` }));
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      instant,
      (events, dice, now) => {
        const instantOfNow = at(now);
        const shuffled = events
          .map((one) => ({ one, by: dice.next().value }))
          .toSorted((a, b) => a.by - b.by)
          .map(({ one }) => one);
        const once = fold(events, "7", rules, instantOfNow);
        expect(fold(shuffled, "7", rules, instantOfNow)).toEqual(once);
        expect(once.next).toBeGreaterThan(instantOfNow);
        // Nothing changes before the instant that the fold names.
        const unseen = { history: undefined };
        const before = Math.min(once.next - 1, instantOfNow + 40 * 86_400_000);
        expect({ ...fold(events, "7", rules, before).person, ...unseen }).toEqual({
          ...once.person,
          ...unseen,
        });
      },
    ),
  );
});
