/** A bug planted in the heart: what stands in its file, and what stands there instead. */
export interface Mutant {
  readonly name: string;
  /** A seed that finds it, played first; where it does no longer, the others are. Nothing hangs on it but time. */
  readonly seed: number;
  readonly patches: readonly Patch[];
}

export interface Patch {
  /** From the project's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}
