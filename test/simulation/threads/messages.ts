import type { PlannedFault } from "../world/faults.ts";

/** One run: what a seed draws, or the main job with one fault. */
export type Game = number | PlannedFault;

/** What a thread is told: play these, one after the other. */
export interface Order {
  readonly games: readonly Game[];
}

/** What a thread tells of one run. */
export interface Played {
  readonly game: Game;
  /** What was broken, and where; absent when every promise held. */
  readonly broken?: string;
  /** What occurred, by name, and how often. */
  readonly occurred: Readonly<Record<string, number>>;
}

/** What a thread is made with. */
export interface ThreadData {
  /** The mutant of the Worker to be played instead of the Worker. */
  readonly mutant: string | null;
}
