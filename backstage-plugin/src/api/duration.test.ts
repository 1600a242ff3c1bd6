import { expect, test } from "vitest";
import { durationMs, durationOf, inUnits } from "./duration.ts";

test.each([
  ["PT4H", 14_400_000],
  ["P1DT30M", 88_200_000],
  ["PT1.5S", 1_500],
  ["P2D", 172_800_000],
])("%s is %i ms", (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each(["", "P", "4h", "P1W", "-PT1H"])("%j is no length", (text) => {
  expect(durationMs(text)).toBeUndefined();
});

test.each([
  [90, "minutes", "PT90M"],
  [4, "hours", "PT4H"],
  [2, "days", "P2D"],
] as const)("%i %s goes to the API and comes back", (count, unit, text) => {
  expect(durationOf(count, unit)).toBe(text);
  expect(inUnits(durationMs(text) ?? 0)).toEqual({ count, unit });
});
