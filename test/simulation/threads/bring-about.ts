import type { Wishes } from "../daypass/matrix/wishes.ts";
import { playGames } from "./pool.ts";
import type { Outcome, PoolOptions } from "./pool.ts";

/** After so many rounds what is missing still is taken for impossible. */
export const ROUNDS = 20;

/** Faults that one run is wished for: more would leave the Worker no time to get anywhere. */
const AT_ONCE = 3;
/** So many runs are played in a round at least: one has many chances to bring a rare pair about, and may miss it. */
const LEAST = 6;

export interface BroughtAbout extends Pick<Outcome, "runs" | "broken"> {
  /** Pairs that did not occur all the same. */
  readonly missing: readonly string[];
}

/**
 * Plays runs in which these pairs of a fault and a state are brought about, until each has occurred or so many rounds
 * are over. What is missing after a round is wished for in the next, with other seeds.
 */
export async function bringAbout(
  pairs: readonly string[],
  rounds: number,
  options: Omit<PoolOptions, "games"> = {},
): Promise<BroughtAbout> {
  let missing = pairs;
  let runs = 0;
  const broken: Outcome["broken"][number][] = [];
  for (let round = 1; round <= rounds && missing.length > 0; round++) {
    const outcome = await playGames({ ...options, games: gamesFor(missing, round) });
    runs += outcome.runs;
    broken.push(...outcome.broken);
    missing = missing.filter((pair) => !outcome.met.has(pair));
    if (broken.length > 0) break;
  }
  return { runs, broken, missing };
}

/** Each run gets a few faults that are far from each other in the list, and so of different kinds; the last few get more runs. */
function gamesFor(missing: readonly string[], round: number): Wishes[] {
  const byFault = [...Map.groupBy(missing, (pair) => pair.split(" × ")[0]).values()];
  const games = Math.max(LEAST, Math.ceil(byFault.length / AT_ONCE));
  const times = Math.max(1, Math.floor(games / byFault.length));
  const wished = Array.from({ length: times }, () => byFault).flat();
  return Array.from({ length: games }, (_, game) => ({
    seed: round * 1_000 + game,
    wishes: wished.filter((_fault, at) => at % games === game).flat(),
  }));
}
