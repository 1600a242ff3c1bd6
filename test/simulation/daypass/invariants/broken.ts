/** A promise that was broken: which, and what was seen. */
export class Broken extends Error {
  override name = "Broken";
  readonly invariant: string;
  constructor(invariant: string, seen: object) {
    super(`${invariant}: ${JSON.stringify(seen)}`);
    this.invariant = invariant;
  }
}
