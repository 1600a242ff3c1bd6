import { expect, test } from "vitest";
import {
  ask,
  engineers,
  given,
  grantOf,
  has,
  part,
  personId,
  prodAdmin,
  prodPower,
  prodRead,
  removalsAsked,
  sellers,
  shows,
  testPower,
  userOf,
} from "./access.ts";
import { aDay, dateIn, HOUR, instantIn, MINUTE, SECOND } from "./day.ts";

const grace = { NUMBERS: JSON.stringify({ identity_grace_ms: HOUR, look_idle_ms: 20 * MINUTE }) };

test("a move: what both departments give never flickers, the rest follows within seconds", () =>
  aDay(async (day) => {
    day.watch(() => {
      if (!has(day, "ben", prodRead)) throw new Error("what both departments give flickered");
    });
    day.hr({ event: "user_update", login: "ben", department: "Sales" });
    await day.pass(10 * SECOND);
    expect([testPower, engineers, sellers].map((thing) => has(day, "ben", thing))).toEqual([
      false,
      false,
      true,
    ]);
    await day.pass(5 * MINUTE);
    expect(removalsAsked(day, "ben", prodRead)).toBe(0);
    expect(removalsAsked(day, "ben", testPower)).toBe(1);
  }));

test("whose first day HR moves into the future has no access until then: grants end, what waits is void", () =>
  aDay(async (day) => {
    const tomorrow = dateIn(day, 1);
    const nia = { login: "nia", employee_id: "w-nia", manager_email: "mia@example.com" };
    const names = { given_name: "Nia", family_name: "Example", department: "Engineering" };
    day.hr({
      ...nia,
      ...names,
      event: "user_onboard",
      start_date: dateIn(day, -1),
      occurred_at: instantIn(day, -72),
    });
    await day.pass(10 * SECOND);
    const grant = await given(day, "nia", prodPower, { minutes: 30 });
    const waits = await ask(day, "nia", prodAdmin, { minutes: 5 });
    await day.pass(10 * SECOND);
    const things = [prodPower, testPower, engineers];
    expect(things.map((thing) => has(day, "nia", thing))).toEqual([true, true, true]);

    day.hr({
      ...nia,
      event: "user_update",
      start_date: tomorrow,
      occurred_at: instantIn(day, -60),
    });
    await day.pass(15 * SECOND);
    expect(things.map((thing) => has(day, "nia", thing))).toEqual([false, false, false]);
    expect(day.read("select employment from people where worker_id = 'w-nia'")).toEqual([
      { employment: "expected" },
    ]);
    expect(day.read("select released_why from holds where grant_id = ?", grant)).toEqual([
      { released_why: "not_started" },
    ]);
    expect(day.read("select state, decision_reason from requests where id = ?", waits)).toEqual([
      { state: "void", decision_reason: "not_started" },
    ]);
    expect((await day.get("nia", "/v1/me")).status).toBe(403);

    await day.until(Date.parse(`${tomorrow}T00:00:20Z`));
    expect(things.map((thing) => has(day, "nia", thing))).toEqual([false, true, true]);
  }));

test("a move keeps a live grant on its terms", () =>
  aDay(async (day) => {
    const grant = await given(day, "ben", prodPower, { minutes: 10 });
    await day.pass(10 * SECOND);
    day.hr({ event: "user_update", login: "ben", department: "Legal" });
    await day.pass(5 * MINUTE);
    expect(has(day, "ben", prodRead)).toBe(false);
    expect(has(day, "ben", prodPower)).toBe(true);
    await day.until(day.start + 11 * MINUTE);
    expect(await grantOf(day, "ben", grant)).toMatchObject({ state: "ended", ended_by: "time" });
    expect(has(day, "ben", prodPower)).toBe(false);
  }));

