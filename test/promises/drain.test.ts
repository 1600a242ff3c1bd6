import { expect, test } from "vitest";
import { drain } from "../bench/drain/drain.ts";

test("1,200 removals that fall due at once while 500 joiners wait are read back in 1.2 times what AWS's quotas need for them, none throttled, no creation before the last was asked", async () => {
  const { removalsMs, bound, calls, creationsBeforeRemovals, busiestSecond } = await drain();
  expect(removalsMs / bound.removalsMs).toBeLessThanOrEqual(1.2);
  expect(calls.throttled).toBe(0);
  expect(creationsBeforeRemovals).toBe(0);
  expect(busiestSecond).toBeLessThanOrEqual(0.8);
});
