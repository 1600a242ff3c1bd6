import { expect, test } from "vitest";
import { emailOf } from "../simulation/daypass/company.ts";
import { has, prodRead } from "./access.ts";
import { aDay, MINUTE } from "./day.ts";

test("standing access that is held again for a moment after its end, and never asked, owes no second receipt and no calls", () =>
  aDay(async (day) => {
    day.hr({ event: "user_offboard", login: "ben" });
    await day.pass(1 * MINUTE);
    expect(has(day, "ben", prodRead)).toBe(false);
    // Held and lost again within one instant, so that nothing was asked in between.
    const moment = day.stand.world.now;
    day.stand.database.run({
      sql: `insert into holds (id, assignment_id, reason, reason_id, policy_version, starts_at, ends_at, granted_until, created_at)
        select 'hld_moment', a.id, 'baseline', 'engineering', 1, ?1 - 2, ?1 - 1, ?1 - 1, ?1 - 2
        from assignments a join identities i on i.id = a.identity_id join people p on p.id = i.person_id
        where p.email_key = ?2 and a.target_key like 'account/2%'`,
      values: [moment, emailOf("ben")],
    });
    day.stand.database.run({
      sql: "update assignments set check_at = ?, version = version + 1 where id = (select assignment_id from holds where id = 'hld_moment')",
      values: [moment],
    });
    const before = day.calls.length;
    await day.pass(10 * MINUTE);
    expect(day.calls.length - before).toBeLessThan(20);
    expect(
      day.read(
        "select confirmed_at is not null as confirmed from receipts where assignment_id = (select assignment_id from holds where id = 'hld_moment')",
      ),
    ).toEqual([{ confirmed: 1 }]);
  }));
