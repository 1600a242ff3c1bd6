import type { SQL } from "drizzle-orm";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";

/**
 * One SQL statement as plain data, so that a change can be merged, kept and sent again.
 * `expect` is the exact number of rows that it must touch; any other number undoes the whole commit.
 */
export interface Statement {
  readonly sql: string;
  readonly params: readonly unknown[];
  readonly expect?: number;
}

const dialect = new SQLiteSyncDialect();

/** A drizzle query (insert, update, delete) as a statement; `expect` as in `Statement`. */
export function statement(
  query: { toSQL(): { sql: string; params: unknown[] } },
  expect?: number,
): Statement {
  const { sql, params } = query.toSQL();
  return expecting({ sql, params }, expect);
}

/** The statement with the number of rows that it must touch, if one is named. */
export function expecting(one: Statement, expect: number | undefined): Statement {
  return expect === undefined ? one : { ...one, expect };
}

/** A template of SQL as a statement; tables and columns in it are quoted and qualified by drizzle. */
export function raw(template: SQL, expect?: number): Statement {
  return statement({ toSQL: () => dialect.sqlToQuery(template) }, expect);
}
