/** The Worker on real time: its API and its driver in one isolate, beside an emulated AWS with its quotas. */
import { env } from "cloudflare:workers";
import type { Aws } from "../../../local/aws/aws.ts";
import type { Instant } from "../../../worker/db/context.ts";
import { createDriverLoop } from "../../../worker/driver-loop.ts";
import { START, testApp, testMarks, testPorts } from "../../worker/fresh.ts";
import type { TestApp } from "../../worker/fresh.ts";
import { emulatedAws, fetchOf } from "./stage.ts";

export interface Live {
  readonly aws: Aws;
  readonly app: TestApp;
  /** Lets the driver work from now on. */
  readonly work: () => void;
  /** Lets it end the wake-up that it is in, and leave the rest. */
  readonly rest: () => Promise<void>;
}

/** @param settings settings that differ from those of the tests */
export function createLive(settings: Readonly<Record<string, string>>): Live {
  const began = performance.now();
  const clock = {
    get now() {
      return START + Math.floor(performance.now() - began);
    },
  };
  const aws = emulatedAws(clock);
  const ports = testPorts(clock, fetchOf(aws, { during: (work) => work }));
  const alarm = { at: null as Instant | null };
  const kept = { get: async () => alarm.at, set: async (at: Instant) => void (alarm.at = at) };
  const bindings = { ...env, ...settings };
  const loop = createDriverLoop(bindings, ports, kept, testMarks());
  const driver = { isAwake: false };
  let working = Promise.resolve();
  const work = async () => {
    await loop.nudge();
    while (driver.isAwake) {
      if (alarm.at === null || alarm.at > clock.now) {
        await scheduler.wait(20);
        continue;
      }
      alarm.at = null;
      await loop.alarm();
    }
  };
  return {
    aws,
    app: testApp({
      settings,
      clock,
      // Asleep it is told of nothing, and leaves what is due.
      nudge: (_, waitUntil) => waitUntil(driver.isAwake ? loop.nudge() : Promise.resolve()),
    }),
    work() {
      driver.isAwake = true;
      working = work();
    },
    rest() {
      driver.isAwake = false;
      return working;
    },
  };
}