test("a leaver: every removal is asked at once, everything is gone seconds later, what they asked for is void", () =>
  aDay(async (day) => {
    await given(day, "ben", prodPower, { minutes: 30 });
    const request = await ask(day, "ben", { group: "oncall" }, { minutes: 30 });
    await day.pass(10 * SECOND);
    day.hr({ event: "user_offboard", login: "ben" });
    await day.pass(5 * SECOND);
    for (const thing of [prodPower, prodRead, testPower, engineers])
      expect(has(day, "ben", thing)).toBe(false);
    expect(part(await day.get("ada", `/v1/requests/${request}`), "state")).toBe("void");
    expect((await day.get("ben", "/v1/grants")).status).toBe(403);
    await day.pass(5 * MINUTE);
    expect(day.read("select count(*) as n from receipts where confirmed_at is not null")).toEqual([
      { n: 4 },
    ]);
    expect(userOf(day, "ben")).toBeDefined();
  }));

test("suspended: all access ends at once and HR can't give it back; resumed: the standing access returns, grants don't", () =>
  aDay(async (day) => {
    const grant = await given(day, "ben", prodPower, { minutes: 60 });
    await day.pass(10 * SECOND);
    const path = `/v1/people/${personId(day, "ben")}`;
    expect((await day.post("ada", `${path}/suspend`)).status).toBe(200);
    await day.pass(5 * SECOND);
    const all = () =>
      [prodPower, prodRead, testPower, engineers].map((thing) => has(day, "ben", thing));
    expect(all()).toEqual([false, false, false, false]);
    day.hr({ event: "user_update", login: "ben", department: "Engineering", title: "Engineer" });
    await day.pass(5 * MINUTE);
    expect(all()).toEqual([false, false, false, false]);
    expect((await day.post("ada", `${path}/resume`)).status).toBe(200);
    await day.pass(5 * SECOND);
    expect(all()).toEqual([false, true, true, true]);
    expect(await grantOf(day, "ben", grant)).toMatchObject({
      state: "ended",
      ended_by: "suspension",
    });
  }));

test("back within the grace: the same user, with the standing access again", () =>
  aDay(
    async (day) => {
      const before = userOf(day, "ben");
      day.hr({ event: "user_offboard", login: "ben" });
      await day.pass(30 * MINUTE);
      expect(has(day, "ben", prodRead)).toBe(false);
      day.hr({
        event: "user_onboard",
        login: "ben",
        given_name: "ben",
        family_name: "Example",
        department: "Sales",
      });
      await day.pass(10 * SECOND);
      expect(userOf(day, "ben")).toBe(before);
      expect([prodRead, sellers, testPower].map((thing) => has(day, "ben", thing))).toEqual([
        true,
        true,
        false,
      ]);
      await day.pass(2 * HOUR);
      expect(userOf(day, "ben")).toBe(before);
      expect(has(day, "ben", prodRead)).toBe(true);
    },
    { settings: grace },
  ));

test("after the grace: the user is deleted, only once every removal is read back; who returns is the same person with a new user", () =>
  aDay(
    async (day) => {
      const before = userOf(day, "ben") ?? "";
      const person = personId(day, "ben");
      day.stand.aws.faults.add({
        on: "sso-admin:DeleteAccountAssignment",
        fault: { kind: "denied" },
        until: day.start + 2 * HOUR,
      });
      day.watch(() => {
        if (userOf(day, "ben") === undefined && shows(day, before, prodRead))
          throw new Error("the user was deleted before its access was gone");
      });
      day.hr({ event: "user_offboard", login: "ben" });
      await day.until(day.start + 2 * HOUR);
      expect(userOf(day, "ben")).toBe(before);
      await day.pass(30 * MINUTE);
      expect(userOf(day, "ben")).toBeUndefined();
      expect(
        day.read("select count(*) as open from receipts where gone_at is null and kept_at is null"),
      ).toEqual([{ open: 0 }]);
      day.hr({
        event: "user_onboard",
        login: "ben",
        given_name: "ben",
        family_name: "Example",
        department: "Engineering",
      });
      await day.pass(10 * SECOND);
      expect(userOf(day, "ben")).not.toBe(before);
      expect(personId(day, "ben")).toBe(person);
      expect([prodRead, testPower, engineers].map((thing) => has(day, "ben", thing))).toEqual([
        true,
        true,
        true,
      ]);
    },
    { settings: grace },
  ));
