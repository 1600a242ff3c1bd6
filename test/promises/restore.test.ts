import { expect, test } from "vitest";
import { contentsOf } from "../simulation/d1/contents.ts";
import {
  given,
  grantOf,
  has,
  oncall,
  part,
  personId,
  prodAdmin,
  prodPower,
  testPower,
} from "./access.ts";
import { aDay, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";
import { metrics } from "./metrics.ts";

const rung = (day: Day, alarm: string) =>
  day.read(
    "select count(*) as n from audit where action = 'alarm.rung' and details->>'alarm' = ?",
    alarm,
  )[0]?.["n"];

const holdsOf = (day: Day) =>
  day.read("select id, assignment_id, starts_at, ends_at, released_at from holds order by id");

const creationsSince = (day: Day, instant: number) =>
  day.calls.filter(({ at, operation }) => at > instant && operation.startsWith("Create")).length;

/** Sets the database back to `contents` and lets the driver notice. */
async function setBack(day: Day, contents: string): Promise<void> {
  day.stand.database.restore(contents);
  await day.pass(90 * SECOND);
  expect(rung(day, "database_restored")).toBe(1);
  expect(part(await day.get("ada", "/v1/recovery"), "state")).toBe("needed");
  expect(await metrics(day)).toContain("daypass_unrecovered 1\n");
}

async function recover(day: Day): Promise<unknown> {
  expect((await day.post("ada", "/v1/recovery")).status).toBe(202);
  await day.pass(MINUTE);
  return (await day.get("ada", "/v1/recovery")).body;
}

test("a database that was set back is noticed: creations stop, removals go on; a recovery puts back what was given since with its end, takes away what is over, and creations go on", () =>
  aDay(async (day) => {
    await given(day, "cleo", prodAdmin, { minutes: 15 });
    await day.pass(MINUTE);
    const before = contentsOf(day.stand.database);
    await given(day, "ben", prodPower, { minutes: 10 });
    const long = await given(day, "cleo", prodPower, { minutes: 40 });
    const until = day.stand.world.now + 40 * MINUTE;
    await day.pass(5 * MINUTE);
    await setBack(day, before);

    const stoppedAt = day.stand.world.now;
    await day.until(day.start + 12 * MINUTE);
    const waiting = await given(day, "ben", prodAdmin, { minutes: 30 });
    await day.until(day.start + 18 * MINUTE);
    expect(creationsSince(day, stoppedAt)).toBe(0);
    expect(has(day, "cleo", prodAdmin)).toBe(false);
    // Nothing in the database says that these end.
    expect([has(day, "ben", prodPower), has(day, "cleo", prodPower)]).toEqual([true, true]);

    expect(await recover(day)).toMatchObject({ state: "done", put_back: 2, unknown_users: [] });
    expect([has(day, "ben", prodPower), has(day, "cleo", prodPower)]).toEqual([false, true]);
    expect(await grantOf(day, "cleo", long)).toMatchObject({ state: "live" });
    expect(await grantOf(day, "ben", waiting)).toMatchObject({ state: "live" });

    expect(await metrics(day)).toContain("daypass_unrecovered 0\n");
    const put = holdsOf(day);
    expect(await recover(day)).toMatchObject({ state: "done", put_back: 0 });
    expect(holdsOf(day)).toEqual(put);
    await day.until(until - 2 * SECOND);
    expect(has(day, "cleo", prodPower)).toBe(true);
    await day.pass(10 * SECOND);
    expect(has(day, "cleo", prodPower)).toBe(false);
  }));

test("what was given and taken since the restored instant is not given back: an admin is asked", () =>
  aDay(async (day) => {
    const before = contentsOf(day.stand.database);
    const grant = await given(day, "cleo", oncall, { minutes: 50 });
    await day.pass(MINUTE);
    expect((await day.post("cleo", `/v1/grants/${grant}/end`)).status).toBe(200);
    await day.pass(5 * MINUTE);
    await setBack(day, before);
    const stoppedAt = day.stand.world.now;
    expect(await recover(day)).toMatchObject({ state: "done", put_back: 1 });
    await day.pass(10 * MINUTE);
    expect([has(day, "cleo", oncall), creationsSince(day, stoppedAt)]).toEqual([false, 0]);
    expect(part(await day.get("ada", "/v1/held"), "items", 0, "kind")).toBe("withheld");
  }));

test("who is suspended, as the database knows it now, loses at once what it had forgotten", () =>
  aDay(async (day) => {
    const ben = `/v1/people/${personId(day, "ben")}`;
    await day.post("ada", `${ben}/suspend`);
    await day.pass(MINUTE);
    const before = contentsOf(day.stand.database);
    await day.post("ada", `${ben}/resume`);
    await given(day, "ben", prodPower, { minutes: 60 });
    await day.pass(MINUTE);
    await setBack(day, before);
    expect(has(day, "ben", prodPower)).toBe(true);
    expect(await recover(day)).toMatchObject({ state: "done" });
    expect([has(day, "ben", prodPower), has(day, "ben", testPower)]).toEqual([false, false]);
  }));

test("users whom the database has forgotten are told, and settled once HR has repeated its events", () =>
  aDay(async (day) => {
    const before = contentsOf(day.stand.database);
    const dan = {
      event: "user_onboard" as const,
      login: "dan",
      given_name: "Dan",
      family_name: "Example",
      department: "Engineering",
    };
    day.hr(dan);
    await day.pass(MINUTE);
    expect(has(day, "dan", testPower)).toBe(true);
    await setBack(day, before);
    const first = await recover(day);
    expect(first).toMatchObject({ state: "done", put_back: 0 });
    expect(first).not.toMatchObject({ unknown_users: [] });
    day.hr(dan);
    await day.pass(2 * MINUTE);
    expect(await recover(day)).toMatchObject({ state: "done", unknown_users: [] });
    await day.pass(5 * MINUTE);
    expect(has(day, "dan", testPower)).toBe(true);
    day.hr({ event: "user_offboard", login: "dan" });
    await day.pass(MINUTE);
    expect(has(day, "dan", testPower)).toBe(false);
  }));

test("while no copy can be kept creations wait and it rings, removals go on; then everything is as it should be", () =>
  aDay(async (day) => {
    await given(day, "ben", prodAdmin, { minutes: 5 });
    await day.pass(MINUTE);
    day.stand.bucket.isDown = true;
    const downAt = day.stand.world.now;
    const grant = await given(day, "ben", prodPower, { minutes: 30 });
    day.hr(
      { event: "user_offboard", login: "cleo" },
      { event: "user_onboard", login: "dan", given_name: "Dan", family_name: "Example" },
    );
    await day.pass(6 * MINUTE);
    expect(creationsSince(day, downAt)).toBe(0);
    expect(rung(day, "copy_failed")).toBe(1);
    expect(await grantOf(day, "ben", grant)).toMatchObject({
      state: "starting",
      last_error: "R2: no copy could be kept",
    });
    expect([has(day, "ben", prodAdmin), has(day, "cleo", oncall)]).toEqual([false, false]);
    day.stand.bucket.isDown = false;
    await day.pass(MINUTE);
    expect(await grantOf(day, "ben", grant)).toMatchObject({ state: "live" });
    expect(day.read("select status from identities order by created_at desc limit 1")).toEqual([
      { status: "live" },
    ]);
  }));
