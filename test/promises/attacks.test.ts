/**
 * Attacks through HR, by what AWS has in the end. What each is answered is told in test/worker/hr; that all admins leave
 * stands with the limits on removals.
 * @module
 */
import { expect, test } from "vitest";
import {
  approve,
  ask,
  byHand,
  has,
  part,
  prodAdmin,
  prodPower,
  prodRead,
  testPower,
  userOf,
} from "./access.ts";
import { aDay, HOUR, MINUTE, SECOND } from "./day.ts";
import type { HrEvent } from "./day.ts";
import { activate } from "./policy.ts";

const onboard = (login: string, more: object = {}): HrEvent => ({
  event: "user_onboard",
  login,
  given_name: login,
  family_name: "Example",
  department: "Engineering",
  ...more,
});

test("an attacker from a foreign domain in a powerful department gets no user and no access", () =>
  aDay(async (day) => {
    const before = day.stand.aws.state();
    day.hr(
      onboard("eve", { email: "eve@evil.example" }),
      onboard("eve", { email: "eve@example.com.evil.example" }),
    );
    await day.pass(5 * MINUTE);
    const after = day.stand.aws.state();
    expect([after.users, after.assignments, after.memberships]).toEqual([
      before.users,
      before.assignments,
      before.memberships,
    ]);
    expect(day.read("select * from people where given_name = 'eve'")).toEqual([]);
  }));

test("an email changed to take over a user changes no user: not the victim's, not the attacker's, nor by an admin's release", () =>
  aDay(async (day) => {
    day.hr(onboard("eve", { department: "Legal" }));
    await day.pass(MINUTE);
    const users = () =>
      day.stand.aws
        .state()
        .users.map(({ id, userName, attributes }) => ({ id, userName, attributes }));
    const before = users();
    day.hr({ event: "user_update", login: "eve", email: "ben@example.com" });
    await day.pass(5 * MINUTE);
    expect(users()).toEqual(before);
    const held = await day.get("ada", "/v1/held?kind=email");
    expect(part(held, "items")).toMatchObject([{ details: { to: "ben@example.com" } }]);
    const released = await day.post(
      "ada",
      `/v1/held/${String(part(held, "items", 0, "id"))}/release`,
    );
    expect(released).toMatchObject({ status: 409 });
    await day.pass(5 * MINUTE);
    expect(users()).toEqual(before);
    expect(has(day, "ben", testPower)).toBe(true);
    expect(has(day, "eve", testPower)).toBe(false);
  }));

test("the break-glass user is never adopted, and keeps what it has whatever HR says of it", () =>
  aDay(
    async (day) => {
      const { console } = day.stand.aws;
      const id = console.createUser({
        userName: "breakglass@example.com",
        givenName: "Break",
        familyName: "Glass",
        email: "breakglass@example.com",
      });
      byHand(day, "assign", "breakglass", prodAdmin);
      day.hr(onboard("breakglass"));
      await day.pass(2 * MINUTE);
      day.hr({ event: "user_update", login: "breakglass", department: "Legal" });
      await day.pass(2 * MINUTE);
      day.hr({ event: "user_offboard", login: "breakglass" });
      // By another email, with the policy's name for its user.
      day.hr(onboard("glass"));
      await day.pass(2 * HOUR);
      expect(userOf(day, "breakglass")).toBe(id);
      expect(has(day, "breakglass", prodAdmin)).toBe(true);
      expect(has(day, "breakglass", testPower)).toBe(false);
      expect(
        day.calls.filter(({ ids }) => ids["PrincipalId"] === id || ids["UserId"] === id),
      ).toEqual([]);
    },
    {
      settings: {
        PROTECTED: JSON.stringify({ users: ["breakglass@example.com"] }),
        NUMBERS: JSON.stringify({ identity_grace_ms: HOUR }),
      },
    },
  ));

test("a user of that name whose email is another's is not adopted, and not stripped by an offboarding", () =>
  aDay(async (day) => {
    day.stand.aws.console.createUser({
      userName: "root@example.com",
      givenName: "Root",
      familyName: "Example",
      email: "security@example.com",
    });
    byHand(day, "assign", "root", prodAdmin);
    day.hr(onboard("root"));
    await day.pass(2 * MINUTE);
    day.hr({ event: "user_offboard", login: "root" });
    await day.pass(10 * MINUTE);
    expect(has(day, "root", prodAdmin)).toBe(true);
    expect(has(day, "root", testPower)).toBe(false);
  }));

test("a manager whom HR named a moment ago decides nothing alone: the fallback does", () =>
  aDay(async (day) => {
    await activate(day, { people: { manager_trust_after: "PT24H" } });
    day.hr({ event: "user_update", login: "ben", manager_email: "cleo@example.com" });
    await day.pass(10 * SECOND);
    const request = await ask(day, "ben", prodPower, { minutes: 10 });
    const path = `/v1/requests/${request}/approve`;
    expect((await day.post("cleo", path)).status).toBe(404);
    expect((await day.post("mia", path)).status).toBe(404);
    await day.pass(10 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(false);
    expect((await day.post("ada", path)).status).toBe(200);
    await day.pass(10 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(true);
  }));

test("nobody decides on their own request, and a leaver decides nothing", () =>
  aDay(async (day) => {
    const request = await ask(day, "ben", prodPower, { minutes: 10 });
    expect((await day.post("ben", `/v1/requests/${request}/approve`)).status).toBe(403);
    day.hr({ event: "user_offboard", login: "mia" });
    await day.pass(10 * SECOND);
    await expect(approve(day, request)).rejects.toThrow("not-active");
    await day.pass(10 * SECOND);
    expect([has(day, "ben", prodPower), has(day, "ben", prodRead)]).toEqual([false, true]);
  }));
