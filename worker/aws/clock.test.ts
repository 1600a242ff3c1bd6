import { expect, test } from "vitest";
import { AwsClock, isStale } from "./clock.ts";

const NOON = Date.parse("2026-11-20T12:00:00Z");
const at = (ms: number): string => new Date(ms).toUTCString();

test("clocks that agree are left alone", () => {
  const clock = new AwsClock();
  clock.learn(at(NOON), NOON + 200, NOON + 700);
  expect(clock.skewMs).toBe(0);
  expect(clock.correctionMs).toBe(0);
});

test("AWS's lead or lag is learned from one answer and corrected once it is over 30 s", () => {
  const clock = new AwsClock();
  clock.learn(at(NOON + 20_000), NOON, NOON);
  expect(clock.skewMs).toBe(20_000);
  expect(clock.correctionMs).toBe(0);
  clock.learn(at(NOON + 600_000), NOON, NOON);
  expect(clock.correctionMs).toBe(600_000);
  clock.learn(at(NOON - 600_000), NOON, NOON);
  expect(clock.correctionMs).toBe(-599_001);
  clock.learn(at(NOON), NOON, NOON);
  expect(clock.correctionMs).toBe(0);
});

test("a caller frozen between sending and receiving does not take that for a skew", () => {
  const clock = new AwsClock();
  clock.learn(at(NOON), NOON, NOON + 600_000);
  clock.learn(at(NOON + 600_000), NOON, NOON + 600_000);
  expect(clock.skewMs).toBe(0);
});

test("nothing is learned from a missing or unreadable date, or while our clock steps back", () => {
  const clock = new AwsClock();
  clock.learn(null, NOON, NOON);
  clock.learn("yesterday", NOON, NOON);
  clock.learn(at(NOON + 600_000), NOON, NOON - 1);
  expect(clock.skewMs).toBe(0);
});

test("a signature is stale once it is nearly as old as AWS's narrowest window", () => {
  expect(isStale(NOON, at(NOON + 240_000))).toBe(false);
  expect(isStale(NOON, at(NOON + 300_000))).toBe(true);
  expect(isStale(NOON + 300_000, at(NOON))).toBe(true);
  expect(isStale(NOON, null)).toBe(false);
});
