import { expect, test } from "vitest";
import { Problem } from "../problem.ts";
import { daysOf, periodOf } from "./period.ts";

const NOON = Date.parse("2026-11-20T12:00:00Z");

test.each([
  [{}, "2026-11-14", "2026-11-20", 7],
  [{ to: "2026-11-10" }, "2026-11-04", "2026-11-10", 7],
  [{ from: "2026-11-20" }, "2026-11-20", "2026-11-20", 1],
  [{ from: "2026-02-28", to: "2026-03-01" }, "2026-02-28", "2026-03-01", 2],
  [{ from: "2026-08-21", to: "2026-11-20" }, "2026-08-21", "2026-11-20", 92],
])("the period of %o is from %s to %s", (days, first, last, count) => {
  const found = daysOf(periodOf(days, NOON));
  expect([found[0], found.at(-1), found.length]).toEqual([first, last, count]);
});

test.each([
  { from: "2026-11-21" },
  { from: "2026-08-20" },
  { from: "2026-02-02", to: "2026-02-01" },
])("there is no period of %o", (days) => {
  expect(() => periodOf(days, NOON)).toThrow(Problem);
});
