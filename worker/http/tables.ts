import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The answer to a write, kept so that the same key gives the same answer. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    caller: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of method, path and body. */
    request_hash: text().notNull(),
    status: integer().notNull(),
    body: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.caller, t.key] }), index("idempotency_keys_at").on(t.at)],
);

/** One row for each write of a caller; the last minute's count is their limit. */
export const callerWrites = sqliteTable(
  "caller_writes",
  { caller: text().notNull(), at: integer().notNull(), id: text().notNull() },
  (t) => [primaryKey({ columns: [t.caller, t.at, t.id] }), index("caller_writes_at").on(t.at)],
);

/** Service tokens; the token itself is shown once and kept as its SHA-256. */
export const serviceTokens = sqliteTable("service_tokens", {
  id: text().primaryKey(),
  name: text().notNull().unique(),
  hash: text().notNull().unique(),
  scopes: text({ mode: "json" }).$type<string[]>().notNull(),
  created_by: text().notNull(),
  created_at: integer().notNull(),
  expires_at: integer().notNull(),
  revoked_at: integer(),
});
