import { draw } from "../daypass/draw.ts";
import { drawFor } from "../daypass/matrix/wishes.ts";
import { play } from "../daypass/play.ts";
import type { Outcome } from "../daypass/play.ts";
import type { Run } from "../daypass/run.ts";
import { playMainJob } from "../main-job.ts";
import type { Game, Played } from "./messages.ts";

export async function playGame(game: Game): Promise<Played> {
  const outcome = await outcomeOf(game);
  return {
    game,
    occurred: Object.fromEntries(outcome.occurred),
    met: Object.fromEntries(outcome.met),
    ...(outcome.broken === undefined ? {} : { broken: textOf(outcome.broken) }),
  };
}

function outcomeOf(game: Game): Promise<Outcome> {
  if (typeof game === "number") return play(draw(game));
  return "wishes" in game ? play(drawFor(game)) : playMainJob([game]);
}

/** Plays the seed again and keeps every line of what happened. */
export async function replay(
  seed: number,
  wishes: readonly string[],
): Promise<{
  readonly run: Run;
  readonly outcome: Outcome;
  readonly broken: string | undefined;
}> {
  const run = wishes.length === 0 ? draw(seed) : drawFor({ seed, wishes });
  const outcome = await play({ ...run, keepTrace: true });
  const { broken } = outcome;
  return { run, outcome, broken: broken === undefined ? undefined : textOf(broken) };
}

function textOf(error: Error): string {
  return error.name === "Broken" ? error.message : (error.stack ?? error.message);
}
