import { constants, DatabaseSync, type StatementSync } from "node:sqlite";
import { authorize } from "./authorizer.ts";
import { d1Error, d1ErrorOf } from "./errors.ts";
import { Kept, prepare, type PreparedStatement, SQL_LENGTH } from "./prepared.ts";
import { toCell, type Bound, type Cell } from "./values.ts";

/** One statement with its values, ready to run. */
export interface Query {
  readonly sql: string;
  readonly values: readonly Bound[];
}

/** What one statement gave. `changes` counts rows that triggers changed too, as D1 does. */
export interface Outcome {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly changes: number;
  readonly lastRowId: number;
}

/**
 * How `reset` brings the empty database back: undo the run's savepoint (fast), or load the template (deferred foreign
 * keys are then checked at commit).
 */
export type ResetWay = "rollback" | "deserialize";

const LIMITS = {
  variableNumber: 100,
  sqlLength: SQL_LENGTH,
  column: 100,
  likePatternLength: 50,
  exprDepth: 100,
  compoundSelect: 5,
  attach: 0,
  length: 2_200_000,
};
const INSERT = /^\s*(?:insert|replace|with)\b/i;
const DEFINITION = /^\s*(?:create|alter|drop)\b/i;
const READING = /^\s*(?:select|with|pragma|explain)\b/i;

