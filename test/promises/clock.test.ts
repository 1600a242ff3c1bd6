import { expect, test } from "vitest";
import { personId } from "./access.ts";
import { aDay, MINUTE } from "./day.ts";

test("what was released by a clock that was ahead ends with the leave, and the log tells of its end once", () =>
  aDay(async (day) => {
    const { world } = day.stand;
    world.skewMs = 7 * MINUTE;
    expect((await day.post("ada", `/v1/people/${personId(day, "ben")}/suspend`)).status).toBe(200);
    world.skewMs = 0;
    day.hr({ event: "user_offboard", login: "ben" });
    await day.pass(MINUTE);
    const theirs = `from holds h join assignments a on a.id = h.assignment_id
      join identities i on i.id = a.identity_id join people p on p.id = i.person_id where p.worker_id = 'w-ben'`;
    expect(day.read(`select h.id ${theirs} and h.ends_at > ?`, world.now)).toEqual([]);
    expect(day.read(`select count(*) as n from audit where action = 'baseline.lost'`)).toEqual(
      day.read(`select count(*) as n ${theirs}`),
    );
  }));
