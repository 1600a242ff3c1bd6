import { expect, it } from "vitest";
import type { Fault } from "../../local/aws/faults.ts";
import { crowdAsks } from "./crowd.ts";
import { settings } from "./daypass/company.ts";
import type { Watch } from "./daypass/invariants/invariant.ts";
import { inWorld } from "./daypass/play.ts";
import { CALM } from "./daypass/run.ts";
import { rowsNow } from "./daypass/wanted.ts";

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
    const seen: { overdue: number; told: number }[] = [];
    const calls: number[] = [];
    const rule = { on: "*", fault, ...OUTAGE } as const;
    const run = { ...CALM, company: "crowd", awsFaults: [rule] } as const;
    const { broken } = await inWorld(run, async (watch, invariants) => {
      const { world, aws } = watch;
      const start = world.now;
      aws.calls.listen(({ service, at }) => void (service === "sso-admin" && calls.push(at)));
      crowdAsks(watch, { asks: 40, apartMs: 3_000, minutes: 4 });
      for (let minute = 1; minute <= 13; minute++)
        world.after(minute * MINUTE, "metrics", () => compareMetrics(watch, seen));
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

/** Whatever was due two minutes ago and is still there, `/metrics` tells of. */
function compareMetrics(watch: Watch, seen: { overdue: number; told: number }[]): void {
  const { aws, database, world } = watch;
  const overdue = rowsNow(database, aws, world.now - 2 * MINUTE).filter(
    (row) => row.live === 0 && row.origin === "managed" && row.inAws && !begins(watch, row.id),
  ).length;
  const headers = { authorization: `Bearer ${settings.OPERATOR_TOKEN}` };
  watch.send({ method: "GET", path: "/metrics", headers }, (answer) => {
    const line = /^daypass_overdue_removals (\d+)$/m.exec(String(answer?.body));
    seen.push({ overdue, told: Number(line?.[1]) });
  });
}

/** A grant that was made since. */
function begins({ database, world }: Watch, assignmentId: string): boolean {
  const sql = "select 1 from holds where assignment_id = ? and starts_at > ? limit 1";
  return database.read(sql, assignmentId, world.now - 2 * MINUTE).length > 0;
}
