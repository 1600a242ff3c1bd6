import { expect, test } from "vitest";
import { spanOf } from "./span.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

test.each([
  [0, "0 sec"],
  [42 * SECOND, "42 sec"],
  [9 * MINUTE + 5 * SECOND, "9 min 5 sec"],
  [42 * MINUTE + 5 * SECOND, "42 min"],
  [3 * HOUR + 58 * MINUTE + 20 * SECOND, "3 hr 58 min"],
  [4 * HOUR, "4 hr"],
  [49 * HOUR, "2 days 1 hr"],
])("%d ms is said as %s", (ms, said) => {
  expect(spanOf(ms, "en")).toBe(said);
});
