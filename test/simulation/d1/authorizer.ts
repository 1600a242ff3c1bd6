import { constants } from "node:sqlite";

const DENIED = new Set<number>([
  constants.SQLITE_TRANSACTION,
  constants.SQLITE_SAVEPOINT,
  constants.SQLITE_ATTACH,
  constants.SQLITE_DETACH,
  constants.SQLITE_CREATE_TEMP_INDEX,
  constants.SQLITE_CREATE_TEMP_TABLE,
  constants.SQLITE_CREATE_TEMP_TRIGGER,
  constants.SQLITE_CREATE_TEMP_VIEW,
]);
const DENIED_PRAGMAS = new Set(["user_version", "writable_schema", "query_only", "journal_mode"]);
const DENIED_FUNCTIONS = new Set(["sqlite_version", "sqlite_source_id", "load_extension"]);

/** What D1 lets a statement do: SQLITE_OK, SQLITE_DENY, or SQLITE_IGNORE for what it silently leaves out. */
export function authorize(action: number, first: string | null, second: string | null): number {
  if (DENIED.has(action)) return constants.SQLITE_DENY;
  switch (action) {
    case constants.SQLITE_PRAGMA: {
      const name = first?.toLowerCase() ?? "";
      if (name === "foreign_keys" && second !== null) return constants.SQLITE_IGNORE;
      return DENIED_PRAGMAS.has(name) ? constants.SQLITE_DENY : constants.SQLITE_OK;
    }
    case constants.SQLITE_FUNCTION:
      return DENIED_FUNCTIONS.has(second?.toLowerCase() ?? "")
        ? constants.SQLITE_DENY
        : constants.SQLITE_OK;
    case constants.SQLITE_CREATE_VTABLE:
      return second?.toLowerCase() === "fts5" ? constants.SQLITE_OK : constants.SQLITE_DENY;
    default:
      return constants.SQLITE_OK;
  }
}
