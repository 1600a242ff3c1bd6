import { commit } from "./db/commit.ts";
import { openDb } from "./db/client.ts";
import type { Ports } from "./db/context.ts";
import { createWakeUp } from "./driver-loop.ts";
import { cronTick } from "./reconciler/standing-work.ts";

/** How long the object may take to answer before cron drives the loop itself. */
const ANSWERS_WITHIN_MS = 5_000;
/** Cron's own loop takes a quarter of the quotas: the object may be at work all the same. */
const OWN_PART = 1 / 4;

/**
 * Each minute: the guarantee behind the alarm. Wakes the object; where it fails or does not answer, runs the loop here.
 */
export function createCron(
  env: Env,
  ports: Ports,
  nudge: () => Promise<void>,
): () => Promise<void> {
  const own = createWakeUp(env, ports, OWN_PART, null);
  return async () => {
    const ctx = { ...ports, db: openDb(env.DB) };
    // A database that does not take the tick must not cost the minute its wake-up.
    const [ticked] = await Promise.allSettled([commit(ctx, cronTick(ctx))]);
    const answered = await Promise.race([
      nudge().then(
        () => true,
        () => false,
      ),
      ports.sleep(ANSWERS_WITHIN_MS).then(() => false),
    ]);
    if (!answered) await own.run();
    if (ticked.status === "rejected") throw ticked.reason;
  };
}
