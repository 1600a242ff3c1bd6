import { expect, it } from "vitest";
import { isActive, stateOf } from "./state.ts";

it.each([
  ["expected", null, "expected", false],
  ["active", null, "active", true],
  ["active", 5, "suspended", false],
  ["expected", 5, "suspended", false],
  ["left", null, "left", false],
  ["left", 5, "left", false],
] as const)("who is %s and suspended at %s is %s", (employment, suspended_at, state, active) => {
  expect(stateOf({ employment, suspended_at })).toBe(state);
  expect(isActive({ employment, suspended_at })).toBe(active);
});
