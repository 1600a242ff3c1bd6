import { expect, test } from "vitest";
import {
  approve,
  ask,
  byHand,
  given,
  has,
  part,
  partOf,
  personId,
  prodAdmin,
  prodPower,
  prodRead,
  testBilling,
} from "./access.ts";
import { aDay, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";
import { activate, withRules } from "./policy.ts";

/** Every user is looked at each ten minutes: a test need not wait for a day. */
const settings = {
  NUMBERS: JSON.stringify({ look_idle_ms: 10 * MINUTE, look_live_ms: 10 * MINUTE }),
};
const LOOKED = 25 * MINUTE;

/** Sees to it that the first look, which was planned for a day after the user was made, comes in ten minutes. */
async function lookedAtOften(day: Day): Promise<void> {
  day.stand.database.run({
    sql: "update identities set look_at = ?1, check_at = ?1, version = version + 1 where status = 'live'",
    values: [day.stand.world.now],
  });
  await day.pass(70 * SECOND);
}

const findings = async (day: Day) => part(await day.get("ada", "/v1/findings"), "items");
const heldOf = async (day: Day) => part(await day.get("ada", "/v1/held?kind=withheld"), "items");

const adoptions = (day: Day) =>
  day.read("select person_id, details from audit where action = 'assignment.adopted'");

/** Standing access that somebody took away in the console, and that is known to be gone. */
async function takenByHand(day: Day): Promise<void> {
  await lookedAtOften(day);
  byHand(day, "unassign", "ben", prodRead);
  await day.pass(LOOKED);
}

test("an assignment removed in the console is not given back: it is withheld, found and held, and rings", () =>
  aDay(
    async (day) => {
      await takenByHand(day);
      expect(has(day, "ben", prodRead)).toBe(false);
      expect(await findings(day)).toMatchObject([
        { kind: "vanished", user_name: "ben@example.com" },
      ]);
      expect(await heldOf(day)).toMatchObject([{ kind: "withheld", state: "open" }]);
      expect(
        day.read(
          "select count(*) as n from audit where action = 'alarm.rung' and details->>'alarm' = 'access_removed_by_another_hand'",
        ),
      ).toEqual([{ n: 1 }]);
      await day.pass(60 * MINUTE);
      expect(has(day, "ben", prodRead)).toBe(false);
    },
    { settings },
  ));

test("what another hand took away comes back by an admin's release", () =>
  aDay(
    async (day) => {
      await takenByHand(day);
      const held = String(partOf(await heldOf(day), [0, "id"]));
      expect((await day.post("ada", `/v1/held/${held}/release`)).status).toBe(200);
      await day.pass(5 * SECOND);
      expect(has(day, "ben", prodRead)).toBe(true);
      expect(await findings(day)).toEqual([]);
    },
    { settings },
  ));

test("what another hand took away comes back by a newly approved request", () =>
  aDay(
    async (day) => {
      await takenByHand(day);
      const request = await ask(day, "ben", prodRead, { minutes: 10 });
      expect(has(day, "ben", prodRead)).toBe(false);
      await approve(day, request);
      await day.pass(5 * SECOND);
      expect(has(day, "ben", prodRead)).toBe(true);
      expect([await findings(day), await heldOf(day)]).toEqual([[], []]);
    },
    { settings },
  ));

test("a rule that enforces gives back what another hand took away", () =>
  aDay(
    async (day) => {
      const rule = {
        name: "billing",
        who: { department: "Engineering" },
        what: [{ accounts: "test", permission_set: "Billing" }],
        enforce: true,
      };
      await activate(day, withRules(rule));
      await lookedAtOften(day);
      byHand(day, "unassign", "ben", testBilling);
      await day.pass(LOOKED);
      expect(has(day, "ben", testBilling)).toBe(true);
      expect(await findings(day)).toEqual([]);
    },
    { settings },
  ));

test("found access survives a grant's end, and not an offboarding", () =>
  aDay(
    async (day) => {
      await given(day, "ben", prodAdmin, { minutes: 5, startsAt: day.start + 5 * MINUTE });
      byHand(day, "assign", "ben", prodAdmin);
      byHand(day, "assign", "ben", testBilling);
      await lookedAtOften(day);
      await day.until(day.start + 15 * MINUTE);
      expect(has(day, "ben", prodAdmin)).toBe(true);
      expect(await findings(day)).toMatchObject([{ kind: "no_rule" }, { kind: "no_rule" }]);
      day.hr({ event: "user_offboard", login: "ben" });
      await day.pass(5 * SECOND);
      expect([prodAdmin, testBilling].map((thing) => has(day, "ben", thing))).toEqual([
        false,
        false,
      ]);
    },
    { settings },
  ));

test("found access that nobody knew of goes too when its holder leaves", () =>
  aDay(async (day) => {
    byHand(day, "assign", "ben", testBilling);
    byHand(day, "assign", "ben", { group: "oncall" });
    day.hr({ event: "user_offboard", login: "ben" });
    await day.pass(5 * SECOND);
    expect(has(day, "ben", testBilling)).toBe(false);
    expect(has(day, "ben", { group: "oncall" })).toBe(false);
  }));

test("a rule that covers found access leaves it as it was; one that adopts makes it ours, and it goes with the rule", () =>
  aDay(
    async (day) => {
      byHand(day, "assign", "ben", testBilling);
      byHand(day, "assign", "cleo", testBilling);
      await lookedAtOften(day);
      const what = [{ accounts: "test", permission_set: "Billing" }];
      await activate(
        day,
        withRules(
          { name: "adopting", who: { department: "Engineering" }, what, adopt: true },
          { name: "covering", who: { department: "Sales" }, what },
        ),
      );
      await day.pass(MINUTE);
      const { person_id, details } = adoptions(day)[0] ?? {};
      expect(person_id).toBe(personId(day, "ben"));
      expect(JSON.parse(String(details))).toEqual({ rule: "adopting" });
      await activate(day, {});
      await day.pass(MINUTE);
      expect(adoptions(day)).toHaveLength(1);
      expect(has(day, "ben", testBilling)).toBe(false);
      expect(has(day, "cleo", testBilling)).toBe(true);
      expect(await findings(day)).toMatchObject([
        { kind: "no_rule", user_name: "cleo@example.com" },
      ]);
    },
    { settings },
  ));

test("protected groups are never touched: a leaver's membership of one stays, the rest goes", () =>
  aDay(
    async (day) => {
      byHand(day, "assign", "ben", { group: "oncall" });
      day.hr({ event: "user_offboard", login: "ben" });
      await day.pass(10 * MINUTE);
      expect(has(day, "ben", { group: "oncall" })).toBe(true);
      expect(has(day, "ben", prodRead)).toBe(false);
    },
    { settings: { PROTECTED: JSON.stringify({ groups: ["oncall"] }) } },
  ));

test("asking for what was found is told: you have this already", () =>
  aDay(async (day) => {
    byHand(day, "assign", "ben", prodPower);
    await lookedAtOften(day);
    await expect(ask(day, "ben", prodPower, { minutes: 5 })).rejects.toThrow("already-held");
  }));
