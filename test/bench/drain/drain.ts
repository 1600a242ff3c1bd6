/** Many removals fall due at one instant while many joiners wait, in simulated time, under AWS's quotas. */
import type { CallRecord } from "../../../local/aws/calls.ts";
import { numbersSchema } from "../../../worker/numbers.ts";
import { sendHr } from "../../simulation/daypass/clients.ts";
import { keepingLog } from "../../simulation/daypass/console.ts";
import { buildStand } from "../../simulation/daypass/stand.ts";
import { sealed } from "../../simulation/world/sealed.ts";
import { World } from "../../simulation/world/world.ts";
import { boundOf } from "./bound.ts";
import type { Bound } from "./bound.ts";
import { awsOf, databaseOf, departmentOf } from "./company.ts";
import type { Load } from "./company.ts";

const SECOND = 1_000;
const START = Date.UTC(2026, 10, 20, 9);
const ENDS_AT = START + 60 * SECOND;
/** HR's events arrive so long before the removals fall due: the joiners wait already. */
const JOIN_BEFORE = 5 * SECOND;
/** How long AWS takes for a creation or a deletion. */
const TAKES = { minMs: 100, maxMs: 400 };
const GIVES_UP_AFTER = 60 * 60 * SECOND;

export const USUAL_LOAD: Load = {
  removals: 1_200,
  joiners: 500,
  accounts: 30,
  setsInEach: 4,
  departments: 5,
};

export interface Drained {
  readonly bound: Bound;
  /** From the instant at which they were due until the last of them was read back as gone, in milliseconds. */
  readonly removalsMs: number;
  /** From the same instant until the last joiner's access, too, was read back. */
  readonly allMs: number;
  readonly calls: {
    readonly all: number;
    readonly throttled: number;
    /** By operation. */
    readonly of: ReadonlyMap<string, number>;
  };
  /** Creations that were asked for while a removal that was due had not been asked for. */
  readonly creationsBeforeRemovals: number;
  /** In the busiest second, as a share of AWS's quota. */
  readonly busiestSecond: number;
}

/**
 * Plays the drain out.
 * @param seed draws the latencies of D1 and of AWS
 * @throws Error when it has not come to its end an hour later
 */
export function drain(load: Load = USUAL_LOAD, seed = 1): Promise<Drained> {
  return sealed(() => keepingLog(() => play(load, seed)));
}

async function play(load: Load, seed: number): Promise<Drained> {
  const world = new World({ seed, start: START });
  const { aws, principals } = awsOf(world, load, TAKES);
  const database = databaseOf(load, principals, ENDS_AT);
  const stand = buildStand({ world, database, aws, mode: "own" });
  const calls: CallRecord[] = [];
  aws.calls.listen((call) => void (call.at >= ENDS_AT && calls.push(call)));
  world.at(ENDS_AT - JOIN_BEFORE, "HR", () => sendHr(stand, "joiners", joiners(load)));

  const isDone = () => {
    const [row] = database.read(
      `select (select count(*) from receipts where gone_at is not null) as gone,
        (select count(*) from assignments a join holds h on h.assignment_id = a.id where h.reason = 'baseline' and a.observed = 'present') as given`,
    );
    return row?.["gone"] === load.removals && row["given"] === load.joiners;
  };
  while (!isDone()) {
    if (world.now > ENDS_AT + GIVES_UP_AFTER) throw new Error("the drain does not end");
    await world.run(world.now + SECOND);
  }
  const [readBack] = database.read(
    `select (select max(gone_at) from receipts) as gone,
      (select max(a.seen_at) from assignments a join holds h on h.assignment_id = a.id where h.reason = 'baseline') as given`,
  );
  const removalsMs = Number(readBack?.["gone"]) - ENDS_AT;
  const { quota_share_percent } = numbersSchema.parse({});
  database.close();
  return {
    bound: boundOf(load, quota_share_percent / 100, (TAKES.minMs + TAKES.maxMs) / 2),
    removalsMs,
    allMs: Math.max(removalsMs, Number(readBack?.["given"]) - ENDS_AT),
    calls: {
      all: calls.length,
      throttled: calls.filter(({ throttled }) => throttled).length,
      of: countBy(calls, ({ operation }) => operation),
    },
    creationsBeforeRemovals: creationsBefore(calls),
    busiestSecond:
      busiest(calls.filter(({ service }) => service === "sso-admin")) /
      (aws.quotas.rates["sso-admin"]?.perSecond ?? Infinity),
  };
}

/** One body: all that HR may send at once. */
function joiners({ joiners: count, departments }: Load): object[] {
  return Array.from({ length: count }, (_, n) => ({
    event: "user_onboard",
    occurred_at: new Date(START).toISOString(),
    email: `joiner${n}@example.com`,
    employee_id: `w-joiner${n}`,
    given_name: "Joi",
    family_name: `Ner ${n}`,
    department: departmentOf(n % departments),
  }));
}

function creationsBefore(calls: readonly CallRecord[]): number {
  const last = calls.findLastIndex(({ operation }) => operation === "DeleteAccountAssignment");
  return calls.slice(0, last).filter(({ operation }) => operation === "CreateAccountAssignment")
    .length;
}

/** The most calls of any second. */
function busiest(calls: readonly CallRecord[]): number {
  let from = 0;
  return calls.reduce((most, { at }, to) => {
    while ((calls[from]?.at ?? at) <= at - SECOND) from += 1;
    return Math.max(most, to - from + 1);
  }, 0);
}

function countBy<T>(rows: readonly T[], name: (row: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(name(row), (counts.get(name(row)) ?? 0) + 1);
  return counts;
}
