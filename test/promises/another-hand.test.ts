import { expect, test } from "vitest";
import {
  byHand,
  given,
  has,
  part,
  partOf,
  personId,
  prodPower,
  prodRead,
  removalsAsked,
  userOf,
} from "./access.ts";
import { aDay, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";

/** Every user is looked at each ten minutes: a test need not wait for a day. */
const settings = {
  NUMBERS: JSON.stringify({ look_idle_ms: 10 * MINUTE, look_live_ms: 10 * MINUTE }),
};
const LOOKED = 25 * MINUTE;

async function lookedAtOften(day: Day): Promise<void> {
  day.stand.database.run({
    sql: "update identities set look_at = ?1, check_at = ?1, version = version + 1 where status in ('live', 'lost')",
    values: [day.stand.world.now],
  });
  await day.pass(70 * SECOND);
}

const findings = async (day: Day) => part(await day.get("ada", "/v1/findings"), "items");
const heldOf = async (day: Day, kind: string) =>
  part(await day.get("ada", `/v1/held?kind=${kind}`), "items");

test("access given by hand after a grant's confirmed end is found and stays: it is nobody's to take but a person's", () =>
  aDay(
    async (day) => {
      await given(day, "ben", prodPower, { minutes: 1 });
      await day.pass(10 * MINUTE);
      expect(day.read("select id from receipts where confirmed_at is not null")).toHaveLength(1);
      byHand(day, "assign", "ben", prodPower);
      await lookedAtOften(day);
      await day.pass(LOOKED);
      expect(has(day, "ben", prodPower)).toBe(true);
      expect(removalsAsked(day, "ben", prodPower)).toBe(1);
      expect(await findings(day)).toMatchObject([
        { kind: "no_rule", user_name: "ben@example.com" },
      ]);
    },
    { settings },
  ));

test("access that another hand took and gave back under a live hold is wanted again, and nothing waits for an admin", () =>
  aDay(
    async (day) => {
      await lookedAtOften(day);
      byHand(day, "unassign", "ben", prodRead);
      await day.pass(LOOKED);
      expect(await heldOf(day, "withheld")).toHaveLength(1);
      byHand(day, "assign", "ben", prodRead);
      await day.pass(LOOKED);
      expect(has(day, "ben", prodRead)).toBe(true);
      expect(removalsAsked(day, "ben", prodRead)).toBe(0);
      expect(await heldOf(day, "withheld")).toEqual([]);
      expect(await findings(day)).toEqual([]);
    },
    { settings },
  ));

test("a release of what is not withheld any more is refused, and says so; it can still be dropped", () =>
  aDay(
    async (day) => {
      await lookedAtOften(day);
      byHand(day, "unassign", "ben", prodRead);
      await day.pass(LOOKED);
      const held = String(partOf(await heldOf(day, "withheld"), [0, "id"]));
      day.stand.database.run({
        sql: "update assignments set withheld_at = null, withheld_by = null where withheld_at is not null",
        values: [],
      });
      const { status, body } = await day.post("ada", `/v1/held/${held}/release`);
      expect({ status, body }).toMatchObject({
        status: 409,
        body: {
          type: "urn:daypass:problem:nothing-to-release",
          detail: "The access is not withheld any more.",
        },
      });
      expect((await day.post("ada", `/v1/held/${held}/drop`)).status).toBe(200);
    },
    { settings },
  ));

test("what another driver found out while a user was being looked at is not overwritten by what was listed before", () =>
  aDay(
    async (day) => {
      byHand(day, "assign", "ben", prodPower);
      await lookedAtOften(day);
      const isFound = "origin = 'found' and target_key like '%/%'";
      const observed = () => day.read(`select observed from assignments where ${isFound}`);
      expect(observed()).toEqual([{ observed: "present" }]);
      let overtaken = 0;
      day.stand.aws.calls.listen(({ operation, ids }) => {
        // The user's assignments are listed already.
        if (operation !== "ListGroupMembershipsForMember") return;
        if (ids["UserId"] !== userOf(day, "ben") || overtaken > 0) return;
        overtaken += 1;
        byHand(day, "unassign", "ben", prodPower);
        day.stand.database.run({
          sql: `update assignments set observed = 'absent', seen_at = ? where ${isFound}`,
          values: [day.stand.world.now],
        });
      });
      await lookedAtOften(day);
      expect(overtaken).toBe(1);
      expect(observed()).toEqual([{ observed: "absent" }]);
    },
    { settings },
  ));

test("membership of a group that is protected later is neither taken nor given any more", () =>
  aDay(
    async (day) => {
      const engineers = { group: "engineers" } as const;
      expect(has(day, "ben", engineers)).toBe(true);
      day.hr({ event: "user_offboard", login: "ben" });
      await day.pass(5 * MINUTE);
      expect(has(day, "ben", engineers)).toBe(true);
      expect(has(day, "ben", prodRead)).toBe(false);
    },
    { settings: { ...settings, PROTECTED: JSON.stringify({ groups: ["engineers"] }) } },
  ));

test("a user that vanished is given up by an admin's release, which the log tells, and a new one takes its place", () =>
  aDay(
    async (day) => {
      const before = userOf(day, "ben") ?? "";
      day.stand.aws.console.deleteUser(before);
      await lookedAtOften(day);
      await day.pass(LOOKED);
      const held = partOf(await heldOf(day, "user_lost"), [0, "id"]);
      expect((await day.post("ada", `/v1/held/${String(held)}/release`)).status).toBe(200);
      expect(
        day.read(
          "select person_id, details->>'held_id' as held from audit where action = 'identity.deleted'",
        ),
      ).toEqual([{ person_id: personId(day, "ben"), held }]);
      await day.pass(MINUTE);
      expect([before, undefined]).not.toContain(userOf(day, "ben"));
      expect(has(day, "ben", prodRead)).toBe(true);
    },
    { settings },
  ));

test("a user taken for lost who is there after all is no longer lost, and no admin need say so", () =>
  aDay(
    async (day) => {
      const user = userOf(day, "ben");
      day.stand.database.run({ sql: "update identities set status = 'lost'", values: [] });
      await lookedAtOften(day);
      expect(day.read("select distinct status from identities")).toEqual([{ status: "live" }]);
      expect(await heldOf(day, "user_lost")).toEqual([]);
      expect(userOf(day, "ben")).toBe(user);
      expect(has(day, "ben", prodRead)).toBe(true);
    },
    { settings },
  ));
