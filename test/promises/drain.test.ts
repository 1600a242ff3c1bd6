import { expect, test } from "vitest";
import { drain } from "../bench/drain/drain.ts";

test("1,200 removals that fall due at once while 500 joiners wait are read back in 1.15 times what AWS's quotas need for them, and so is the joiners' access; none throttled, no creation before the last removal was asked", async () => {
  const { removalsMs, allMs, bound, calls, creationsBeforeRemovals, busiestSecond } = await drain();
  expect(removalsMs / bound.removalsMs).toBeLessThanOrEqual(1.15);
  expect(allMs / bound.allMs).toBeLessThanOrEqual(1.15);
  expect(calls.throttled).toBe(0);
  expect(creationsBeforeRemovals).toBe(0);
  expect(busiestSecond).toBeLessThanOrEqual(0.8);
});
