import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Game, Order, Played, ThreadData } from "./messages.ts";

export interface PoolOptions {
  readonly games: readonly Game[];
  /** Runs that break something, after which no more are played. */
  readonly most?: number;
  readonly mutant?: string;
  readonly threads?: number;
  readonly onPlayed?: (played: Played, count: number) => void;
}

export interface Outcome {
  readonly runs: number;
  /** In the order of the games. */
  readonly broken: readonly { readonly game: Game; readonly broken: string }[];
  readonly occurred: ReadonlyMap<string, number>;
  /** Which fault met rows in which state, and how often. */
  readonly met: ReadonlyMap<string, number>;
}

/** How many runs a thread gets at a time: few, so that all end together. */
const AT_A_TIME = 4;

/** So many seeds, from one on. */
export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => first + at);
}

/** Plays the games on as many threads as there are cores. */
export async function playGames(options: PoolOptions): Promise<Outcome> {
  const { games, most = Number.POSITIVE_INFINITY, mutant = null, onPlayed } = options;
  const occurred = new Map<string, number>();
  const met = new Map<string, number>();
  const broken: { game: Game; broken: string }[] = [];
  let next = 0;
  let played = 0;
  const data: ThreadData = { mutant };

  const work = () => {
    const thread = new Worker(join(import.meta.dirname, "thread.ts"), {
      workerData: data,
      execArgv: [],
    });
    let waiting = 0;
    const ended = Promise.withResolvers<void>();
    const hand = () => {
      const chosen = games.slice(next, next + AT_A_TIME);
      next += chosen.length;
      waiting = chosen.length;
      if (chosen.length === 0 || broken.length >= most) return ended.resolve();
      const order: Order = { games: chosen };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      thread.postMessage(order);
    };
    thread.on("message", (one: Played) => {
      waiting -= 1;
      played += 1;
      add(occurred, one.occurred);
      add(met, one.met);
      if (one.broken !== undefined) broken.push({ game: one.game, broken: one.broken });
      onPlayed?.(one, played);
      if (waiting === 0) hand();
    });
    thread.on("error", ended.reject);
    thread.on("exit", () => ended.reject(new Error("a thread of the simulation ended early")));
    hand();
    return ended.promise.finally(() => thread.terminate());
  };

  const threads = Math.min(
    options.threads ?? availableParallelism(),
    Math.ceil(games.length / AT_A_TIME),
  );
  await Promise.all(Array.from({ length: threads }, work));
  return {
    runs: played,
    broken: broken.toSorted((a, b) => games.indexOf(a.game) - games.indexOf(b.game)),
    occurred,
    met,
  };
}

function add(sums: Map<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count);
}
