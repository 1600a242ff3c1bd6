import type { FaultRule } from "../../../local/aws/faults.ts";
import type { WireRequest } from "../../../local/aws/wire.ts";
import { Unavailable } from "../../../worker/db/errors.ts";
import { sealed } from "../world/sealed.ts";
import { World } from "../world/world.ts";
import { emailOf } from "./company.ts";
import { keepingLog } from "./console.ts";
import { Broken } from "./invariants/broken.ts";
import type { Invariants } from "./invariants/invariants.ts";
import { watchOver } from "./invariants/invariants.ts";
import type { Watch } from "./invariants/invariant.ts";
import { occurredIn } from "./occurred.ts";
import { lookAgain, readDirectoryAgain } from "./operations/admins.ts";
import { nameOfFault } from "./matrix/aws-faults.ts";
import { Matrix } from "./matrix/matrix.ts";
import { perform } from "./operations/operation.ts";
import { workerOf } from "./operations/who.ts";
import { skewOf, slackOf } from "./clocks.ts";
import { CALM } from "./run.ts";
import type { Run } from "./run.ts";
import { buildStand } from "./stand.ts";
import type { Stand } from "./stand.ts";
import { foundersOf, templateFor } from "./template.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** After a day every user is looked at; two looks, two minutes apart, tell what another hand took. */
const LOOK_MS = 8 * MINUTE;

export interface Outcome {
  readonly world: World;
  /** What was broken, where something was. */
  readonly broken: Error | undefined;
  /** What occurred, by name, and how often. */
  readonly occurred: ReadonlyMap<string, number>;
  /** Which fault met rows in which state, and how often. */
  readonly met: ReadonlyMap<string, number>;
  /** What the Worker wrote to its log. */
  readonly log: readonly string[];
}

/** Plays the run: faults, then none, and it must converge. */
export function play(run: Run): Promise<Outcome> {
  return inWorld(run, pass);
}

/** A world of its own for the run, its promises watched, in which `pass` lets time pass. */
export async function inWorld(
  run: Run,
  pass_: (watch: Watch, invariants: Invariants) => Promise<void>,
): Promise<Outcome> {
  const template = await templateFor(run.mode, run.company, run.day);
  return sealed(() =>
    keepingLog(async (log) => {
      template.database.reset();
      const world = worldOf(run, template.start);
      const aws = template.awsFor(world, run.switches, run.account);
      const { outstandingCreations } = run;
      aws.quotas = { ...aws.quotas, outstandingCreations };
      const matrix = new Matrix({ world, database: template.database, aws }, run.wishes ?? []);
      world.faults.watcher = matrix;
      const box: { invariants?: Invariants } = {};
      let asked: WireRequest | undefined;
      const stand = buildStand({
        ...run,
        world,
        database: template.database,
        aws,
        onAwsCall(request, process) {
          asked = request;
          box.invariants?.onAwsCall(request, process.name);
        },
        faultsOf: (request) => matrix.faultsOf(request),
      });
      aws.faults.listen((fault) => {
        stand.history.count(nameOfFault(fault));
        if (asked !== undefined) matrix.struckBy(fault, asked);
      });
      // Only runs without other faults of AWS's have less room than usual.
      aws.calls.listen(({ operation, throttled }) => {
        if (!throttled || outstandingCreations >= CALM.outstandingCreations) return;
        stand.history.count(`aws: no room for ${operation}`);
        if (asked !== undefined) matrix.struckCall(`aws: no room for ${operation}`, asked);
      });
      for (const { login, department } of foundersOf(run.company))
        stand.history.told.push({
          worker: workerOf(login),
          event: "onboard",
          at: 0,
          department,
          email: emailOf(login),
          startsAt: 0,
          endsAt: undefined,
          sent: true,
        });
      const watch = watchOf(stand, run, matrix);
      const invariants = watchOver(watch, log);
      box.invariants = invariants;
      for (const rule of run.awsFaults) aws.faults.add(shifted(rule, template.start));
      const broken = await pass_(watch, invariants).then(() => undefined, asError);
      return { world, broken, occurred: occurredIn(watch), met: matrix.pairs, log };
    }),
  );
}

function worldOf(run: Run, start: number): World {
  const { clocks } = run;
  const skewEachMs = clocks.are === "apart" ? clocks.mostMs : 0;
  const world = new World({ ...run, skewEachMs, start });
  if (clocks.are === "ahead") world.skewMs = clocks.byMs;
  if (clocks.are === "stepped")
    world.after(clocks.atS * 1000, "the clocks jump", () => (world.skewMs = clocks.byMs));
  return world;
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

async function pass(watch: Watch, invariants: Invariants): Promise<void> {
  const { world, aws, run, driver, cron } = watch;
  const start = world.now;
  run.operations.forEach((operation, number) => {
    world.after(operation.at * 1000 + number, "operation", () =>
      perform(watch, operation, `op-${number}`),
    );
  });
  watch.bucket.isDown = run.bucketDown;
  await world.run(start + run.faultyMs, invariants.check);
  watch.bucket.isDown = false;
  let now = start + run.faultyMs;
  world.faults.on = false;
  world.clocksAreRight = true;
  aws.faults.clear();
  if (run.dayMissed) {
    now += 24 * HOUR;
    cron.pausedUntil = now;
    driver.lose();
    driver.cutOff(24 * HOUR);
    await world.run(now, invariants.check);
  }
  watch.quietSince = now;
  cron.pausedUntil = 0;
  cron.isIdle = () => nothingToDo(watch);
  // What a list that lied made of the directory lasts until it is read again: an hour, at most.
  if (watch.readsMayLie) readDirectoryAgain(watch);
  await world.run(now + run.quietMs, invariants.check);
  lookAgain(watch);
  await world.run(now + run.quietMs + LOOK_MS, invariants.check);
  invariants.atEnd();
  const uncaught = world.uncaught.find(({ error }) => !(error instanceof Unavailable));
  if (uncaught !== undefined)
    throw new Broken("no program fails", { ...uncaught, error: String(uncaught.error) });
}

function watchOf(stand: Stand, run: Run, matrix: Matrix): Watch {
  const { world } = stand;
  return {
    ...stand,
    run,
    matrix,
    slackMs: slackOf(run.clocks),
    signatureSlackMs: slackOf(run.clocks) + skewOf(run.awsFaults),
    readsMayLie: run.awsFaults.some(
      ({ fault }) =>
        fault.kind === "stale" || (fault.kind === "list" && fault.how === "ends-early"),
    ),
    clock: () => world.now + (world.clocksAreRight ? 0 : world.skewMs),
    quietSince: undefined,
  };
}

function shifted(rule: FaultRule, start: number): FaultRule {
  return {
    ...rule,
    ...(rule.from === undefined ? {} : { from: rule.from + start }),
    ...(rule.until === undefined ? {} : { until: rule.until + start }),
  };
}

/** Nothing is due, and the alarm stands at what will be due first: a cron tick would only write that it was here. */
function nothingToDo({ database, driver, world }: Stand): boolean {
  const [row] = database.read(
    `select min((select min(check_at) from assignments), (select min(check_at) from identities),
       (select min(check_at) from work)) as at`,
  );
  const { alarmAt } = driver;
  return alarmAt !== null && alarmAt > world.now && alarmAt <= Number(row?.["at"]);
}
