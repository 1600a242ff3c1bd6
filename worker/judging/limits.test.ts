import { describe, expect, it } from "vitest";
import { allowance, enoughPeople, most } from "./limits.ts";

const limits = { per_run: { count: 25, percent: 5 }, per_day: { count: 100, percent: 10 } };

describe("the limit on removals", () => {
  it.each([
    [107, 5],
    [500, 25],
    [200_000, 25],
    [40, 3],
    [0, 3],
  ])("of %i people a run takes something from at most %i", (peopleTotal, expected) => {
    expect(most(limits.per_run, peopleTotal)).toBe(expected);
    expect(allowance({ peopleTotal, runSoFar: 0, daySoFar: 0, limits })).toBe(expected);
  });

  it("leaves what the run and the day have not used, whichever is less", () => {
    expect(allowance({ peopleTotal: 107, runSoFar: 4, daySoFar: 4, limits })).toBe(1);
    expect(allowance({ peopleTotal: 107, runSoFar: 0, daySoFar: 9, limits })).toBe(1);
    expect(allowance({ peopleTotal: 107, runSoFar: 5, daySoFar: 5, limits })).toBe(0);
    expect(allowance({ peopleTotal: 107, runSoFar: 0, daySoFar: 12, limits })).toBe(0);
  });

  it("never stands in the way of three people, even at zero", () => {
    const none = { per_run: { count: 0, percent: 0 }, per_day: { count: 0, percent: 0 } };
    expect(allowance({ peopleTotal: 10_000, runSoFar: 2, daySoFar: 2, limits: none })).toBe(1);
    expect(enoughPeople(none)).toBe(0);
  });

  it("counts people only as far as a percentage can be the smaller limit", () => {
    const enough = enoughPeople(limits);
    expect(enough).toBe(1000);
    expect(most(limits.per_run, enough)).toBe(most(limits.per_run, enough * 100));
    expect(most(limits.per_day, enough)).toBe(most(limits.per_day, enough * 100));
  });
});
