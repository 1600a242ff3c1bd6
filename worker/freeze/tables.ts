import { sql } from "drizzle-orm";
import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Each time that an admin stopped the giving of access. One stands at most; the newest is the one that does, if any. */
export const freezes = sqliteTable(
  "freezes",
  {
    id: text().primaryKey(),
    state: text({ enum: ["standing", "lifted"] }).notNull(),
    since: integer().notNull(),
    /** Who set it, as the log names them. */
    by: text().notNull(),
    reason: text(),
    lifted_at: integer(),
    lifted_by: text(),
  },
  (t) => [
    uniqueIndex("freezes_standing")
      .on(t.state)
      .where(sql`${t.state} = 'standing'`),
  ],
);
