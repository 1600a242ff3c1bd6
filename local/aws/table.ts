/** Every row knows its place in the order of creation: lists and their tokens follow it. */
export type Row = { readonly seq: number };

/** A read that sees rows as they were: those added or removed less than `windowMs` ago may be shown wrongly. */
export type StaleView = {
  readonly windowMs: number;
  /** Which lie it tells: removed rows still there, added rows not there yet, or both. */
  readonly rows: "present" | "absent" | "both";
};

type Recent<R> = { readonly at: number; readonly row: R; readonly added: boolean };

/** The longest time for which a read may be stale. */
export const longestStaleMs = 3_600_000;

/** Rows by key, and what lately happened to them. */
export class Table<R extends Row> {
  readonly rows = new Map<string, R>();
  readonly #recent = new Map<string, Recent<R>>();

  get(key: string): R | undefined {
    return this.rows.get(key);
  }

  has(key: string): boolean {
    return this.rows.has(key);
  }

  add(key: string, row: R, at: number): void {
    this.rows.set(key, row);
    this.#note(key, { at, row, added: true });
  }

  remove(key: string, at: number): R | undefined {
    const row = this.rows.get(key);
    if (row === undefined) return undefined;
    this.rows.delete(key);
    this.#note(key, { at, row, added: false });
    return row;
  }

  /** The row that a read at `at` sees. */
  look(key: string, at: number, view: StaleView | undefined): R | undefined {
    const recent = view === undefined ? undefined : this.#recent.get(key);
    if (view === undefined || recent === undefined || recent.at <= at - view.windowMs)
      return this.rows.get(key);
    if (recent.added) return view.rows === "present" ? recent.row : undefined;
    return view.rows === "absent" ? undefined : recent.row;
  }

  /** The rows that a read at `at` sees, in the order of creation. */
  list(at: number, view: StaleView | undefined, wanted: (row: R) => boolean): R[] {
    const found: R[] = [];
    for (const row of this.rows.values()) if (wanted(row)) found.push(row);
    if (view === undefined) return found;
    const seen = found.filter((row) => !this.#hidden(row, at, view));
    if (view.rows !== "absent") {
      for (const [key, recent] of this.#recent) {
        const gone = !recent.added && recent.at > at - view.windowMs && !this.rows.has(key);
        if (gone && wanted(recent.row)) seen.push(recent.row);
      }
    }
    return seen.toSorted((one, other) => one.seq - other.seq);
  }

  #hidden(row: R, at: number, view: StaleView): boolean {
    if (view.rows === "present") return false;
    for (const recent of this.#recent.values()) {
      if (recent.row === row) return recent.added && recent.at > at - view.windowMs;
    }
    return false;
  }

  #note(key: string, recent: Recent<R>): void {
    this.#recent.delete(key);
    this.#recent.set(key, recent);
    for (const [oldKey, old] of this.#recent) {
      if (old.at > recent.at - longestStaleMs) break;
      this.#recent.delete(oldKey);
    }
  }
}
