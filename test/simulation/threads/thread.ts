// A thread of the simulation: plants its mutant, if it has one, and plays the seeds that it is given.
import { parentPort, workerData } from "node:worker_threads";
import { mutantNamed } from "../mutants/mutants.ts";
import { plant } from "../mutants/plant.ts";
import type { Order, Played, ThreadData } from "./messages.ts";

const { mutant } = asThreadData(workerData);
const planted = mutant === null ? undefined : plant(mutantNamed(mutant));
// Only now: what is loaded from here on bears the mutation.
const { playGame } = await import("./play-game.ts");
planted?.assertPlanted();

parentPort?.on("message", (order: Order) => {
  void playAll(order);
});

async function playAll({ games }: Order): Promise<void> {
  for (const game of games) {
    const played: Played = await playGame(game);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    parentPort?.postMessage(played);
  }
}

function asThreadData(data: unknown): ThreadData {
  if (typeof data !== "object" || data === null || !("mutant" in data))
    throw new TypeError("a thread of the simulation is made by its pool");
  return { mutant: typeof data.mutant === "string" ? data.mutant : null };
}
