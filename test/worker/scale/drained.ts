import { env } from "cloudflare:workers";
import { createDriverLoop } from "../../../worker/driver-loop.ts";
import { testMarks, testPorts } from "../fresh.ts";
import { counted } from "./measured.ts";
import type { ScriptedAws } from "./scripted-aws.ts";

const DEADLINE_MS = 8_000;

/**
 * Lets the driver wake up until nothing is due, or so often; waiting takes no time, and nothing reaches its deadline.
 * @returns the rows that D1 read for it
 */
export async function drained(
  aws: ScriptedAws,
  clock: { now: number },
  wakeUps = Number.POSITIVE_INFINITY,
): Promise<number> {
  const sleep = async (ms: number) => {
    if (ms >= DEADLINE_MS) return new Promise<void>(() => {});
    clock.now += ms;
  };
  const ports = { ...testPorts(clock, aws.fetch), sleep };
  const { rowsRead } = await counted(async (_ctx, DB) => {
    let next: number | null = clock.now;
    const alarm = { get: async () => next, set: async (at: number) => void (next = at) };
    const loop = createDriverLoop({ ...env, DB }, ports, alarm, testMarks());
    for (let n = 0; n < wakeUps && next !== null && next <= clock.now; n++) {
      next = null;
      await loop.alarm();
    }
  });
  return rowsRead;
}
