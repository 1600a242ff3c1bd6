import { expect, test } from "vitest";
import { lookAgain } from "../simulation/daypass/operations/admins.ts";
import { byHand, has, part, personId, testBilling, userOf } from "./access.ts";
import { aDay, MINUTE, SECOND } from "./day.ts";
import type { Day } from "./day.ts";

const findings = async (day: Day) => part(await day.get("ada", "/v1/findings"), "items");
const bens = (day: Day, word: "suspend" | "resume") =>
  day.post("ada", `/v1/people/${personId(day, "ben")}/${word}`);

/** Ben's access is listed; AWS takes four seconds to answer this call, and something happens meanwhile. */
function whileListed(day: Day, asked: string, happens: () => Promise<unknown>): Promise<void> {
  lookAgain(day.stand);
  return during(day, asked, happens);
}

async function during(day: Day, asked: string, happens: () => Promise<unknown>): Promise<void> {
  const { aws } = day.stand;
  const fault = { kind: "slow", ms: 4 * SECOND } as const;
  aws.faults.add({ on: `sso-admin:${asked}`, fault });
  aws.faults.add({ on: `identitystore:${asked}`, fault });
  const ben = userOf(day, "ben") ?? "nobody";
  const before = day.calls.length;
  const isAsked = () =>
    day.calls
      .slice(before)
      .some(({ operation, ids }) => operation === asked && Object.values(ids).includes(ben));
  for (const latest = day.stand.world.now + 2 * MINUTE; !isAsked() && day.stand.world.now < latest;)
    await day.pass(SECOND);
  await happens();
  aws.faults.clear();
}

test("who is suspended while their access is listed loses what the list has just found", () =>
  aDay(async (day) => {
    byHand(day, "assign", "ben", testBilling);
    await whileListed(day, "ListAccountAssignmentsForPrincipal", () => bens(day, "suspend"));
    await day.pass(MINUTE);
    expect([has(day, "ben", testBilling), await findings(day)]).toEqual([false, []]);
  }));

test("who is suspended just after their access was listed loses what another hand gave in between", () =>
  aDay(async (day) => {
    await whileListed(day, "ListGroupMembershipsForMember", () => {
      byHand(day, "assign", "ben", testBilling);
      return bens(day, "suspend");
    });
    await day.pass(MINUTE);
    expect(has(day, "ben", testBilling)).toBe(false);
  }));

test("who is resumed while their access is listed keeps what is found, until an admin says so", () =>
  aDay(async (day) => {
    await bens(day, "suspend");
    await day.pass(MINUTE);
    byHand(day, "assign", "ben", testBilling);
    await whileListed(day, "ListAccountAssignmentsForPrincipal", () => bens(day, "resume"));
    await day.pass(5 * MINUTE);
    expect(has(day, "ben", testBilling)).toBe(true);
    expect(await findings(day)).toMatchObject([{ kind: "no_rule" }]);
  }));

test("who is suspended while a change of their user fails is looked at all the same", () =>
  aDay(async (day) => {
    byHand(day, "assign", "ben", testBilling);
    day.stand.aws.faults.add({
      on: "identitystore:UpdateUser",
      fault: { kind: "throttle" },
    });
    day.hr({ event: "user_update", login: "ben", title: "Baker" });
    await during(day, "UpdateUser", () => bens(day, "suspend"));
    await day.pass(MINUTE);
    expect(has(day, "ben", testBilling)).toBe(false);
  }));
