/**
 * The driver: one loop that makes AWS agree with what is wanted. The object holds nothing that D1 does not
 * know, but for a mark by which it knows that D1 was set back.
 * @module
 */
import { Credentials } from "./aws/credentials.ts";
import { createAws } from "./aws/index.ts";
import type { Aws } from "./aws/index.ts";
import type { CallRecord, Quota } from "./aws/ports.ts";
import { readConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { openDb } from "./db/client.ts";
import { NEVER } from "./db/context.ts";
import type { Ctx, Instant, Ports } from "./db/context.ts";
import { readDirectoryPart } from "./directory/read.ts";
import { applyWorker } from "./hr/apply.ts";
import { judgeDue } from "./judging/judge.ts";
import { housekeeping } from "./reconciler/housekeeping.ts";
import { drive } from "./reconciler/loop.ts";
import { createPace } from "./reconciler/pace.ts";
import { openCopies } from "./reconciler/recovery/copies.ts";
import { recover } from "./reconciler/recovery/recover.ts";
import { createRestoreWatch } from "./reconciler/recovery/restored.ts";
import type { MarkStore } from "./reconciler/recovery/restored.ts";
import { createStopRule } from "./reconciler/stop.ts";
import type { WorkVerbs } from "./reconciler/work-lane.ts";
import { expire } from "./requests/expire.ts";

/** The one alarm of the object that runs the loop. */
export interface Alarm {
  get(): Promise<Instant | null>;
  set(at: Instant): Promise<void>;
}

export interface DriverLoop {
  /**
   * Runs the loop until nothing is due, then sets the alarm to the next due instant, whatever the loop came to.
   * Throws only when the alarm can't be set: the platform then rings again, and cron is there.
   */
  alarm(): Promise<void>;
  /** Something may be due: brings the alarm forward to now, and tells a running loop. */
  nudge(): Promise<void>;
}

const VERBS: Omit<WorkVerbs, "recovery"> = {
  hr_worker: applyWorker,
  judging: judgeDue,
  request_expiry: expire,
  housekeeping,
};

/** How soon after a failed run the next one begins. */
const AFTER_FAILURE_MS = 5_000;

/** @param marks where the object keeps what tells a restored database */
export function createDriverLoop(
  env: Env,
  ports: Ports,
  alarm: Alarm,
  marks: MarkStore,
): DriverLoop {
  const wake = createWakeUp(env, ports, 1, marks);
  let running: Promise<void> | null = null;

  const run = async () => {
    let next: Instant;
    try {
      next = await wake.run();
    } catch (error) {
      logFailure(error);
      next = ports.now() + AFTER_FAILURE_MS;
    }
    if (next < NEVER) await bringForward(alarm, Math.max(next, ports.now()), ports.now());
  };
  return {
    async alarm() {
      running ??= run().finally(() => {
        running = null;
      });
      await running;
    },
    async nudge() {
      wake.nudge();
      await bringForward(alarm, ports.now(), ports.now());
    },
  };
}

/** How long an alarm may be late before it is taken for lost. */
const STUCK_AFTER_MS = 5_000;

/**
 * Sets the alarm unless an earlier one is set. One that stands in the past without ringing is set anew: the platform
 * has been seen to leave such alarms standing for days.
 */
async function bringForward(alarm: Alarm, at: Instant, now: Instant): Promise<void> {
  const set = await alarm.get();
  if (set === null || set > at || set < now - STUCK_AFTER_MS) await alarm.set(at);
}

/**
 * What one process keeps between wake-ups (the AWS session, the pace, the rule that stops) and a wake-up itself.
 * @param part the part of Daypass's share of AWS's quotas that this process may use: 1, or 1/4 for cron's own run
 * @param marks null for cron's own run, which has nothing that outlives it but the database
 */
export function createWakeUp(
  env: Env,
  ports: Ports,
  part: number,
  marks: MarkStore | null,
): { run(): Promise<Instant>; nudge(): void } {
  let kept: { config: Config; aws: Aws; slowAws: Aws; calls: CallRecord[] } | null = null;
  const stop = createStopRule();
  const restored = createRestoreWatch(marks);
  const copies = openCopies(env.COPIES);
  let nudges = Promise.withResolvers<void>();
  const keep = () => {
    if (kept !== null) return kept;
    const config = readConfig(env);
    const calls: CallRecord[] = [];
    const credentials = new Credentials();
    const share = (config.numbers.quota_share_percent / 100) * part;
    const pace = createPace(ports, share);
    const slow = createPace(ports, 1, config.numbers.directory_calls_per_second * part);
    const slowly = async (quota: Quota) => {
      await slow("directory");
      await pace(quota);
    };
    const aws = (paced: (quota: Quota) => Promise<void>) =>
      createAws(config.aws, { ...ports, pace: paced }, (call) => calls.push(call), credentials);
    kept = { config, aws: aws(pace), slowAws: aws(slowly), calls };
    return kept;
  };
  return {
    nudge() {
      nudges.resolve();
      nudges = Promise.withResolvers();
    },
    run() {
      const { config, aws, slowAws, calls } = keep();
      const ctx: Ctx = {
        ...ports,
        db: openDb(env.DB),
        config,
        actor: { kind: "driver" },
        channel: "driver",
      };
      return drive({
        ctx,
        aws,
        slowAws,
        stop,
        restored,
        copies,
        calls,
        verbs: { ...VERBS, recovery: (within, row) => recover(within, copies, row) },
        directory: (within, row) => readDirectoryPart(within, slowAws, row),
        share: config.numbers.quota_share_percent * part,
        nudged: () => nudges.promise,
      });
    },
  };
}

/** One line for the operator: the kind of failure, never SQL or parameters. */
function logFailure(error: unknown): void {
  const name = error instanceof Error ? error.name : "unknown";
  console.error(JSON.stringify({ event: "driver_failed", error: name }));
}
