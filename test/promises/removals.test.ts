import { expect, test } from "vitest";
import { policy } from "../simulation/daypass/policies.ts";
import { has, part, partOf, prodRead, sellers } from "./access.ts";
import { aDay, dateIn, instantIn, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";
import { activate } from "./policy.ts";

/** 27 people beside the three founders: 30 in all. */
const CREW = Array.from({ length: 27 }, (_, n) => `crew-${n + 1}`);
/** 30 % of the company. */
const LEAVERS = CREW.slice(0, 9);
/** For 30 people: 5 % and 10 % are under the floor. */
const LIMIT = 3;

const limits = {
  removals: { per_run: { count: 20, percent: 5 }, per_day: { count: 50, percent: 10 } },
};

async function aCompanyOf30(day: Day, said: object = {}): Promise<void> {
  await activate(day, { limits });
  day.hr(
    ...CREW.map((login) => ({
      event: "user_onboard" as const,
      login,
      given_name: login,
      family_name: "Example",
      department: "Sales",
      ...said,
    })),
  );
  await day.pass(2 * MINUTE);
  expect(CREW.filter((login) => has(day, login, prodRead))).toEqual(CREW);
}

const stillIn = (day: Day) =>
  LEAVERS.filter((login) => has(day, login, prodRead) || has(day, login, sellers));

test.each([
  ["in one body", [LEAVERS], {}],
  ["one by one", LEAVERS.map((login) => [login]), {}],
  ["by their email alone", [LEAVERS], { employee_id: undefined }],
])(
  "30 % of the company offboarded %s: the limit's number goes at once, the rest is held and visible, one release ends it",
  (_how, bodies, named) =>
    aDay(async (day) => {
      await aCompanyOf30(day);
      for (const logins of bodies) {
        day.hr(...logins.map((login) => ({ event: "user_offboard" as const, login, ...named })));
        await day.pass(5 * SECOND);
      }
      await day.pass(5 * SECOND);
      expect(stillIn(day)).toHaveLength(LEAVERS.length - LIMIT);
      await day.pass(10 * MINUTE);
      const kept = stillIn(day);
      expect(kept).toHaveLength(LEAVERS.length - LIMIT);
      for (const login of kept)
        expect([has(day, login, prodRead), has(day, login, sellers)]).toEqual([true, true]);

      const held = part(await day.get("ada", "/v1/held"), "items");
      expect(held).toMatchObject([
        { kind: "removals", state: "open", key: "hr:default", people: kept.length },
      ]);
      const released = await day.post("ada", `/v1/held/${String(partOf(held, [0, "id"]))}/release`);
      expect(released.status).toBe(200);
      await day.pass(15 * SECOND);
      expect(stillIn(day)).toEqual([]);
      expect(part(await day.get("ada", "/v1/held"), "items")).toEqual([]);
      expect(CREW.filter((login) => has(day, login, prodRead))).toHaveLength(
        CREW.length - LEAVERS.length,
      );
    }),
);

test("30 % of the company moved to a department with nothing: what they lose is limited in the same way, and one release ends it", () =>
  aDay(async (day) => {
    await aCompanyOf30(day);
    day.hr(
      ...LEAVERS.map((login) => ({ event: "user_update" as const, login, department: "Legal" })),
    );
    await day.pass(5 * MINUTE);
    expect(stillIn(day)).toHaveLength(LEAVERS.length - LIMIT);
    const held = part(await day.get("ada", "/v1/held"), "items");
    expect(held).toMatchObject([{ kind: "removals", people: LEAVERS.length - LIMIT }]);
    await day.post("ada", `/v1/held/${String(partOf(held, [0, "id"]))}/release`);
    await day.pass(15 * SECOND);
    expect(stillIn(day)).toEqual([]);
    expect(part(await day.get("ada", "/v1/held"), "items")).toEqual([]);
  }));

test("a first day that HR moves into the future for 30 % of the company: limited in the same way, and one release ends it", () =>
  aDay(async (day) => {
    await aCompanyOf30(day, { occurred_at: instantIn(day, -72), start_date: dateIn(day, -1) });
    day.hr(
      ...LEAVERS.map((login) => ({
        event: "user_update" as const,
        login,
        occurred_at: instantIn(day, -60),
        start_date: dateIn(day, 30),
      })),
    );
    await day.pass(5 * MINUTE);
    expect(stillIn(day)).toHaveLength(LEAVERS.length - LIMIT);
    const held = part(await day.get("ada", "/v1/held"), "items");
    expect(held).toMatchObject([{ kind: "removals", people: LEAVERS.length - LIMIT }]);
    await day.post("ada", `/v1/held/${String(partOf(held, [0, "id"]))}/release`);
    await day.pass(15 * SECOND);
    expect(stillIn(day)).toEqual([]);
    expect(part(await day.get("ada", "/v1/held"), "items")).toEqual([]);
  }));

test("a policy that takes from 30 % of the company takes from the limit's number, and the rest by one release", () =>
  aDay(async (day) => {
    await aCompanyOf30(day);
    await activate(day, { limits, baseline: policy.baseline.slice(0, 1) });
    await day.pass(5 * MINUTE);
    const kept = [...CREW, "cleo"].filter((login) => has(day, login, sellers));
    expect(kept).toHaveLength(CREW.length + 1 - LIMIT);
    const held = part(await day.get("ada", "/v1/held"), "items");
    expect(held).toMatchObject([{ kind: "removals", key: "policy", people: kept.length }]);
    await day.post("ada", `/v1/held/${String(partOf(held, [0, "id"]))}/release`);
    await day.pass(30 * SECOND);
    expect([...CREW, "cleo"].filter((login) => has(day, login, sellers))).toEqual([]);
  }));

test("all admins offboarded: three go, the rest waits for the admin who is left or the bootstrap admin", () =>
  aDay(async (day) => {
    await aCompanyOf30(day);
    const roles = { admin: CREW.slice(0, 6).map((login) => `user:default/${login}`) };
    await activate(day, { limits, roles });
    day.hr(...CREW.slice(0, 6).map((login) => ({ event: "user_offboard" as const, login })));
    await day.pass(10 * SECOND);
    expect(CREW.slice(0, 6).filter((login) => has(day, login, prodRead))).toHaveLength(3);
    // An admin is left: the bootstrap admin is nobody.
    expect((await day.get("ada", "/v1/held")).status).toBe(403);
    const [admin = ""] = CREW.slice(0, 6).filter((login) => has(day, login, prodRead));
    const held = part(await day.get(admin, "/v1/held"), "items");
    await day.post(admin, `/v1/held/${String(partOf(held, [0, "id"]))}/release`);
    await day.pass(10 * SECOND);
    expect(CREW.slice(0, 6).filter((login) => has(day, login, prodRead))).toEqual([]);
    // None is left: now they serve, and it rings.
    await day.pass(2 * MINUTE);
    const rung = () =>
      day.read("select count(*) as n from audit where details->>'alarm' = 'bootstrap_used'")[0]?.[
        "n"
      ];
    const before = Number(rung());
    expect((await day.get("ada", "/v1/held")).status).toBe(200);
    expect((await day.post("ada", "/v1/policy", policy)).status).toBe(201);
    expect(rung()).toBeGreaterThan(before);
  }));
