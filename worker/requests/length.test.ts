import { expect, it } from "vitest";
import { durationMs } from "../policy/duration.ts";
import { lengthText } from "./length.ts";

it("a length is written as it is read", () => {
  for (const text of ["PT1M", "PT4H", "PT1H30M", "P1D", "P30DT12H", "PT1.5S", "PT0S"])
    expect(lengthText(durationMs(text) ?? -1)).toBe(text);
});
