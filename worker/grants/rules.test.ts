import fc from "fast-check";
import { expect, test } from "vitest";
import { NEVER } from "../db/context.ts";
import { nextBoundary, wantedAt } from "./rules.ts";

const interval = fc
  .tuple(fc.nat(100), fc.nat(100))
  .map(([starts_at, ends_at]) => ({ starts_at, ends_at }));

test("two holds that meet want without a gap", () => {
  const holds = [
    { starts_at: 0, ends_at: 10 },
    { starts_at: 10, ends_at: 20 },
  ];
  expect([0, 9, 10, 19, 20].map((t) => wantedAt(holds, t))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
});

test("a hold released before its start never wants and never falls due", () => {
  const released = [{ starts_at: 50, ends_at: 10 }];
  expect(wantedAt(released, 55)).toBe(false);
  expect(nextBoundary(released, 0)).toBe(NEVER);
});

test("between two boundaries what is wanted does not change", () => {
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 6 }), fc.nat(100), (holds, t) => {
      const next = nextBoundary(holds, t);
      for (let later = t; later < Math.min(next, 101); later++) {
        if (wantedAt(holds, later) !== wantedAt(holds, t)) return false;
      }
      return next > t;
    }),
  );
});
