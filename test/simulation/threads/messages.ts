/** What a thread is told: play these seeds, one after the other. */
export interface Order {
  readonly seeds: readonly number[];
}

/** What a thread tells of one seed. */
export interface Played {
  readonly seed: number;
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
