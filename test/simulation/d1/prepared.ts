import type { DatabaseSync, StatementSync } from "node:sqlite";
import { d1Error } from "./errors.ts";
import { asksClockOrChance, shapeOf } from "./statement.ts";

/** A statement that SQLite knows, with what node:sqlite does not tell about it. */
export interface PreparedStatement {
  readonly statement: StatementSync;
  /** Empty for a statement that gives no rows. */
  readonly columns: readonly string[];
  readonly parameters: number;
  /** The table that it writes to, if it writes. */
  readonly writes: string | undefined;
}

/** Longest statement that D1 takes, in bytes. */
export const SQL_LENGTH = 100_000;
const KEPT = 2_000;
/** SQLite plans a statement anew for each value of a bare `limit ?`, which takes most of its time. */
const LIMIT = /\b(limit|offset) \?/gi;
const WRITES =
  /^\s*(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update|delete\s+from)\s+"?(\w+)/i;

/** Prepares a statement by D1's rules, its rows as arrays. Throws D1's errors, or SQLite's as node:sqlite gives them. */
export function prepare(db: DatabaseSync, sql: string): PreparedStatement {
  const shape = shapeOf(sql);
  if (shape.empty) throw d1Error("No SQL statements detected.");
  if (shape.several)
    throw d1Error("A prepared statement holds one statement; the simulation refuses a second.");
  if (shape.commentAfter) throw d1Error("SQL code did not contain a statement.");
  if (asksClockOrChance(sql))
    throw new Error(`SQL must be given the time and random values: ${sql}`);
  if (Buffer.byteLength(sql) > SQL_LENGTH) throw d1Error("statement too long: SQLITE_TOOBIG");
  const statement = db.prepare(sql.replaceAll(LIMIT, "$1 0 + ?"));
  statement.setReturnArrays(true);
  const columns = statement.columns().map(({ name }) => name);
  return { statement, columns, parameters: shape.parameters, writes: WRITES.exec(sql)?.[1] };
}

/** Keeps what was made for a text, so that it is made once; forgets all when there are too many. */
export class Kept<T> {
  readonly #made = new Map<string, T>();
  readonly #make: (sql: string) => T;

  constructor(make: (sql: string) => T) {
    this.#make = make;
  }

  of(sql: string): T {
    const known = this.#made.get(sql);
    if (known !== undefined) return known;
    const made = this.#make(sql);
    if (this.#made.size >= KEPT) this.#made.clear();
    this.#made.set(sql, made);
    return made;
  }

  clear(): void {
    this.#made.clear();
  }
}
