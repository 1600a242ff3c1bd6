import { expect, test } from "vitest";
import {
  ask,
  approve,
  given,
  grantOf,
  has,
  part,
  prodAdmin,
  prodPower,
  testPower,
  userOf,
} from "./access.ts";
import { aDay, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";
import { metrics } from "./metrics.ts";

const freeze = (day: Day, reason?: string) =>
  day.put("ada", "/v1/freeze", reason === undefined ? {} : { reason });
const lift = (day: Day) => day.delete("ada", "/v1/freeze");

const joiner = (login: string) => ({
  event: "user_onboard" as const,
  login,
  given_name: login,
  family_name: "Example",
  department: "Engineering",
});

const creationsSince = (day: Day, instant: number) =>
  day.calls.filter(({ at, operation }) => at > instant && operation.startsWith("Create"));

const logged = (day: Day, action: string) =>
  day.read("select count(*) as n from audit where action = ?", action)[0]?.["n"];

test("frozen: approved access is not given and a joiner gets no user; lifted: all that is still wanted is given within seconds, and nothing else", () =>
  aDay(async (day) => {
    expect((await freeze(day, "INC-1")).status).toBe(200);
    const since = day.stand.world.now;
    const long = await given(day, "ben", prodPower, { minutes: 60 });
    const short = await given(day, "cleo", prodAdmin, { minutes: 10 });
    day.hr(joiner("dan"));
    // Longer than a grant is tried for when AWS does not give it.
    await day.pass(20 * MINUTE);
    expect(creationsSince(day, since)).toEqual([]);
    expect([has(day, "ben", prodPower), userOf(day, "dan")]).toEqual([false, undefined]);
    expect(await grantOf(day, "ben", long)).toMatchObject({ state: "starting" });
    expect(await grantOf(day, "cleo", short)).toMatchObject({ state: "ended", receipt: null });

    expect((await lift(day)).status).toBe(200);
    await day.pass(15 * SECOND);
    expect([has(day, "ben", prodPower), has(day, "dan", testPower)]).toEqual([true, true]);
    expect(await grantOf(day, "ben", long)).toMatchObject({ state: "live" });
    expect(has(day, "cleo", prodAdmin)).toBe(false);
  }));

test("frozen: a grant that ends is taken away on time, and a leaver loses everything", () =>
  aDay(async (day) => {
    const grant = await given(day, "ben", prodPower, { minutes: 5 });
    const ends = day.stand.world.now + 5 * MINUTE;
    await day.pass(MINUTE);
    await freeze(day);
    await day.until(ends - 5 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(true);
    await day.until(ends + 10 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(false);
    expect(await grantOf(day, "ben", grant)).toMatchObject({ state: "ended" });

    expect(has(day, "cleo", testPower) || has(day, "ben", testPower)).toBe(true);
    day.hr({ event: "user_offboard", login: "ben" });
    await day.pass(15 * SECOND);
    const user = userOf(day, "ben");
    expect(
      day.stand.aws.state().assignments.filter(({ principalId }) => principalId === user),
    ).toEqual([]);
  }));

test("a freeze is told to everybody on each page, in readiness and figures; set or lifted twice it is one, with one entry each", () =>
  aDay(async (day) => {
    expect(part(await day.get("ben", "/v1/me"), "freeze")).toBeNull();
    expect((await day.put("ben", "/v1/freeze")).status).toBe(403);
    const first = await freeze(day, "INC-1");
    await day.pass(MINUTE);
    const again = await freeze(day, "INC-2");
    expect(again.body).toEqual(first.body);
    const told = { state: "standing", reason: "INC-1", by: "user:default/ada", lifted_at: null };
    expect((await day.get("ben", "/v1/freeze")).body).toMatchObject(told);
    expect(part(await day.get("ben", "/v1/me"), "freeze")).toMatchObject(told);
    expect(await metrics(day)).toContain("daypass_frozen 1\n");
    await lift(day);
    expect((await lift(day)).body).toMatchObject({ state: "lifted", reason: "INC-1" });
    expect(part(await day.get("ben", "/v1/me"), "freeze")).toBeNull();
    expect(await metrics(day)).toContain("daypass_frozen 0\n");
    expect([logged(day, "freeze.set"), logged(day, "freeze.lifted")]).toEqual([1, 1]);
  }));

/** A freeze as its commit leaves it, at this very step. */
function frozenNow(day: Day): void {
  const { database, world } = day.stand;
  database.run({
    sql: "insert into freezes (id, state, since, by) values ('frz_now', 'standing', ?, 'driver')",
    values: [world.now],
  });
}

const claimed = (day: Day) =>
  day.read("select 1 as yes from assignments where op = 'create'").length > 0;

test("a freeze that commits while a creation is claimed: that one had begun and is finished, no other begins", () =>
  aDay(async (day) => {
    let at: number | undefined;
    day.watch(() => {
      if (at !== undefined || !claimed(day)) return;
      frozenNow(day);
      at = day.stand.world.now;
    });
    await given(day, "ben", prodPower, { minutes: 30 });
    await given(day, "cleo", prodAdmin, { minutes: 30 });
    await day.pass(10 * MINUTE);
    expect([has(day, "ben", prodPower), has(day, "cleo", prodAdmin)]).toEqual([true, false]);
    expect(creationsSince(day, at ?? 0)).toHaveLength(1);
  }));

test("a freeze that commits at any step on the way to a claim: no claim commits after it, whatever its driver had read", async () => {
  const had: boolean[] = [];
  for (let step = 1; had.at(-1) !== true; step++)
    await aDay(async (day) => {
      const claims = () => Number(logged(day, "assignment.creation_asked"));
      const before = claims();
      let steps = 0;
      let atFreeze: number | undefined;
      day.watch(() => {
        const approved = logged(day, "grant.made") === 1;
        steps += approved ? 1 : 0;
        if (steps !== step || atFreeze !== undefined) return;
        frozenNow(day);
        atFreeze = claims();
      });
      await approve(day, await ask(day, "ben", prodPower, { minutes: 30 }));
      await day.pass(30 * SECOND);
      expect(claims()).toBe(atFreeze);
      had.push(has(day, "ben", prodPower));
      expect(had.at(-1)).toBe(claims() > before);
    });
  // From the driver's first look to its claim there are several steps.
  expect(had.length).toBeGreaterThan(5);
});

/** The end of a freeze as its commit leaves it, at this very step; cron finds it within a minute. */
function liftedNow(day: Day): void {
  const { database, world } = day.stand;
  const { now } = world;
  const texts = [
    "update freezes set state = 'lifted', lifted_at = ?1",
    `update assignments set check_at = ?1 where check_at > ?1 and check_at <= ?1 + ${5 * MINUTE}`,
  ];
  for (const sql of texts) database.run({ sql, values: [now] });
}

/** Around the step at which the driver begins to wait. */
const STEPS = Array.from({ length: 16 }, (_, i) => 25 + i);

test("the end of a freeze at any step of what begins to wait for it is not missed", async () => {
  const waited = new Set<boolean>();
  for (const step of STEPS)
    await aDay(async (day) => {
      let steps = 0;
      frozenNow(day);
      day.watch(() => {
        steps += logged(day, "grant.made") === 1 ? 1 : 0;
        if (steps !== step) return;
        const { now } = day.stand.world;
        const [row] = day.read(
          "select min(check_at) as at from assignments where op_asked_at is null",
        );
        waited.add(Number(row?.["at"]) > now);
        liftedNow(day);
      });
      await approve(day, await ask(day, "ben", prodPower, { minutes: 30 }));
      await day.pass(90 * SECOND);
      expect([step, has(day, "ben", prodPower)]).toEqual([step, true]);
    });
  expect(waited).toEqual(new Set([false, true]));
});