/** SQLite in memory with D1's limits, refusals and errors. Synchronous; one for as many runs as wanted, `reset` between them. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #way: ResetWay;
  readonly #template: Uint8Array;
  readonly #statements: Kept<PreparedStatement>;
  readonly #readings: Kept<StatementSync>;
  #totals: StatementSync;
  #changed = 0;
  #lastRowId = 0;
  /** True while the engine itself, not a program, speaks to SQLite. */
  #own = true;
  #refused: number | undefined;
  readonly #written = new Map<string, number>();

  /** Runs the migrations once; `reset` returns to the state after them. */
  constructor(migrations: readonly string[], way: ResetWay = "rollback") {
    this.#way = way;
    this.#db = new DatabaseSync(":memory:", {
      enableDoubleQuotedStringLiterals: true,
      limits: LIMITS,
    });
    this.#statements = new Kept((sql) => prepare(this.#db, sql));
    this.#readings = new Kept((sql) => this.#db.prepare(sql));
    this.#db.exec("pragma foreign_keys = on");
    this.#db.setAuthorizer((action, first, second) => {
      if (this.#own) return constants.SQLITE_OK;
      const verdict = authorize(action, first, second);
      if (verdict === constants.SQLITE_DENY) this.#refused = action;
      return verdict;
    });
    for (const migration of migrations)
      this.#atomic("migration", () => this.#asD1(() => this.#db.exec(migration)));
    this.#template = way === "deserialize" ? this.#db.serialize() : new Uint8Array();
    this.#totals = this.#prepareTotals();
    if (way === "rollback") this.#db.exec("savepoint run");
    this.#begin();
  }

  /** Runs one statement. Throws D1's errors. */
  run({ sql, values }: Query): Outcome {
    return this.#asD1(() => {
      const { statement, columns, parameters, writes } = this.#statements.of(sql);
      if (parameters !== values.length)
        throw d1Error("Wrong number of parameter bindings for SQL query.");
      const rows = columns.length > 0 ? statement.all(...values).map(cellsOf) : [];
      if (columns.length === 0) statement.run(...values);
      const before = this.#changed;
      this.#readTotals(sql);
      if (writes !== undefined) this.#written.set(writes, this.writesTo(writes) + 1);
      if (DEFINITION.test(sql)) this.#forgetStatements();
      return { columns, rows, changes: this.#changed - before, lastRowId: this.#lastRowId };
    });
  }

  /** Runs all statements or, when one fails, none: D1's batch. */
  batch(queries: readonly Query[]): Outcome[] {
    try {
      return this.#atomic("d1", () => queries.map((query) => this.run(query)));
    } catch (error) {
      this.#readTotals("");
      throw error;
    }
  }

  /** Reads rows for an invariant: no gate, nothing counted. `sql` must only read. */
  read(sql: string, ...values: Bound[]): Record<string, unknown>[] {
    if (!READING.test(sql)) throw new TypeError(`not a reading statement: ${sql}`);
    return this.#asEngine(() => this.#readings.of(sql).all(...values));
  }

  /** Grows with every row written, undone or not: the same number means that nothing was written since. */
  get totalChanges(): number {
    return this.#changed;
  }

  /** Grows with every statement that may have written to the table, undone or not. */
  writesTo(table: string): number {
    return this.#written.get(table) ?? 0;
  }

  /** Forgets everything since the migrations. */
  reset(): void {
    this.#own = true;
    if (this.#way === "rollback") {
      // leaves the savepoint where it is
      this.#db.exec("rollback to run");
    } else {
      this.#forgetStatements();
      this.#db.limits.attach = 1;
      this.#db.deserialize(this.#template);
      this.#db.limits.attach = 0;
      this.#db.exec("pragma foreign_keys = on");
      this.#totals = this.#prepareTotals();
    }
    this.#begin();
  }

  /** Sets every table back to what `contentsOf` told of it, past every trigger: D1's Time Travel. */
  restore(contents: string): void {
    const named = (type: string) =>
      this.read(
        "select name, sql from sqlite_master where type = ? and name not like 'sqlite_%'",
        type,
      );
    const triggers = named("trigger");
    this.#asEngine(() =>
      this.#db.exec(
        [
          ...triggers.map(({ name }) => `drop trigger "${String(name)}"`),
          "pragma defer_foreign_keys = on",
          ...named("table").map(({ name }) => `delete from "${String(name)}"`),
          "delete from sqlite_sequence",
          contents,
          "pragma defer_foreign_keys = off",
          ...triggers.map(({ sql }) => String(sql)),
        ].join(";\n"),
      ),
    );
    this.#forgetStatements();
    this.#readTotals("");
  }

  /** Frees the database. Without letting the authorizer go, Node keeps the connection in memory. */
  close(): void {
    this.#forgetStatements();
    this.#db.setAuthorizer(null);
    this.#db.close();
  }

  #begin(): void {
    this.#readTotals("");
    this.#lastRowId = 0;
    this.#own = false;
  }

  #forgetStatements(): void {
    this.#statements.clear();
    this.#readings.clear();
  }

  #prepareTotals(): StatementSync {
    const statement = this.#db.prepare("select total_changes(), last_insert_rowid()");
    statement.setReturnArrays(true);
    return statement;
  }

  /** Takes the row id of an insert only: what the connection remembers from an earlier run must not show. */
  #readTotals(sql: string): void {
    const [total, rowId] = cellsOf(this.#totals.get());
    const wrote = Number(total) !== this.#changed;
    this.#changed = Number(total);
    if (wrote && INSERT.test(sql)) this.#lastRowId = Number(rowId);
  }

  #atomic<T>(savepoint: string, work: () => T): T {
    this.#asEngine(() => this.#db.exec(`savepoint ${savepoint}`));
    try {
      const result = work();
      this.#asEngine(() => this.#db.exec(`release ${savepoint}`));
      return result;
    } catch (error) {
      this.#asEngine(() => this.#db.exec(`rollback to ${savepoint}; release ${savepoint}`));
      throw d1ErrorOf(error);
    }
  }

  #asEngine<T>(work: () => T): T {
    const own = this.#own;
    this.#own = true;
    try {
      return work();
    } finally {
      this.#own = own;
    }
  }

  #asD1<T>(work: () => T): T {
    const own = this.#own;
    this.#own = false;
    this.#refused = undefined;
    try {
      return work();
    } catch (error) {
      throw d1ErrorOf(error, this.#refused);
    } finally {
      this.#own = own;
    }
  }
}

/** A row of a statement with `setReturnArrays(true)`; its declared type is still that of objects. */
function cellsOf(row: unknown): Cell[] {
  if (!Array.isArray(row)) throw new TypeError("SQLite gave a row that is no array");
  return row.map(toCell);
}
