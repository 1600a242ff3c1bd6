import type { Played } from "../threads/messages.ts";
import { draw } from "./draw.ts";
import { play } from "./play.ts";
import type { Run } from "./run.ts";

/** Plays what the seed draws. */
export async function playSeed(seed: number): Promise<Played> {
  const { broken, occurred } = await play(draw(seed));
  return {
    seed,
    occurred: Object.fromEntries(occurred),
    ...(broken === undefined ? {} : { broken: textOf(broken) }),
  };
}

/** Plays the seed again and keeps every line of what happened. */
export async function replay(
  seed: number,
): Promise<{ run: Run; lines: readonly string[]; broken: string | undefined }> {
  const run = draw(seed);
  const { broken, world } = await play({ ...run, keepTrace: true });
  return {
    run,
    lines: world.trace.lines,
    broken: broken === undefined ? undefined : textOf(broken),
  };
}

function textOf(error: Error): string {
  return error.name === "Broken" ? error.message : (error.stack ?? error.message);
}
