import type { FaultRule } from "../../../local/aws/faults.ts";
import { drawSwitches } from "../../../local/aws/switches.ts";
import { evenRates, KINDS, type Rates } from "../world/faults.ts";
import { Random } from "../world/random.ts";
import type { DayName } from "./days.ts";
import { drawAwsFault } from "./draw-faults.ts";
import { drawOperation, drawSequel } from "./draw-operations.ts";
import type { Operation } from "./operations/operation.ts";
import type { Clocks, Run } from "./run.ts";

/** Faults and what happens among them, in seconds; in most runs little, so that many can be played. */
const PERIOD_S = 7 * 60;
const SHORT_PERIOD_S = 2 * 60;
/** When late calls and frozen drivers are over: what happens here must be done in time. */
const EPILOGUE_S = { from: 27 * 60, until: 34 * 60 };

/** What a run's seed decides: what happens in the company, what fails and how often, how AWS is where nobody knows. */
export function draw(seed: number): Run {
  const random = new Random(seed, "run");
  const company = random.chance(0.004) ? "crowd" : "busy";
  const slow = company === "crowd" && random.chance(0.6);
  const calm = slow || random.chance(0.15);
  const short = company !== "crowd" && random.chance(0.97);
  const day = company === "crowd" ? "usual" : drawDay(random);
  return {
    seed,
    company,
    day,
    mode: random.pick(["own", "own", "own", "scim", "scim", "observed"]),
    account: random.chance(0.15) ? "delegated" : "management",
    operations: [
      ...(company === "crowd" ? crowdLeaves(random) : []),
      ...(short
        ? drawnOver(random, 1, SHORT_PERIOD_S, random.between(1, 2))
        : [
            ...drawnOver(random, 1, PERIOD_S, random.between(4, 16)),
            ...drawnOver(random, EPILOGUE_S.from, EPILOGUE_S.until, random.between(0, 5)),
          ]),
    ].toSorted((one, other) => one.at - other.at),
    awsFaults: slow
      ? [SLOW]
      : calm
        ? []
        : Array.from({ length: random.between(0, 3) }, () => drawAwsFault(random)),
    switches: drawSwitches(() => random.fraction()),
    outstandingCreations: slow ? random.pick([15, 4]) : 15,
    clocks: calm ? { are: "right" } : drawClocks(random),
    graceMs: random.chance(0.3) ? random.between(1, 10) * 60_000 : 30 * 86_400_000,
    backstageDown: random.chance(0.05),
    dayMissed: random.chance(0.03),
    statements: !calm && random.chance(0.06) ? random.between(40, 400) : undefined,
    ...(short
      ? { faultyMs: 3.5 * 60_000, quietMs: 33 * 60_000 }
      : { faultyMs: 9 * 60_000, quietMs: 48 * 60_000 }),
    rates: calm ? {} : drawRates(random),
    bucketDown: !calm && random.chance(0.03),
  };
}

function drawDay(random: Random): DayName {
  if (random.chance(0.72)) return "usual";
  return random.pick(["far zones", "leap day", "clocks go back", "clocks go forward"]);
}

function drawnOver(random: Random, from: number, until: number, count: number): Operation[] {
  return Array.from({ length: count }, () => {
    const operation = drawOperation(random, random.between(from, until));
    return [operation, ...drawSequel(random, operation)];
  }).flat();
}

/** AWS takes long for what it gives, so that creations must wait for room. */
const SLOW: FaultRule = {
  on: "sso-admin:CreateAccountAssignment",
  fault: { kind: "takes", ms: 8_000 },
};

/** Many leave while others get much. */
function crowdLeaves(random: Random): Operation[] {
  const at = random.between(10, 120);
  const gain = { at: at - random.between(3, 9), do: "amend" as const, amendment: 4 };
  const leave = {
    at,
    do: "mass leave" as const,
    count: random.between(5, 9),
    together: random.chance(0.5),
  };
  const settle = { at: at + random.between(30, 200), do: "settle held" as const };
  const settled: Operation = { ...settle, word: random.chance(0.7) ? "release" : "drop" };
  return random.chance(0.7)
    ? [{ ...gain, by: "abe", afterS: 1 }, leave, settled]
    : [leave, settled];
}

function drawClocks(random: Random): Clocks {
  const minutes = () => random.between(-10, 10) * 60_000;
  const kind = random.between(0, 19);
  if (kind === 0) return { are: "ahead", byMs: minutes() };
  if (kind === 1) return { are: "apart", mostMs: random.pick([2_000, 60_000, 600_000]) };
  if (kind === 2) return { are: "stepped", byMs: minutes(), atS: random.between(30, PERIOD_S) };
  return { are: "right" };
}

/** Everything fails a little, or one kind of thing a lot, or what is sent to AWS arrives late, or drivers stand still, or D1 does what it says it did not. */
function drawRates(random: Random): Rates {
  if (random.chance(0.1)) return { fetch: { late: 0.4, lost_after: 0.05 } };
  if (random.chance(0.06)) return { d1: { lost_after: 0.15 } };
  if (random.chance(0.1)) return { alarm: { unreachable: 0.3 }, d1: { frozen: 0.03, slow: 0.03 } };
  if (random.chance(0.7)) return evenRates(random.pick([0.002, 0.01, 0.03]), KINDS);
  const [kind] = KINDS.slice(random.between(0, KINDS.length - 1));
  const often = kind === "alarm" || kind === "cron" ? 0.5 : kind === "service" ? 0.3 : 0.1;
  return { ...evenRates(0.004, KINDS), ...(kind && evenRates(often, [kind])) };
}
