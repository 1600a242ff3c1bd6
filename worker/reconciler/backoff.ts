import type { Ctx } from "../db/context.ts";

/** Milliseconds until the next try: doubling from the base, full jitter, never over `most`, never under what AWS asked for. */
export function backoff(
  ctx: Pick<Ctx, "random" | "config">,
  attempt: number,
  most: number,
  askedByAws = 0,
): number {
  const ceiling = Math.min(most, ctx.config.numbers.retry_base_ms * 2 ** Math.min(attempt, 20));
  const [high = 0, low = 0] = ctx.random(2);
  const jittered = Math.ceil((ceiling * (high * 256 + low + 1)) / 65_536);
  return Math.max(jittered, Math.min(askedByAws, most));
}
