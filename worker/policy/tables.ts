import { sql } from "drizzle-orm";
import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { PolicyDocument } from "./document.ts";

/** Versions of the policy document; their text is never edited. */
export const policies = sqliteTable(
  "policies",
  {
    version: integer().primaryKey({ autoIncrement: true }),
    document: text({ mode: "json" }).$type<PolicyDocument>().notNull(),
    state: text({ enum: ["proposed", "active", "superseded"] }).notNull(),
    proposed_by: text().notNull(),
    /** Another name of the same human: their Backstage ref, or who made the service token that proposed it. */
    proposed_alias: text(),
    proposed_at: integer().notNull(),
    activated_by: text(),
    activated_alias: text(),
    activated_at: integer(),
  },
  (t) => [
    uniqueIndex("policies_active")
      .on(t.state)
      .where(sql`${t.state} = 'active'`),
  ],
);
