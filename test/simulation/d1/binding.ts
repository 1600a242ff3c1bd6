import type { Database, Outcome, Query } from "./database.ts";
import { d1Error } from "./errors.ts";
import { toBound, type Bound, type Cell } from "./values.ts";

/** Lets a call through to the database: now, later, or not at all. `effect` is one synchronous step and may throw D1's errors. */
export type Gate = <T>(queries: readonly Query[], effect: () => T) => Promise<T>;

/** One process's view of the database, as the Worker gets it in `env.DB`. Each call goes through `gate`; many views share one database. */
export function d1Binding(database: Database, gate: Gate): D1Database {
  const prepare = (sql: string): Statement => new Statement(database, gate, sql, []);
  const batch = async <T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> => {
    const queries = statements.map(queryOf);
    if (queries.length === 0) throw d1Error("No SQL statements detected.");
    return gate(queries, () => database.batch(queries).map((outcome) => resultOf<T>(outcome)));
  };
  return {
    prepare,
    batch,
    exec: async (text) => {
      const queries = text
        .trim()
        .split("\n")
        .map((sql) => ({ sql, values: [] }));
      await gate(queries, () => database.batch(queries));
      return { count: queries.length, duration: 0 };
    },
    withSession: () => ({ prepare, batch, getBookmark: () => null }),
    dump: () => Promise.reject(d1Error("dump() is not supported")),
  };
}

class Statement implements D1PreparedStatement {
  readonly query: Query;
  readonly #database: Database;
  readonly #gate: Gate;

  constructor(database: Database, gate: Gate, sql: string, values: readonly Bound[]) {
    this.query = { sql, values };
    this.#database = database;
    this.#gate = gate;
  }

  bind(...values: unknown[]): Statement {
    return new Statement(this.#database, this.#gate, this.query.sql, values.map(toBound));
  }

  async first<T>(column?: string): Promise<T | null> {
    const { columns, rows } = await this.#run();
    const row = rows[0];
    if (row === undefined) return null;
    const object = objectOf(columns, row);
    if (column === undefined) return shaped<T>(object);
    if (object[column] === undefined) throw columnNotFound(column);
    return shaped<T>(object[column]);
  }

  async run<T>(): Promise<D1Result<T>> {
    return resultOf<T>(await this.#run());
  }

  all<T>(): Promise<D1Result<T>> {
    return this.run<T>();
  }

  raw<T = unknown[]>(options: { columnNames: true }): Promise<[string[], ...T[]]>;
  raw<T = unknown[]>(options?: { columnNames?: false }): Promise<T[]>;
  async raw<T = unknown[]>(options?: { columnNames?: boolean }): Promise<T[] | [string[], ...T[]]> {
    const { columns, rows } = await this.#run();
    const shapedRows = rows.map((row) => shaped<T>(row));
    return options?.columnNames ? [[...columns], ...shapedRows] : shapedRows;
  }

  #run(): Promise<Outcome> {
    return this.#gate([this.query], () => this.#database.run(this.query));
  }
}

function queryOf(statement: D1PreparedStatement): Query {
  if (!(statement instanceof Statement)) throw new TypeError("a statement of another database");
  return statement.query;
}

function resultOf<T>({ columns, rows, changes, lastRowId }: Outcome): D1Result<T> {
  return {
    success: true,
    results: rows.map((row) => shaped<T>(objectOf(columns, row))),
    meta: {
      served_by: "simulation",
      duration: 0,
      changes,
      last_row_id: lastRowId,
      changed_db: changes > 0,
      size_after: 0,
      rows_read: 0,
      rows_written: 0,
    },
  };
}

function objectOf(
  columns: readonly string[],
  row: readonly Cell[],
): Record<string, Cell | undefined> {
  return Object.fromEntries(columns.map((name, at) => [name, row[at]]));
}

function columnNotFound(column: string): Error {
  return new Error(`D1_COLUMN_NOTFOUND: Column not found (${column})`, {
    cause: new Error("Column not found"),
  });
}

/** D1's own promise: the caller names the type of its rows and nobody checks it. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller's word is all there is
function shaped<T>(value: unknown): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return value as T;
}
