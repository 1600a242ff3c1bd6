import { expect, test } from "vitest";
import { GROUPS, organization, PROD, SETS } from "../simulation/daypass/company.ts";
import {
  approve,
  ask,
  byHand,
  has,
  part,
  prodPower,
  prodRead,
  testBilling,
  testPower,
} from "./access.ts";
import { aDay, HOUR, MINUTE, SECOND } from "./day.ts";
import type { Day, DayOptions } from "./day.ts";

/** A delegated administrator, whose directory is read each ten minutes, as each user is looked at. */
const often: DayOptions = {
  account: "delegated",
  settings: {
    NUMBERS: JSON.stringify({
      directory_accounts_ms: 10 * MINUTE,
      directory_sets_ms: 10 * MINUTE,
      look_idle_ms: 10 * MINUTE,
      look_live_ms: 10 * MINUTE,
    }),
  },
};
const READ = 25 * MINUTE;

/** The directory's next reading and everybody's next look, planned for a day later, come at once. */
async function readAnew(day: Day): Promise<void> {
  const values = [day.stand.world.now];
  day.stand.database.run({ sql: "update work set check_at = ?1 where kind = 'directory'", values });
  day.stand.database.run({
    sql: "update identities set look_at = ?1, check_at = ?1, version = version + 1 where status = 'live'",
    values,
  });
  await day.pass(READ);
}

const refused = (day: Day) =>
  day.calls
    .filter(({ errorCode }) => errorCode === "AccessDeniedException")
    .map((call) => call.operation);
const setsInManagement = (day: Day, set: keyof typeof SETS) =>
  day.stand.aws.console.assign({
    accountId: organization.managementAccountId,
    permissionSetArn: SETS[set],
    principalType: "GROUP",
    principalId: GROUPS.oncall,
  });

test("a delegated administrator gives a grant, takes it away on time, and takes a leaver's access away", () =>
  aDay(
    async (day) => {
      await approve(day, await ask(day, "ben", prodPower, { minutes: 30 }));
      await day.pass(10 * SECOND);
      expect(has(day, "ben", prodPower)).toBe(true);
      await day.pass(30 * MINUTE + 30 * SECOND);
      expect(has(day, "ben", prodPower)).toBe(false);
      day.hr({ event: "user_offboard", login: "ben" });
      await day.pass(2 * MINUTE);
      for (const thing of [prodRead, testPower]) expect(has(day, "ben", thing)).toBe(false);
      await day.pass(10 * MINUTE);
      expect(
        day.read("select 1 from receipts where confirmed_at is null and kept_at is null"),
      ).toEqual([]);
      expect(refused(day)).toEqual([]);
    },
    { account: "delegated" },
  ));

test("access that another hand gave is found by the directory's reading, what one took away by the look", () =>
  aDay(async (day) => {
    await readAnew(day);
    byHand(day, "assign", "ben", testBilling);
    byHand(day, "unassign", "ben", prodRead);
    await day.pass(HOUR);
    const findings = part(await day.get("ada", "/v1/findings"), "items");
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "no_rule" }),
        expect.objectContaining({ kind: "vanished" }),
      ]),
    );
    expect([has(day, "ben", testBilling), has(day, "ben", prodRead)]).toEqual([true, false]);
    expect(refused(day)).toEqual([]);
  }, often));

test("what AWS refuses is not offered, the asker is told why, and access of it that is known is not taken for gone", () =>
  aDay(async (day) => {
    setsInManagement(day, "Administrator");
    setsInManagement(day, "ReadOnly");
    await readAnew(day);
    const asked = await day.post("ben", "/v1/requests", {
      account_id: PROD,
      permission_set: "Administrator",
      duration: "PT10M",
      justification: "to look",
    });
    expect(asked.status).toBe(403);
    expect(part(asked, "detail")).toMatch(/"Administrator" is assigned in the management account/);
    const options = JSON.stringify(await day.get("ben", "/v1/me/options"));
    expect(options).not.toContain("Administrator");
    expect(options).toContain("PowerUser");
    const accounts = part(await day.get("ada", "/v1/directory/accounts"), "items");
    expect(accounts).toMatchObject([{ management: true, unreachable: true }, {}, {}]);
    const known = day.read(
      "select distinct observed, withheld_at, missed_at from assignments where permission_set_arn = ?1",
      SETS.ReadOnly,
    );
    expect(known).toEqual([{ observed: "present", withheld_at: null, missed_at: null }]);
    expect(has(day, "ben", prodRead)).toBe(true);
  }, often));
