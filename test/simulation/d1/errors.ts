import { constants } from "node:sqlite";

/** Extended result codes that D1 names in its messages; the base code is the low byte. */
const EXTENDED: Readonly<Record<number, string>> = {
  275: "SQLITE_CONSTRAINT_CHECK",
  531: "SQLITE_CONSTRAINT_COMMITHOOK",
  787: "SQLITE_CONSTRAINT_FOREIGNKEY",
  1043: "SQLITE_CONSTRAINT_FUNCTION",
  1299: "SQLITE_CONSTRAINT_NOTNULL",
  1555: "SQLITE_CONSTRAINT_PRIMARYKEY",
  1811: "SQLITE_CONSTRAINT_TRIGGER",
  2067: "SQLITE_CONSTRAINT_UNIQUE",
  2323: "SQLITE_CONSTRAINT_VTAB",
  2579: "SQLITE_CONSTRAINT_ROWID",
  2835: "SQLITE_CONSTRAINT_PINNED",
  3091: "SQLITE_CONSTRAINT_DATATYPE",
};
const BASE: Readonly<Record<number, string>> = {
  1: "SQLITE_ERROR",
  18: "SQLITE_TOOBIG",
  19: "SQLITE_CONSTRAINT",
  20: "SQLITE_MISMATCH",
  23: "SQLITE_AUTH",
  25: "SQLITE_RANGE",
};

const TRANSACTION_REFUSED =
  "To execute a transaction, please use the state.storage.transaction() or state.storage.transactionSync() APIs instead of the SQL BEGIN TRANSACTION or SAVEPOINT statements. The JavaScript API is safer because it will automatically roll back on exceptions, and because it interacts correctly with Durable Objects' automatic atomic write coalescing.";

/** An error as the D1 client throws it: the prefix in the message, the bare text in its cause. */
export function d1Error(text: string, prefix: "D1_ERROR" | "D1_TYPE_ERROR" = "D1_ERROR"): Error {
  return new Error(`${prefix}: ${text}`, { cause: new Error(text) });
}

/**
 * D1's error for what node:sqlite threw; an error that is none of SQLite's stays as it is. `refused` is the action code
 * that the authorizer denied last, if any.
 */
export function d1ErrorOf(thrown: unknown, refused?: number): unknown {
  if (refused === constants.SQLITE_TRANSACTION || refused === constants.SQLITE_SAVEPOINT)
    return d1Error(TRANSACTION_REFUSED);
  if (!(thrown instanceof Error && "errcode" in thrown && typeof thrown.errcode === "number"))
    return thrown;
  const base = BASE[thrown.errcode & 0xff] ?? `SQLITE_${thrown.errcode & 0xff}`;
  const extended = EXTENDED[thrown.errcode];
  return d1Error(
    extended ? `${thrown.message}: ${base} (extended: ${extended})` : `${thrown.message}: ${base}`,
  );
}
