import { expect, test } from "vitest";
import { byHand, engineers, given, has, prodPower, prodRead, testPower, userOf } from "./access.ts";
import { aDay, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";

const observed = { mode: "observed" } as const;
const newcomer = (login: string) => ({
  event: "user_onboard" as const,
  login,
  given_name: login,
  family_name: "Example",
  department: "Engineering",
  manager_email: "mia@example.com",
});

/** Calls that change users, which are somebody else's here. */
const usersTouched = (day: Day) =>
  day.calls
    .map(({ operation }) => operation)
    .filter((operation) => /(Create|Update|Delete)User/.test(operation));

test("where somebody else owns the users: everybody who has one gets the department's access, and no user is ever made, changed or deleted", () =>
  aDay(async (day) => {
    day.hr(newcomer("dan"));
    await day.pass(10 * SECOND);
    expect([prodRead, testPower, engineers].map((thing) => has(day, "dan", thing))).toEqual([
      true,
      true,
      true,
    ]);
    day.hr({ event: "user_update", login: "dan", display_name: "Daniel", title: "Boss" });
    await day.pass(MINUTE);
    day.hr({ event: "user_offboard", login: "dan" });
    await day.pass(3 * MINUTE);
    expect([prodRead, testPower, engineers].map((thing) => has(day, "dan", thing))).toEqual([
      false,
      false,
      false,
    ]);
    expect(userOf(day, "dan")).toBeDefined();
    expect(usersTouched(day)).toEqual([]);
  }, observed));

test("someone without a user waits, and gets their access when the user appears", () =>
  aDay(async (day) => {
    day.hr(newcomer("gus"));
    await day.pass(30 * MINUTE);
    expect(userOf(day, "gus")).toBeUndefined();
    day.stand.aws.console.createUser({
      userName: "gus@example.com",
      givenName: "Gus",
      familyName: "Example",
      email: "gus@example.com",
    });
    await day.pass(11 * MINUTE);
    expect([prodRead, testPower, engineers].map((thing) => has(day, "gus", thing))).toEqual([
      true,
      true,
      true,
    ]);
    expect(usersTouched(day)).toEqual([]);
  }, observed));

test("a user with the person's name and somebody else's email is not theirs: an admin decides", () =>
  aDay(async (day) => {
    day.stand.aws.console.createUser({
      userName: "gus@example.com",
      givenName: "Gus",
      familyName: "Other",
      email: "other@example.com",
    });
    day.hr(newcomer("gus"));
    await day.pass(30 * MINUTE);
    expect(has(day, "gus", prodRead)).toBe(false);
    expect((await day.get("ada", "/v1/held?kind=adoption")).body).toMatchObject({
      items: [{ kind: "adoption", details: { user_id: userOf(day, "gus") } }],
    });
  }, observed));

test("a leaver loses assignments and memberships, found ones too", () =>
  aDay(async (day) => {
    await given(day, "ben", prodPower, { minutes: 30 });
    byHand(day, "assign", "ben", { group: "oncall" });
    await day.pass(MINUTE);
    day.hr({ event: "user_offboard", login: "ben" });
    await day.pass(5 * SECOND);
    const user = userOf(day, "ben");
    expect(
      day.stand.aws.state().assignments.filter(({ principalId }) => principalId === user),
    ).toEqual([]);
    expect(
      [engineers, { group: "oncall" } as const].map((thing) => has(day, "ben", thing)),
    ).toEqual([false, false]);
    expect(usersTouched(day)).toEqual([]);
  }, observed));
