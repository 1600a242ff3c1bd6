import type { Wishes } from "../daypass/matrix/wishes.ts";
import type { PlannedFault } from "../world/faults.ts";

/** One run: what a seed draws, the main job with one fault, or what a seed draws for pairs that are to be brought about. */
export type Game = number | PlannedFault | Wishes;

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
  /** Which fault met rows in which state, and how often. */
  readonly met: Readonly<Record<string, number>>;
}

/** What a thread is made with. */
export interface ThreadData {
  /** The mutant of the Worker to be played instead of the Worker. */
  readonly mutant: string | null;
}
