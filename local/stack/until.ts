import { setTimeout as sleep } from "node:timers/promises";

const LOOK_EVERY_MS = 250;
/** Long enough for what a Worker that died has left in doubt. */
const WITHIN_MS = 180_000;

/**
 * Looks until there is something to see; for a plain yes, the instant at which it was seen.
 * @throws Error when it does not come within three minutes
 */
export async function until(look: () => Promise<boolean>): Promise<number>;
export async function until<T extends object | string>(
  look: () => Promise<T | undefined>,
): Promise<T>;
export async function until<T extends object | string>(
  look: () => Promise<T | boolean | undefined>,
): Promise<T | number> {
  const giveUpAt = Date.now() + WITHIN_MS;
  while (Date.now() < giveUpAt) {
    const seen = await look();
    if (seen === true) return Date.now();
    if (seen !== undefined && seen !== false) return seen;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error("waited three minutes for something that did not come");
}

/** What an act answered, when it began and how long it took, in milliseconds. */
export async function timed<T>(
  act: () => Promise<T>,
): Promise<{ at: number; took: number; answer: T }> {
  const at = Date.now();
  const answer = await act();
  return { at, took: Date.now() - at, answer };
}
