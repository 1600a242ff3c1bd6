import { expect, test } from "vitest";
import { PROD, SETS, TEST } from "../simulation/daypass/company.ts";
import {
  ask,
  approve,
  given,
  has,
  oncall,
  prodPower,
  prodRead,
  testPower,
  userOf,
} from "./access.ts";
import { aDay, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";

/** The most statements of any wake-up since now, and whether any invocation was ended by its limit. */
function statementsWatched(day: Day): { most: number } {
  const seen = { most: 0 };
  day.watch(() => {
    const [beat] = day.read(
      "select details->>'statements' as n from driver_state where name = 'heartbeat'",
    );
    seen.most = Math.max(seen.most, Number(beat?.["n"] ?? 0));
  });
  return seen;
}

/** Every user is looked at now, as they are each day. */
async function lookNow(day: Day): Promise<void> {
  day.stand.database.run({
    sql: "update identities set look_at = ?1, check_at = ?1, version = version + 1 where status = 'live'",
    values: [day.stand.world.now],
  });
  await day.pass(2 * MINUTE);
}

const many = (count: number, department: string) =>
  Array.from({ length: count }, (_, n) => ({
    event: "user_onboard" as const,
    login: `crew-${n + 1}`,
    given_name: "Crew",
    family_name: String(n + 1),
    department,
  }));

test("nobody is blocked by one poisoned row: everybody else's access comes and goes on time", () =>
  aDay(async (day) => {
    const { database, world } = day.stand;
    // A row that nothing of ours writes, and work for a worker that nothing can read.
    database.run({
      sql: "update assignments set account_id = null, observed = 'unknown', check_at = ?, version = version + 1 where id = (select min(id) from assignments where account_id is not null)",
      values: [world.now],
    });
    database.run({
      sql: "insert into work (kind, key, check_at, version, attempt) values ('hr_worker', 'no-slash', ?, 1, 0), ('request_expiry', 'req_none', ?, 1, 0)",
      values: [world.now, world.now],
    });
    const grant = await given(day, "cleo", prodPower, { minutes: 2 });
    day.hr(...many(3, "Engineering"));
    await day.pass(10 * SECOND);
    expect(has(day, "cleo", prodPower)).toBe(true);
    expect(has(day, "crew-3", testPower)).toBe(true);
    await day.pass(2 * MINUTE);
    expect([grant, has(day, "cleo", prodPower)]).toEqual([grant, false]);
    day.hr({ event: "user_offboard", login: "crew-1" });
    await day.pass(5 * SECOND);
    expect(has(day, "crew-1", testPower)).toBe(false);
    expect(
      day.read("select observed from assignments where account_id is null and group_id is null"),
    ).not.toEqual([{ observed: "present" }]);
  }));

test("access whose holders move away while AWS gives it to them, many at once, is taken again: it is nobody else's", () =>
  aDay(async (day) => {
    const from = day.stand.world.now;
    const fault = { kind: "takes", ms: 6 * SECOND } as const;
    const on = "sso-admin:CreateAccountAssignment" as const;
    day.stand.aws.faults.add({ on, fault, from, until: from + 8 * SECOND });
    const crew = many(9, "Engineering");
    day.hr(...crew);
    await day.pass(5 * SECOND);
    const asked = day.calls.filter(({ operation }) => operation === "CreateAccountAssignment");
    expect(asked.length).toBeGreaterThan(6);
    day.hr(...crew.map((one) => ({ ...one, event: "user_update" as const, department: "Sales" })));
    await day.pass(3 * MINUTE);
    expect(crew.filter(({ login }) => has(day, login, testPower))).toEqual([]);
    expect(day.read("select id from findings")).toEqual([]);
  }));

test(
  "five hundred events in one body are all applied, and no wake-up comes near the limit of statements",
  () =>
    aDay(async (day) => {
      const seen = statementsWatched(day);
      day.hr(...many(500, "Sales"));
      await day.pass(25 * MINUTE);
      expect(
        day.read(
          "select count(*) as n from people where department = 'Sales' and employment = 'active'",
        ),
      ).toEqual([{ n: 501 }]);
      expect(day.stand.aws.state().users.length).toBe(503);
      expect(
        day.stand.aws
          .state()
          .assignments.filter(({ permissionSetArn }) => permissionSetArn === SETS.ReadOnly),
      ).toHaveLength(503);
      expect(seen.most).toBeGreaterThan(500);
      expect(seen.most).toBeLessThan(1_000);
      // An invocation that passed the limit was ended by it, and its work begun anew.
      expect([...day.stand.world.faults.struck.keys()]).toEqual([]);
    }),
  120_000,
);

test(
  "an approval in the middle of five hundred onboardings does not wait for them",
  () =>
    aDay(async (day) => {
      day.hr(...many(500, "Sales"));
      await day.pass(2 * MINUTE);
      await given(day, "ben", prodPower, { minutes: 2 });
      await given(day, "ben", oncall, { minutes: 2 });
      await day.pass(10 * SECOND);
      expect([has(day, "ben", prodPower), has(day, "ben", oncall)]).toEqual([true, true]);
      await day.pass(2 * MINUTE);
      expect([has(day, "ben", prodPower), has(day, "ben", oncall)]).toEqual([false, false]);
    }),
  120_000,
);

test(
  "somebody with four hundred assignments that others made: they are found, and go when they leave, within what a wake-up may use",
  () =>
    aDay(async (day) => {
      const seen = statementsWatched(day);
      const { console } = day.stand.aws;
      const principalId = userOf(day, "ben") ?? "";
      const sets = Array.from({ length: 200 }, (_, n) =>
        console.createPermissionSet({ name: `set-${n}` }),
      );
      const each = (of: readonly string[], what: "assign" | "unassign") =>
        of.forEach((permissionSetArn) => {
          for (const accountId of [PROD, TEST])
            console[what]({ accountId, permissionSetArn, principalType: "USER", principalId });
        });
      each(sets, "assign");
      await lookNow(day);
      const open = "select count(*) as n from findings where kind = 'no_rule' and state = 'open'";
      expect(day.read(open)).toEqual([{ n: 400 }]);
      each(sets.slice(0, 100), "unassign");
      await lookNow(day);
      day.hr({ event: "user_offboard", login: "ben" });
      await day.pass(2 * MINUTE);
      const left = day.stand.aws
        .state()
        .assignments.filter((one) => one.principalId === principalId);
      expect(left).toEqual([]);
      expect(day.read(open)).toEqual([{ n: 0 }]);
      expect(seen.most).toBeLessThan(1_000);
      expect([...day.stand.world.faults.struck.keys()]).toEqual([]);
    }),
  120_000,
);

test("the object unreachable for ten minutes: cron drives, at a quarter of the quotas", () =>
  aDay(async (day) => {
    const short = await ask(day, "ben", prodPower, { minutes: 3 });
    day.stand.driver.cutOff(10 * MINUTE);
    const from = day.calls.length;
    await approve(day, short);
    day.hr(...many(40, "Engineering"));
    await day.pass(2 * MINUTE);
    expect(has(day, "ben", prodPower)).toBe(true);
    await day.pass(3 * MINUTE);
    expect(has(day, "ben", prodPower)).toBe(false);
    await day.until(day.start + 9 * MINUTE);
    expect(has(day, "crew-40", prodRead)).toBe(true);
    const bySecond = Map.groupBy(
      day.calls
        .slice(from)
        .filter(({ service }) => service === "sso-admin")
        .map(({ at }) => at),
      (at) => Math.floor(at / SECOND),
    );
    expect(Math.max(...[...bySecond.values()].map((calls) => calls.length))).toBeLessThanOrEqual(4);
    expect(day.stand.driver.alarmAt).not.toBeNull();
  }));

test("the object lost with its alarm: a grant still ends, a minute late at most, and the object is back", () =>
  aDay(async (day) => {
    await given(day, "ben", prodPower, { minutes: 3 });
    await day.pass(MINUTE);
    day.stand.driver.lose();
    const end = day.start + 3 * MINUTE;
    await day.until(end + 65 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(false);
    expect(day.stand.driver.alarmAt).not.toBeNull();
    await given(day, "ben", prodPower, { minutes: 1 });
    await day.pass(2 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(true);
  }));
