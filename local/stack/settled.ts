import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Aws } from "../aws/aws.ts";

/** What `/readyz` tells of what waits. */
const standingView = z.object({
  overdue: z.number(),
  due: z.object({ assignments: z.number(), identities: z.number(), work: z.number() }),
  held: z.number(),
});
export type Standing = z.infer<typeof standingView>;

/** Nothing due and no call for so long: what is asked again later comes within it. */
const QUIET_MS = 2_500;
const LOOK_EVERY_MS = 250;

/** What waits now; undefined while the Worker can't be reached. */
export async function readStanding(
  worker: string,
  operatorToken: string,
): Promise<Standing | undefined> {
  try {
    const response = await fetch(`${worker}/readyz`, {
      headers: { authorization: `Bearer ${operatorToken}` },
      signal: AbortSignal.timeout(10_000),
    });
    return standingView.safeParse(await response.json()).data;
  } catch {
    return undefined;
  }
}

/**
 * Waits until Daypass has nothing to do: nothing due, and AWS neither called nor busy for a while.
 * @param show told of each look: how many rows wait
 * @returns the instant of the last call, and what is held back for an admin
 * @throws Error when that does not come
 */
export async function settled(
  aws: Aws,
  read: () => Promise<Standing | undefined>,
  { withinMs, show }: { withinMs: number; show: (waiting: number) => void },
): Promise<{ at: number; held: number }> {
  const giveUpAt = Date.now() + withinMs;
  let calls = -1;
  let quietSince = Date.now();
  while (Date.now() < giveUpAt) {
    const standing = await read();
    const due = standing === undefined ? 1 : waitingIn(standing);
    show(due);
    if (due > 0 || aws.pendingCount() > 0 || aws.calls.count !== calls) quietSince = Date.now();
    calls = aws.calls.count;
    if (standing !== undefined && Date.now() - quietSince >= QUIET_MS) {
      return { at: aws.calls.all().at(-1)?.at ?? quietSince, held: standing.held };
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`Daypass is still busy after ${withinMs / 1_000} s`);
}

function waitingIn({ due }: Standing): number {
  return due.assignments + due.identities + due.work;
}
