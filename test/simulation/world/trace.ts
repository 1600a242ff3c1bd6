/** What happened in a run, in order: a hash of all lines, and the lines themselves where they are wanted. */
export class Trace {
  readonly #kept: string[] | undefined;
  #one = 0x9e3779b9;
  #two = 0x85ebca6b;
  /** Lines so far. */
  count = 0;

  constructor(keep: boolean) {
    this.#kept = keep ? [] : undefined;
  }

  add(line: string): void {
    this.count += 1;
    this.#kept?.push(line);
    let one = this.#one;
    let two = this.#two;
    for (let at = 0; at < line.length; at++) {
      const code = line.charCodeAt(at);
      one = Math.imul(one ^ code, 0x01000193);
      two = Math.imul(two ^ code, 0x5bd1e995) + at;
    }
    this.#one = one ^ (two >>> 15);
    this.#two = two ^ (one >>> 13);
  }

  get isKept(): boolean {
    return this.#kept !== undefined;
  }

  /** Equal for two runs whose lines are equal. */
  get hash(): string {
    return [this.#one, this.#two]
      .map((half) => (half >>> 0).toString(16).padStart(8, "0"))
      .join("");
  }

  /** Every line, where they were kept. */
  get lines(): readonly string[] {
    return this.#kept ?? [];
  }
}
