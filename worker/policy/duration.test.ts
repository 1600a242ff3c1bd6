import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationMs, LONGEST_DURATION_MS } from "./duration.ts";

describe("an ISO 8601 duration has a fixed length", () => {
  it.each([
    ["PT1M", 60_000],
    ["PT4H", 14_400_000],
    ["P1D", 86_400_000],
    ["P1DT12H", 129_600_000],
    ["P2W", 1_209_600_000],
    ["PT1.5H", 5_400_000],
    ["PT1.001S", 1001],
    ["PT0S", 0],
    ["P366D", LONGEST_DURATION_MS],
  ])("%s", (text, ms) => expect(durationMs(text)).toBe(ms));
  it("whatever its parts are", () => {
    const part = fc.nat({ max: 99 });
    fc.assert(
      fc.property(part, part, part, part, (d, h, m, s) => {
        expect(durationMs(`P${d}DT${h}H${m}M${s}S`)).toBe(
          (((d * 24 + h) * 60 + m) * 60 + s) * 1000,
        );
      }),
    );
  });
});

describe("no duration is", () => {
  it.each([
    "",
    "P",
    "PT",
    "P1DT",
    "1H",
    "PT1",
    "P1M",
    "P1Y",
    "PT-1H",
    "-PT1H",
    "PT1H30",
    "PT1.5H30M",
    "PT0.0001S",
    "PT1,5H",
    "pt1h",
    "P367D",
    "PT1H ",
    "PT1M1H",
  ])("%j", (text) => expect(durationMs(text)).toBeUndefined());
});
