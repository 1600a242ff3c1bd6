import { expect, test } from "vitest";
import { given, grantOf, has, prodPower, prodRead, testPower } from "./access.ts";
import { aDay, HOUR, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";
import { metrics } from "./metrics.ts";

const TEAM = ["dan", "eve", "fay", "gus", "hal", "ida"];

async function aTeam(day: Day): Promise<void> {
  day.hr(
    ...TEAM.map((login) => ({
      event: "user_onboard" as const,
      login,
      given_name: login,
      family_name: "Example",
      department: "Engineering",
    })),
  );
  await day.pass(MINUTE);
  for (const login of TEAM) expect(has(day, login, testPower)).toBe(true);
}

const rung = (day: Day, alarm: string) =>
  day.read(
    "select count(*) as n from audit where action = 'alarm.rung' and details->>'alarm' = ?",
    alarm,
  )[0]?.["n"];

test("a wrong Region does not look like a perfect revocation: creations and marking as gone stop, removals go on being asked, two good controls lift it, then everything is as it should be", () =>
  aDay(async (day) => {
    const { faults } = day.stand.aws;
    await aTeam(day);
    faults.add({ on: "*", fault: { kind: "not-found" } });
    day.hr(...TEAM.map((login) => ({ event: "user_offboard" as const, login })));
    await day.pass(90 * SECOND);
    expect(await metrics(day)).toContain("daypass_stopped 1\n");
    expect(rung(day, "not_found_stop")).toBe(1);

    const stoppedAt = day.stand.world.now;
    const grant = await given(day, "ben", prodPower, { minutes: 30 });
    // The Region is right again, but the control does not know: what is read is true, and still not believed.
    faults.clear();
    faults.add({ on: "sso-admin:DescribeInstance", fault: { kind: "not-found" } });
    await day.pass(5 * MINUTE);
    for (const login of TEAM) expect([login, has(day, login, prodRead)]).toEqual([login, false]);
    expect(day.read("select count(*) as n from receipts where gone_at is not null")).toEqual([
      { n: 0 },
    ]);
    expect(has(day, "ben", prodPower)).toBe(false);
    const asked = day.calls.filter(({ at }) => at > stoppedAt).map(({ operation }) => operation);
    expect(asked.filter((operation) => operation.startsWith("Create"))).toEqual([]);
    expect(asked).toContain("DeleteAccountAssignment");
    expect(rung(day, "not_found_stop_lifted")).toBe(0);

    faults.clear();
    const controls = () =>
      day.calls.filter(
        ({ operation, status }) => operation === "DescribeInstance" && status === 200,
      ).length;
    await day.pass(4 * MINUTE);
    expect(controls()).toBe(2);
    expect(rung(day, "not_found_stop_lifted")).toBe(1);
    expect(await metrics(day)).toContain("daypass_stopped 0\n");
    expect(await grantOf(day, "ben", grant)).toMatchObject({ state: "live" });
    expect(day.read("select count(*) as n from receipts where gone_at is not null")).toEqual([
      { n: 3 * TEAM.length },
    ]);
  }));

test("a directory that can't be read whole, or is cut, takes nothing from anybody", () =>
  aDay(
    async (day) => {
      const { aws, database, world } = day.stand;
      const before = aws.state().assignments.length;
      const lists = [
        "organizations:*",
        "sso-admin:ListPermissionSets",
        "identitystore:ListGroups",
      ] as const;
      for (const on of lists) {
        aws.faults.add({ on, fault: { kind: "list", how: "ends-early" }, until: day.start + HOUR });
        aws.faults.add({
          on,
          fault: { kind: "error", effect: "before" },
          from: day.start + HOUR,
          probability: 0.5,
        });
      }
      database.run({
        sql: "update work set check_at = ?, version = version + 1 where kind = 'directory'",
        values: [world.now],
      });
      day.watch(() => {
        if (aws.state().assignments.length < before) throw new Error("somebody lost something");
      });
      await day.until(day.start + 3 * HOUR);
      for (const { fault, hits } of aws.faults.list())
        expect([fault, hits > 5]).toEqual([fault, true]);
      expect(day.calls.some(({ operation }) => operation.startsWith("Delete"))).toBe(false);
      expect(day.read("select count(*) as n from holds where released_at is not null")).toEqual([
        { n: 0 },
      ]);
      for (const table of ["accounts", "permission_sets", "groups"])
        expect(day.read(`select * from ${table} where gone_at is not null`)).toEqual([]);
    },
    {
      switches: { pages: "short" },
      settings: {
        NUMBERS: JSON.stringify({
          directory_accounts_ms: 11 * MINUTE,
          directory_sets_ms: 11 * MINUTE,
        }),
      },
    },
  ));
