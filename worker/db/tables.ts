import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One row for each committed change: the proof that a batch whose answer was lost did happen. */
export const changes = sqliteTable(
  "changes",
  { id: text().primaryKey(), at: integer().notNull() },
  (t) => [index("changes_at").on(t.at)],
);

/** Always empty: its CHECK refuses every row, so that inserting one undoes the batch around it. */
export const guard = sqliteTable("guard", { lost: integer() }, (t) => [check("lost_race", sql`${t.lost} is null`)]);

/** What falls due at an instant and is not an assignment or an identity; each kind has one verb. */
export const work = sqliteTable(
  "work",
  {
    kind: text().notNull(),
    key: text().notNull(),
    check_at: integer().notNull(),
    version: integer().notNull().default(1),
    attempt: integer().notNull().default(0),
    last_error: text(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.key] }), index("work_due").on(t.check_at)],
);
