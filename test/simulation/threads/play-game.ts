import { draw } from "../daypass/draw.ts";
import { play } from "../daypass/play.ts";
import type { Outcome } from "../daypass/play.ts";
import type { Run } from "../daypass/run.ts";
import { playMainJob } from "../main-job.ts";
import type { Game, Played } from "./messages.ts";

export async function playGame(game: Game): Promise<Played> {
  const outcome = typeof game === "number" ? await play(draw(game)) : await playMainJob([game]);
  return {
    game,
    occurred: Object.fromEntries(outcome.occurred),
    ...(outcome.broken === undefined ? {} : { broken: textOf(outcome.broken) }),
  };
}

/** Plays the seed again and keeps every line of what happened. */
export async function replay(seed: number): Promise<{
  readonly run: Run;
  readonly outcome: Outcome;
  readonly broken: string | undefined;
}> {
  const run = draw(seed);
  const outcome = await play({ ...run, keepTrace: true });
  const { broken } = outcome;
  return { run, outcome, broken: broken === undefined ? undefined : textOf(broken) };
}

function textOf(error: Error): string {
  return error.name === "Broken" ? error.message : (error.stack ?? error.message);
}
