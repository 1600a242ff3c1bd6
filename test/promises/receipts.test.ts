import { expect, test } from "vitest";
import {
  approve,
  ask,
  given,
  grantOf,
  has,
  oncall,
  part,
  partOf,
  prodPower,
  removalsAsked,
} from "./access.ts";
import { aDay, HOUR, MINUTE, SECOND } from "./day.ts";
import { metrics } from "./metrics.ts";

const instant = (value: unknown, ...path: string[]) => Date.parse(String(partOf(value, path)));

test("a revocation's receipt: due, asked, gone, confirmed two minutes later, how late, and when the last session is dead", () =>
  aDay(async (day) => {
    const grant = await given(day, "ben", prodPower, { minutes: 2 });
    await day.pass(6 * MINUTE);
    const told = await grantOf(day, "ben", grant);
    const [due, asked, gone, confirmed] = ["due_at", "asked_at", "gone_at", "confirmed_at"].map(
      (name) => instant(told, "receipt", name),
    );
    if (due === undefined || asked === undefined || gone === undefined || confirmed === undefined)
      throw new Error("four instants were asked for");
    expect(due).toBe(instant(told, "ends_at"));
    expect(asked).toBeGreaterThanOrEqual(due);
    expect(asked - due).toBeLessThan(SECOND);
    expect(gone).toBeGreaterThan(asked);
    expect(confirmed).toBeGreaterThanOrEqual(gone + 2 * MINUTE);
    expect(partOf(told, ["receipt", "late_ms"])).toBe(gone - due);
    expect(gone - due).toBeLessThan(2 * SECOND);
    // The set's sessions last two hours.
    expect(instant(told, "credentials_dead_by")).toBe(gone + 2 * HOUR);
  }));

test("a membership's receipt counts the longest session that the group may open", () =>
  aDay(async (day) => {
    const grant = await given(day, "ben", oncall, { minutes: 2 });
    await day.pass(6 * MINUTE);
    const told = await grantOf(day, "ben", grant);
    // Nothing is assigned to the group: AWS's longest session.
    expect(instant(told, "credentials_dead_by")).toBe(
      instant(told, "receipt", "gone_at") + 12 * HOUR,
    );
  }));

test("a request's timeline tells every step, from the asking to the confirmed end in AWS", () =>
  aDay(async (day) => {
    const request = await ask(day, "ben", prodPower, { minutes: 2 });
    await approve(day, request);
    await given(day, "ben", prodPower, { minutes: 5, startsAt: day.start + 30 * MINUTE });
    await day.pass(6 * MINUTE);
    const timeline = part(await day.get("ben", `/v1/requests/${request}`), "timeline");
    expect(Array.isArray(timeline) ? timeline.map((step) => partOf(step, ["action"])) : []).toEqual(
      [
        "request.made",
        "request.approved",
        "grant.made",
        "assignment.creation_asked",
        "assignment.created",
        "assignment.deletion_asked",
        "assignment.gone",
        "assignment.gone_confirmed",
      ],
    );
    expect(partOf(timeline, [6, "details"])).toMatchObject({ late_ms: expect.any(Number) });
  }));

test("a grant that AWS refuses for a quarter of an hour is given up, and says why", () =>
  aDay(async (day) => {
    day.stand.aws.faults.add({
      on: "sso-admin:CreateAccountAssignment",
      fault: { kind: "denied" },
    });
    const request = await ask(day, "ben", prodPower, { minutes: 60 });
    const grant = await approve(day, request);
    await day.pass(14 * MINUTE);
    const error = "CreateAccountAssignment: AccessDeniedException";
    expect(await grantOf(day, "ben", grant)).toMatchObject({
      state: "starting",
      last_error: error,
    });
    await day.pass(10 * MINUTE);
    expect(await grantOf(day, "ben", grant)).toMatchObject({ state: "failed", last_error: error });
    const timeline = part(await day.get("ben", `/v1/requests/${request}`), "timeline");
    expect(timeline).toContainEqual(
      expect.objectContaining({ action: "grant.failed", details: { why: "failed", error } }),
    );
  }));

test("a removal that AWS refuses is asked for ever, at most five minutes apart, and is overdue in the metrics and rung within two minutes of due", () =>
  aDay(async (day) => {
    const grant = await given(day, "ben", prodPower, { minutes: 2 });
    await day.pass(MINUTE);
    day.stand.aws.faults.add({
      on: "sso-admin:DeleteAccountAssignment",
      fault: { kind: "throttle" },
    });
    const due = instant(await grantOf(day, "ben", grant), "ends_at");
    await day.until(due + 2 * MINUTE - SECOND);
    const figures = await metrics(day);
    expect(figures).toContain("daypass_overdue_removals 1\n");
    expect(
      day.read(
        "select at - ? < ? as in_time from audit where action = 'alarm.rung' and details->>'alarm' = 'overdue'",
        due,
        2 * MINUTE,
      ),
    ).toEqual([{ in_time: 1 }]);
    await day.until(due + HOUR);
    const asked = day.calls
      .filter(({ operation }) => operation === "DeleteAccountAssignment")
      .map(({ at }) => at);
    for (const [index, at] of asked.slice(1).entries())
      expect(at - (asked[index] ?? 0)).toBeLessThanOrEqual(5 * MINUTE + 10 * SECOND);
    expect(due + HOUR - (asked.at(-1) ?? 0)).toBeLessThanOrEqual(5 * MINUTE + 10 * SECOND);
    expect(
      day.read(
        "select count(*) as rung from audit where action = 'alarm.rung' and details->>'alarm' = 'overdue'",
      ),
    ).toEqual([{ rung: 1 }]);
    day.stand.aws.faults.clear();
    await day.pass(6 * MINUTE);
    expect(has(day, "ben", prodPower)).toBe(false);
    expect(await metrics(day)).toContain("daypass_overdue_removals 0\n");
    expect(removalsAsked(day, "ben", prodPower)).toBe(asked.length + 1);
  }));
