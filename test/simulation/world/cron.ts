import type { Process } from "./process.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;
const OUTAGE = 300_000;
/** A scheduled invocation's wall time on Cloudflare. */
const WALL_MS = 900_000;

/** A cron trigger that is running. */
export interface Cron {
  /** No tick is delivered before this instant. */
  pausedUntil: number;
  /** Whether a tick would find nothing to do, and may be left out; none is unless this says so. */
  isIdle: () => boolean;
}

/**
 * Runs the program each minute in a new process, up to 2 seconds late, from the next whole minute on. A tick may be missed,
 * doubled, or up to 4 minutes late, and so come after later ones; `scheduledAt` is the minute it stands for.
 */
export function startCron(
  world: World,
  program: (process: Process, scheduledAt: number) => Promise<unknown>,
): Cron {
  const cron: Cron = { pausedUntil: 0, isIdle: () => false };
  const deliver = (scheduledAt: number, lateMs: number): void => {
    world.after(lateMs, "cron delivered", () => {
      world.spawn("cron", (process) => program(process, scheduledAt), { wallMs: WALL_MS });
    });
  };
  const tick = (): void => {
    const minute = world.now;
    world.at(minute + MINUTE, "cron", tick);
    if (minute < cron.pausedUntil || cron.isIdle()) return;
    const { number, fault } = world.faults.decide({ kind: "cron" });
    const random = world.randomFor(`cron ${number}`);
    const usual = random.between(0, 2_000);
    switch (fault) {
      case "missed":
        return;
      case "outage":
        cron.pausedUntil = minute + OUTAGE;
        return;
      case "late":
        return deliver(minute, random.between(MINUTE, 4 * MINUTE));
      case "doubled":
        deliver(minute, random.between(0, 2_000));
        return deliver(minute, usual);
      case undefined:
      default:
        return deliver(minute, usual);
    }
  };
  world.at(Math.ceil((world.now + 1) / MINUTE) * MINUTE, "cron", tick);
  return cron;
}
