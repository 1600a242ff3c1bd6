import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** People who lost something because of HR, a policy or the directory: what the limits on removals count. */
export const losses = sqliteTable(
  "losses",
  {
    /** `hr:<source>`, `policy` or `directory`. */
    cause: text().notNull(),
    /** The HR body, policy version or directory version that took it. */
    run: text().notNull(),
    person_id: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cause, t.run, t.person_id] }),
    index("losses_day").on(t.cause, t.at, t.person_id),
  ],
);
