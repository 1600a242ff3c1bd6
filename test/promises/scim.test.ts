import { expect, test } from "vitest";
import {
  byHand,
  engineers,
  given,
  has,
  part,
  personId,
  prodPower,
  prodRead,
  testPower,
  userOf,
} from "./access.ts";
import { aDay, HOUR, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";
import { metrics } from "./metrics.ts";

const scim = { mode: "scim" } as const;
const often = (changed: object = {}) => ({
  mode: "scim" as const,
  settings: { NUMBERS: JSON.stringify({ look_idle_ms: 20 * MINUTE, ...changed }) },
});
const newcomer = (login: string, more: object = {}) => ({
  event: "user_onboard" as const,
  login,
  given_name: login,
  family_name: "Example",
  department: "Engineering",
  manager_email: "mia@example.com",
  ...more,
});
const standing = [prodRead, testPower, engineers];
const hasOf = (day: Day, login: string) => standing.map((thing) => has(day, login, thing));
const user = (day: Day, login: string) =>
  day.stand.aws.state().users.find(({ id }) => id === userOf(day, login));
/** Whether AWS lets the user sign in. */
const enabled = (day: Day, login: string) => user(day, login)?.status === "ENABLED";
/** The calls of one kind since the day began, of SCIM alone. */
const asked = (day: Day, operation: string) =>
  day.calls.filter((call) => call.service === "scim" && call.operation === operation);
const alarms = (day: Day, name: string) =>
  day.read("select count(*) as n from audit where details like ?", `%"alarm":"${name}"%`)[0]?.["n"];

const tokens = (...all: object[]) => ({
  mode: "scim" as const,
  settings: { SCIM_TOKENS: JSON.stringify(all) },
});

/** The daily look at every user, now. */
async function lookedAt(day: Day): Promise<void> {
  day.stand.database.run({
    sql: "update identities set look_at = ?1, check_at = ?1, version = version + 1 where status = 'live'",
    values: [day.stand.world.now],
  });
  await day.pass(70 * SECOND);
}

test("a newcomer's user is made by SCIM with the person's id as its external id, and has the department's access", () =>
  aDay(async (day) => {
    day.hr(newcomer("dan", { title: "Engineer" }));
    await day.pass(10 * SECOND);
    expect(hasOf(day, "dan")).toEqual([true, true, true]);
    expect(enabled(day, "dan")).toBe(true);
    expect(user(day, "dan")?.externalIds.map(({ Id }) => Id)).toEqual([personId(day, "dan")]);
    expect(asked(day, "CreateUser")).toHaveLength(1);
    day.hr({ event: "user_update", login: "dan", display_name: "Daniel", title: null });
    await day.pass(10 * SECOND);
    expect(user(day, "dan")?.attributes).toMatchObject({ DisplayName: "Daniel" });
    expect(user(day, "dan")?.attributes).not.toHaveProperty("Title");
    expect(
      day.calls.filter(
        ({ service, operation }) =>
          service === "identitystore" && /^(Create|Update|Delete)User/.test(operation),
      ),
    ).toEqual([]);
  }, scim));

test("a changed email reaches the user at once: no password is reset by it here", () =>
  aDay(async (day) => {
    day.hr({ event: "user_update", login: "ben", email: "ben.new@example.com" });
    await day.pass(10 * SECOND);
    expect(user(day, "ben")?.attributes["Emails"]).toMatchObject([
      { Value: "ben.new@example.com", Primary: true },
    ]);
  }, scim));

test("a creation whose answer was lost is found by the external id, and is not made twice", () =>
  aDay(async (day) => {
    const on = "scim:CreateUser";
    day.stand.aws.faults.add({ on, fault: { kind: "lost", effect: "after" }, times: 1 });
    day.hr(newcomer("dan"));
    await day.pass(MINUTE);
    expect(hasOf(day, "dan")).toEqual([true, true, true]);
    expect(asked(day, "CreateUser")).toHaveLength(1);
    expect((await day.get("ada", "/v1/held?kind=adoption")).body).toMatchObject({ items: [] });
  }, scim));

test("a user of the same name and email is adopted and becomes ours; one of another system, and one who is disabled, wait for an admin", () =>
  aDay(async (day) => {
    const { console, scim: tenant } = day.stand.aws;
    const made = (login: string) =>
      console.createUser({
        userName: `${login}@example.com`,
        givenName: login,
        familyName: "Before",
        email: `${login}@example.com`,
      });
    const dan = made("dan");
    const eve = made("eve");
    console.setUserStatus(eve, "DISABLED");
    day.hr(newcomer("dan"), newcomer("eve"));
    await day.pass(10 * SECOND);
    expect(tenant.tokens()).toHaveLength(1);
    expect(userOf(day, "dan")).toBe(dan);
    expect(user(day, "dan")?.externalIds.map(({ Id }) => Id)).toEqual([personId(day, "dan")]);
    expect(user(day, "dan")?.attributes).toMatchObject({ Name: { FamilyName: "Example" } });
    expect(hasOf(day, "dan")).toEqual([true, true, true]);

    const held = await day.get("ada", "/v1/held?kind=adoption");
    expect(held.body).toMatchObject({ items: [{ details: { obstacle: "the user is disabled" } }] });
    expect(enabled(day, "eve")).toBe(false);
    await day.post("ada", `/v1/held/${String(part(held, "items", 0, "id"))}/release`);
    await day.pass(20 * SECOND);
    expect(enabled(day, "eve")).toBe(true);
    expect(hasOf(day, "eve")).toEqual([true, true, true]);
  }, scim));

test("a leaver: every removal is asked at once, then the user is disabled, and stays whatever the grace", () =>
  aDay(
    async (day) => {
      await given(day, "ben", prodPower, { minutes: 30 });
      await day.pass(10 * SECOND);
      day.watch(() => {
        if (!enabled(day, "ben") && hasOf(day, "ben").includes(true))
          throw new Error("disabled although nothing hung, before the access was gone");
      });
      day.hr({ event: "user_offboard", login: "ben" });
      await day.pass(10 * SECOND);
      expect(hasOf(day, "ben")).toEqual([false, false, false]);
      expect(has(day, "ben", prodPower)).toBe(false);
      expect(enabled(day, "ben")).toBe(false);
      await day.pass(2 * HOUR);
      expect(enabled(day, "ben")).toBe(false);
      expect(asked(day, "DeleteUser")).toEqual([]);
      expect(asked(day, "PatchUser")).toHaveLength(1);
    },
    often({ identity_grace_ms: HOUR }),
  ));

test.each([
  ["hangs in progress", "sso-admin:DeleteAccountAssignment", { kind: "stuck", effect: "none" }],
  ["is never answered", "sso-admin:DeleteAccountAssignment", { kind: "lost", effect: "before" }],
  ["is denied", "sso-admin:DeleteAccountAssignment", { kind: "denied" }],
  ["can't be read back", "sso-admin:*", { kind: "throttle" }],
] as const)("a leaver whose removal %s is disabled a minute after the instant", (_, on, fault) =>
  aDay(async (day) => {
    day.stand.aws.faults.add({ on, fault, until: day.start + 30 * MINUTE });
    day.hr({ event: "user_offboard", login: "ben" });
    const left = day.stand.world.now;
    await day.until(left + 59 * SECOND);
    expect(enabled(day, "ben")).toBe(true);
    await day.until(left + 75 * SECOND);
    expect(enabled(day, "ben")).toBe(false);
    const first = day.calls.find(({ operation }) => operation === "DeleteAccountAssignment");
    expect(first === undefined || first.at < left + 30 * SECOND).toBe(true);
    await day.pass(60 * MINUTE);
    expect(hasOf(day, "ben")).toEqual([false, false, false]);
  }, scim),
);

test("back: the same user is enabled, with the standing access again", () =>
  aDay(async (day) => {
    const before = userOf(day, "ben");
    day.hr({ event: "user_offboard", login: "ben" });
    await day.pass(HOUR);
    expect(enabled(day, "ben")).toBe(false);
    day.hr(newcomer("ben"));
    await day.pass(10 * SECOND);
    expect(userOf(day, "ben")).toBe(before);
    expect(enabled(day, "ben")).toBe(true);
    expect(hasOf(day, "ben")).toEqual([true, true, true]);
    await day.pass(2 * HOUR);
    expect(enabled(day, "ben")).toBe(true);
  }, scim));

test("suspended is disabled, resumed is enabled", () =>
  aDay(async (day) => {
    const path = `/v1/people/${personId(day, "ben")}`;
    expect((await day.post("ada", `${path}/suspend`)).status).toBe(200);
    await day.pass(10 * SECOND);
    expect([enabled(day, "ben"), ...hasOf(day, "ben")]).toEqual([false, false, false, false]);
    expect((await day.post("ada", `${path}/resume`)).status).toBe(200);
    await day.pass(10 * SECOND);
    expect([enabled(day, "ben"), ...hasOf(day, "ben")]).toEqual([true, true, true, true]);
  }, scim));

test("a leaver whom somebody enables again is found at the next look and disabled again, and it rings", () =>
  aDay(async (day) => {
    day.hr({ event: "user_offboard", login: "ben" });
    await day.pass(HOUR);
    day.stand.aws.console.setUserStatus(userOf(day, "ben") ?? "", "ENABLED");
    byHand(day, "assign", "ben", prodRead);
    await day.pass(25 * MINUTE);
    expect(enabled(day, "ben")).toBe(false);
    expect(has(day, "ben", prodRead)).toBe(false);
    expect(alarms(day, "user_enabled_by_another_hand")).toBe(1);
  }, often()));

test("whom somebody else disables stays disabled: it rings once, and a suspension lifted is an admin's word", () =>
  aDay(async (day) => {
    day.stand.aws.console.setUserStatus(userOf(day, "ben") ?? "", "DISABLED");
    for (let look = 0; look < 3; look++) await lookedAt(day);
    expect(enabled(day, "ben")).toBe(false);
    expect(alarms(day, "user_disabled_by_another_hand")).toBe(1);
    const path = `/v1/people/${personId(day, "ben")}`;
    await day.post("ada", `${path}/suspend`);
    await day.pass(10 * SECOND);
    await day.post("ada", `${path}/resume`);
    await day.pass(10 * SECOND);
    expect(enabled(day, "ben")).toBe(true);
  }, scim));

test("a disablement that arrives when the person is back is undone, and nobody is blamed", () =>
  aDay(async (day) => {
    const { world, aws } = day.stand;
    day.hr({ event: "user_offboard", login: "ben" });
    await day.pass(MINUTE);
    day.hr(newcomer("ben"));
    await day.pass(MINUTE);
    expect(enabled(day, "ben")).toBe(true);
    world.after(10 * MINUTE, "a late call arrives", () =>
      aws.console.setUserStatus(userOf(day, "ben") ?? "", "DISABLED"),
    );
    await day.pass(18 * MINUTE);
    expect(enabled(day, "ben")).toBe(true);
    expect(alarms(day, "user_disabled_by_another_hand")).toBe(0);
  }, scim));

test("leavers are deleted after the grace only where the setting says so", () =>
  aDay(
    async (day) => {
      day.hr({ event: "user_offboard", login: "ben" });
      await day.pass(30 * MINUTE);
      expect(enabled(day, "ben")).toBe(false);
      await day.pass(45 * MINUTE);
      expect(userOf(day, "ben")).toBeUndefined();
      expect(asked(day, "DeleteUser")).toHaveLength(1);
      day.hr(newcomer("ben"));
      await day.pass(10 * SECOND);
      expect(hasOf(day, "ben")).toEqual([true, true, true]);
    },
    {
      mode: "scim",
      settings: {
        SCIM_LEAVERS: "delete",
        NUMBERS: JSON.stringify({ identity_grace_ms: HOUR, look_idle_ms: 20 * MINUTE }),
      },
    },
  ));

test("with every token refused all access of a leaver ends all the same; the user is disabled once a token serves again", () =>
  aDay(async (day) => {
    const { scim: tenant } = day.stand.aws;
    const [token] = tenant.tokens();
    tenant.deleteToken(token?.id ?? "");
    day.hr({ event: "user_offboard", login: "ben" });
    await day.pass(10 * SECOND);
    expect(hasOf(day, "ben")).toEqual([false, false, false]);
    await day.pass(30 * MINUTE);
    expect(enabled(day, "ben")).toBe(true);
    expect(alarms(day, "scim_token_refused")).toBe(1);
    expect(await metrics(day)).toContain("daypass_overdue_disablements 1\n");
    tenant.createToken({ token: "scim-token-of-the-simulation" });
    await day.pass(6 * MINUTE);
    expect(enabled(day, "ben")).toBe(false);
    expect(await metrics(day)).toContain("daypass_overdue_disablements 0\n");
  }, scim));

test("the newest token's end is told from 90 days before, in figures and by an alarm", async () => {
  const DAY = 24 * HOUR;
  const madeDaysAgo = (days: number) => ({
    token: `token-made-${days}-days-ago`,
    created_at: new Date(Date.UTC(2026, 10, 2) - days * DAY).toISOString(),
  });
  await aDay(
    async (day) => {
      await day.pass(2 * MINUTE);
      expect(alarms(day, "scim_token_ends")).toBe(0);
      expect(await metrics(day)).toMatch(/daypass_scim_token_ends_seconds\{token="older"\} /);
    },
    tokens(madeDaysAgo(300), madeDaysAgo(10)),
  );
  await aDay(
    async (day) => {
      await day.pass(10 * MINUTE);
      expect(alarms(day, "scim_token_ends")).toBe(1);
    },
    tokens(madeDaysAgo(300)),
  );
});
