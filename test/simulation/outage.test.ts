import { expect, it } from "vitest";
import type { Fault } from "../../local/aws/faults.ts";
import { crowdAsks } from "./crowd.ts";
import type { Watch } from "./daypass/invariants/invariant.ts";
import { inWorld } from "./daypass/play.ts";
import { CALM } from "./daypass/run.ts";
import { readFigures } from "./daypass/operations/figures.ts";

const MINUTE = 60_000;
/** While everybody's grants end. */
const OUTAGE = { from: 3 * MINUTE, until: 13 * MINUTE };
/** The longest distance of two tries, and what AWS's rate takes for all of them. */
const CATCHES_UP_MS = 6 * MINUTE;

it.each<[string, Fault]>([
  ["throttled", { kind: "throttle" }],
  ["500", { kind: "error", effect: "before" }],
  ["silent", { kind: "lost", effect: "before" }],
])(
  "AWS %s for ten minutes: nothing is lost, what is overdue is told, and it is caught up with, within the rate",
  async (_, fault) => {
    let seen: Watch["history"]["figures"] = [];
    const calls: number[] = [];
    const rule = { on: "*", fault, ...OUTAGE } as const;
    const run = { ...CALM, company: "crowd", awsFaults: [rule] } as const;
    const { broken } = await inWorld(run, async (watch, invariants) => {
      const { world, aws } = watch;
      seen = watch.history.figures;
      const start = world.now;
      aws.calls.listen(({ service, at }) => void (service === "sso-admin" && calls.push(at)));
      crowdAsks(watch, { asks: 40, apartMs: 3_000, minutes: 4 });
      for (let minute = 1; minute <= 13; minute++)
        world.after(minute * MINUTE, "metrics", () => readFigures(watch));
      await world.run(start + OUTAGE.until, () => invariants.check());
      aws.faults.clear();
      await world.run(start + OUTAGE.until + CATCHES_UP_MS, () => invariants.check());
      invariants.atEnd();
    });
    expect(broken).toBeUndefined();
    expect(seen.filter(({ overdue, told }) => told < overdue)).toEqual([]);
    expect(Math.max(...seen.map(({ told }) => told))).toBe(40);
    for (const from of calls)
      expect(calls.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(16);
  },
);
