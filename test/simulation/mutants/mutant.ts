/** A bug planted in the heart: what stands in its file, and what stands there instead. */
export interface Mutant {
  readonly name: string;
  /** The seed from which on it is looked for first, where the first seeds don't find it; nothing hangs on it but time. */
  readonly from?: number;
  readonly patches: readonly Patch[];
}

export interface Patch {
  /** From the project's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}
