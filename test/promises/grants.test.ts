import { expect, test } from "vitest";
import {
  approve,
  ask,
  given,
  grantOf,
  has,
  part,
  prodPower,
  removalsAsked,
  testPower,
  userOf,
} from "./access.ts";
import { aDay, HOUR, MINUTE, SECOND } from "./day.ts";
import { activate, withRules } from "./policy.ts";

test("two grants of one target overlap: the access ends when the last of them does", () =>
  aDay(async (day) => {
    await given(day, "ben", prodPower, { minutes: 10, startsAt: day.start + 5 * MINUTE });
    const request = await ask(day, "ben", prodPower, { minutes: 4 });
    await day.until(day.start + 3 * MINUTE);
    const grant = await approve(day, request);
    await day.pass(5 * SECOND);
    day.watch(() => {
      if (day.stand.world.now < day.start + 15 * MINUTE && !has(day, "ben", prodPower))
        throw new Error("the access flickered");
    });
    await day.until(day.start + 7 * MINUTE + 10 * SECOND);
    expect(await grantOf(day, "ben", grant)).toMatchObject({
      state: "ended",
      ended_by: "time",
      kept_by: { reason: "grant" },
    });
    await day.until(day.start + 15 * MINUTE);
    expect(removalsAsked(day, "ben", prodPower)).toBe(0);
    await day.pass(3 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(false);
  }));

test("two holds with a gap: the access is gone in the gap, and back after it", () =>
  aDay(async (day) => {
    await given(day, "ben", prodPower, { minutes: 2 });
    await given(day, "ben", prodPower, { minutes: 2, startsAt: day.start + 5 * MINUTE });
    const at = async (minutes: number) => {
      await day.until(day.start + minutes * MINUTE);
      return has(day, "ben", prodPower);
    };
    expect([
      await at(1),
      await at(3),
      await at(4.9),
      await at(5.1),
      await at(6.9),
      await at(7.1),
    ]).toEqual([true, false, false, true, true, false]);
    await day.pass(3 * MINUTE);
    expect(
      day.read(
        "select gone_at is not null as gone, confirmed_at is not null as confirmed, kept_at from receipts",
      ),
    ).toEqual([
      { gone: 1, confirmed: 1, kept_at: null },
      { gone: 1, confirmed: 1, kept_at: null },
    ]);
  }));

test("two approvals of one target in one instant: both hold, and the access ends when the last of them does", () =>
  aDay(async (day) => {
    const grant = await given(day, "ben", prodPower, { minutes: 5 });
    const next = await ask(day, "ben", prodPower, { minutes: 5, startsAt: day.start + 7 * MINUTE });
    const longer = await day.post("ben", `/v1/grants/${grant}/extend`, {
      duration: "PT10M",
      justification: "not done",
    });
    await day.pass(5 * SECOND);
    const both = await day.together(
      ["mia", `/v1/requests/${next}/approve`],
      ["mia", `/v1/requests/${String(part(longer, "id"))}/approve`],
    );
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const end = Math.max(...both.map((told) => Date.parse(String(part(told, "grant", "ends_at")))));
    day.watch(() => {
      if (day.stand.world.now < end && !has(day, "ben", prodPower))
        throw new Error("the access flickered");
    });
    await day.until(end);
    expect(removalsAsked(day, "ben", prodPower)).toBe(0);
    await day.pass(3 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(false);
  }));

test("a grant over standing access ends without touching it", () =>
  aDay(async (day) => {
    const grant = await given(day, "ben", prodPower, { minutes: 3 });
    await day.pass(5 * SECOND);
    const rule = {
      name: "power",
      who: { department: "Engineering" },
      what: [{ accounts: "prod", permission_set: "PowerUser" }],
    };
    await activate(day, withRules(rule));
    await day.until(day.start + 10 * MINUTE);
    expect(await grantOf(day, "ben", grant)).toMatchObject({
      state: "ended",
      kept_by: { reason: "baseline", id: "power" },
    });
    expect(has(day, "ben", prodPower)).toBe(true);
    expect(removalsAsked(day, "ben", prodPower)).toBe(0);
  }));

test("offboarded while a creation runs: the create that lands late is found and taken away", () =>
  aDay(async (day) => {
    day.stand.aws.latency = { minMs: 40_000, maxMs: 40_000 };
    await given(day, "ben", prodPower, { minutes: 30 });
    await day.pass(5 * SECOND);
    expect(day.stand.aws.pendingCount()).toBe(1);
    const user = userOf(day, "ben");
    let landed = false;
    day.watch(() => {
      landed ||= has(day, "ben", prodPower);
    });
    day.hr({ event: "user_offboard", login: "ben" });
    await day.pass(30 * SECOND);
    expect(landed).toBe(false);
    await day.pass(4 * MINUTE);
    expect(landed).toBe(true);
    expect(
      day.stand.aws.state().assignments.filter(({ principalId }) => principalId === user),
    ).toEqual([]);
    expect(has(day, "ben", testPower)).toBe(false);
  }));

test("approved while it is cancelled: one of them wins, and the access follows the winner", () =>
  aDay(async (day) => {
    const request = await ask(day, "ben", prodPower, { minutes: 30 });
    const path = `/v1/requests/${request}`;
    const both = await day.together(["mia", `${path}/approve`], ["ben", `${path}/cancel`]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const [winner] = both.filter(({ status }) => status === 200);
    if (winner === undefined) throw new Error("nobody won");
    await day.pass(10 * SECOND);
    const state = part(await day.get("ben", path), "state");
    expect(state).toBe(part(winner, "state"));
    expect(has(day, "ben", prodPower)).toBe(state === "approved");
  }));

test("a scheduled start: there from its start on, and not before", () =>
  aDay(async (day) => {
    const startsAt = day.start + 5 * MINUTE;
    const grant = await given(day, "ben", prodPower, { minutes: 5, startsAt });
    expect(await grantOf(day, "ben", grant)).toMatchObject({ state: "scheduled" });
    day.watch(() => {
      if (day.stand.world.now < startsAt && has(day, "ben", prodPower))
        throw new Error("too early");
    });
    await day.until(startsAt + 2 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(true);
    await day.until(startsAt + 5 * MINUTE);
    expect(has(day, "ben", prodPower)).toBe(true);
    await day.pass(2 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(false);
  }));

test.each([
  ["ben", "holder"],
  ["mia", "approver"],
  ["ada", "admin"],
])("ended early by %s, its %s: AWS has it no longer seconds later", (who, ended_by) =>
  aDay(async (day) => {
    const grant = await given(day, "ben", prodPower, { minutes: 30 });
    await day.pass(MINUTE);
    expect(has(day, "ben", prodPower)).toBe(true);
    expect(await day.post(who, `/v1/grants/${grant}/end`)).toMatchObject({
      status: 200,
      body: { ended_by },
    });
    await day.pass(2 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(false);
    expect(await grantOf(day, "ben", grant)).toMatchObject({ state: "ended", ended_by });
  }),
);

test("an extension is a second hold: the access goes on without a flicker, and ends at the new end", () =>
  aDay(async (day) => {
    const grant = await given(day, "ben", prodPower, { minutes: 5 });
    await day.pass(MINUTE);
    day.watch(() => {
      if (day.stand.world.now < day.start + 15 * MINUTE && !has(day, "ben", prodPower))
        throw new Error("the access flickered");
    });
    const longer = await day.post("ben", `/v1/grants/${grant}/extend`, {
      duration: "PT10M",
      justification: "not done",
    });
    await approve(day, String(part(longer, "id")));
    const told = await grantOf(day, "ben", grant);
    expect(told).toMatchObject({ state: "live", extensions: 1 });
    await day.until(day.start + 15 * MINUTE);
    expect(removalsAsked(day, "ben", prodPower)).toBe(0);
    await day.pass(5 * SECOND);
    expect(has(day, "ben", prodPower)).toBe(false);
    expect(await grantOf(day, "ben", grant)).toMatchObject({ state: "ended", ended_by: "time" });
  }));

test("a grant that AWS never makes is given up after a while, says why, and owes nothing", () =>
  aDay(async (day) => {
    day.stand.aws.faults.add({
      on: "sso-admin:CreateAccountAssignment",
      fault: { kind: "denied" },
    });
    const grant = await given(day, "ben", prodPower, { minutes: 60 });
    await day.pass(HOUR);
    expect(await grantOf(day, "ben", grant)).toMatchObject({ state: "failed", ended_by: "failed" });
  }));
