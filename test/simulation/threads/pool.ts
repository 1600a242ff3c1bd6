import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Order, Played, ThreadData } from "./messages.ts";

export interface PoolOptions {
  readonly from: number;
  readonly runs: number;
  /** Seeds that break something, after which no more are played. */
  readonly most?: number;
  readonly mutant?: string;
  readonly threads?: number;
  readonly onPlayed?: (played: Played, count: number) => void;
}

export interface Outcome {
  readonly runs: number;
  /** In the order of their seeds. */
  readonly broken: readonly { readonly seed: number; readonly broken: string }[];
  readonly occurred: ReadonlyMap<string, number>;
}

/** How many seeds a thread gets at a time: few, so that both end together. */
const AT_A_TIME = 4;

/** Plays the seeds `from` and following, on as many threads as there are cores. */
export async function playSeeds(options: PoolOptions): Promise<Outcome> {
  const { from, runs, most = Number.POSITIVE_INFINITY, mutant = null, onPlayed } = options;
  const occurred = new Map<string, number>();
  const broken: { seed: number; broken: string }[] = [];
  let next = from;
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
      const seeds = Array.from(
        { length: Math.min(AT_A_TIME, from + runs - next) },
        (_, at) => next + at,
      );
      next += seeds.length;
      waiting = seeds.length;
      if (seeds.length === 0 || broken.length >= most) return ended.resolve();
      const order: Order = { seeds };
      thread.postMessage(order);
    };
    thread.on("message", (one: Played) => {
      waiting -= 1;
      played += 1;
      for (const [name, count] of Object.entries(one.occurred))
        occurred.set(name, (occurred.get(name) ?? 0) + count);
      if (one.broken !== undefined) broken.push({ seed: one.seed, broken: one.broken });
      onPlayed?.(one, played);
      if (waiting === 0) hand();
    });
    thread.on("error", ended.reject);
    thread.on("exit", () => ended.reject(new Error("a thread of the simulation ended early")));
    hand();
    return ended.promise.finally(() => thread.terminate());
  };

  const threads = Math.min(options.threads ?? availableParallelism(), Math.ceil(runs / AT_A_TIME));
  await Promise.all(Array.from({ length: threads }, work));
  return { runs: played, broken: broken.toSorted((a, b) => a.seed - b.seed), occurred };
}
