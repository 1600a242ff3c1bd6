import type { Fault, FaultRule } from "../../../../local/aws/faults.ts";
import { evenRates } from "../../world/faults.ts";
import type { Rates } from "../../world/faults.ts";
import { Random } from "../../world/random.ts";
import { draw } from "../draw.ts";
import type { Clocks, Run } from "../run.ts";
import { AWS_FAULTS, nameOfFault } from "./aws-faults.ts";
import { roads } from "./roads.ts";

/** A run in which pairs of a fault and a state are to be brought about; the rest is the seed's. */
export interface Wishes {
  readonly seed: number;
  readonly wishes: readonly string[];
}

const MINUTE = 60_000;
const SLOW = { kind: "slow", ms: 6_500 } as const;

/** What is asked of AWS takes its time, so that other things happen meanwhile. */
const TAKES: readonly FaultRule[] = [
  ...(["CreateUser", "UpdateUser", "PatchUser", "DeleteUser"] as const).flatMap((operation) => [
    { on: `identitystore:${operation}` as const, fault: SLOW, probability: 0.9 },
    { on: `scim:${operation}` as const, fault: SLOW, probability: 0.9 },
  ]),
  { on: "sso-admin:*", fault: SLOW, probability: 0.1 },
  { on: "sso-admin:*", fault: { kind: "takes", ms: 12_000 }, probability: 0.3 },
];

/** A run on the roads to every state, in which the wished faults strike as soon as they can. */
export function drawFor({ seed, wishes }: Wishes): Run {
  const random = new Random(seed, "wishes");
  const drawn = draw(seed);
  const wished = (begin: RegExp) => wishes.some((wish) => begin.test(wish));
  return {
    ...drawn,
    company: "busy",
    // A user is disabled in one mode, and deleted in the other.
    mode: wished(/being (?:dis|en)abled$/) ? random.pick(["scim", "own"]) : "own",
    account: "management",
    operations: roads(random),
    awsFaults: [...TAKES, ...AWS_FAULTS.filter((fault) => wished(beginOf(fault))).map(inReserve)],
    switches: wished(/^aws: list breaks/)
      ? { ...drawn.switches, pages: "empty-first" }
      : drawn.switches,
    outstandingCreations: wished(/^aws: no room/) ? 1 : 15,
    clocks: clocksFor(random, wished),
    graceMs: MINUTE,
    backstageDown: false,
    bucketDown: wished(/^fault: bucket/),
    dayMissed: false,
    statements: wished(/^fault: limit/) ? random.between(40, 400) : undefined,
    rates: ratesFor(random, wished),
    faultyMs: 10 * MINUTE,
    quietMs: 40 * MINUTE,
    wishes,
  };
}

/** A rule that strikes no call by itself: it tells the invariants what this run's AWS may do. */
function inReserve(fault: Fault): FaultRule {
  return { on: "*", fault, times: 0 };
}

function beginOf(fault: Fault): RegExp {
  return new RegExp(`^${nameOfFault(fault)} ×`);
}

function clocksFor(random: Random, wished: (begin: RegExp) => boolean): Clocks {
  const byMs = random.pick([1, 2, 10]) * MINUTE;
  if (wished(/^clocks: ahead/)) return { are: "ahead", byMs: random.pick([byMs, -byMs]) };
  if (wished(/^clocks: apart/)) return { are: "apart", mostMs: byMs };
  if (wished(/^clocks: set back/)) return { are: "stepped", byMs: -byMs, atS: 20 };
  if (wished(/^clocks: stepped/)) return { are: "stepped", byMs, atS: 20 };
  return { are: "right" };
}

function ratesFor(random: Random, wished: (begin: RegExp) => boolean): Rates {
  if (wished(/^fault: (?:alarm|cron|storage|object|sleep)/)) return { fetch: { late: 0.05 } };
  return random.pick<Rates>([
    evenRates(0.004, ["d1", "fetch", "alarm", "cron"]),
    { fetch: { late: 0.05, lost_after: 0.05 } },
    { d1: { slow: 0.01, lost_after: 0.03, crash_after: 0.01 } },
  ]);
}
