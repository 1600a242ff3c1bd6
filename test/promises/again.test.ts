import { expect, test } from "vitest";
import { byHand, has, part, personId, testBilling } from "./access.ts";
import { aDay, MINUTE, SECOND } from "./day.ts";

const settings = {
  NUMBERS: JSON.stringify({ look_idle_ms: 10 * MINUTE, look_live_ms: 10 * MINUTE }),
};

test("what another hand gives a suspended person again goes again, with a receipt of its own", () =>
  aDay(
    async (day) => {
      byHand(day, "assign", "ben", testBilling);
      const suspended = await day.post("ada", `/v1/people/${personId(day, "ben")}/suspend`);
      expect(suspended.status).toBe(200);
      await day.pass(5 * MINUTE);
      expect(has(day, "ben", testBilling)).toBe(false);

      byHand(day, "assign", "ben", testBilling);
      await day.pass(20 * MINUTE);
      expect(has(day, "ben", testBilling)).toBe(false);
      const receipts = day.read(
        `select r.gone_at - r.due_at as late, r.confirmed_at from receipts r
         join assignments a on a.id = r.assignment_id where a.taken_over_at is not null order by r.due_at`,
      );
      expect(receipts).toHaveLength(2);
      for (const { late, confirmed_at } of receipts) {
        expect(late).toBeLessThan(10 * SECOND);
        expect(confirmed_at).not.toBeNull();
      }
      expect(day.read("select id from receipts where gone_at is null and kept_at is null")).toEqual(
        [],
      );
      expect(part(await day.get("ada", "/v1/findings"), "items")).toEqual([]);
    },
    { settings },
  ));
