import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** What AWS has, one row for each account; `gone_at` after two complete reads without it. */
export const accounts = sqliteTable("accounts", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull(),
  state: text({ enum: ["ACTIVE", "SUSPENDED", "PENDING_ACTIVATION", "PENDING_CLOSURE", "CLOSED"] }).notNull(),
  management: integer({ mode: "boolean" }).notNull(),
  /** Names of the OUs from the root down. */
  ou_path: text({ mode: "json" }).$type<string[]>().notNull(),
  tags: text({ mode: "json" }).$type<Record<string, string>>().notNull(),
  missed_at: integer(),
  gone_at: integer(),
});

export const permissionSets = sqliteTable("permission_sets", {
  arn: text().primaryKey(),
  name: text().notNull(),
  description: text(),
  session_duration_ms: integer().notNull(),
  /** Names of its managed policies, and `inline` where it has an inline policy. */
  policies: text({ mode: "json" }).$type<string[]>().notNull(),
  missed_at: integer(),
  gone_at: integer(),
});

export const groups = sqliteTable("groups", {
  id: text().primaryKey(),
  name: text().notNull(),
  description: text(),
  missed_at: integer(),
  gone_at: integer(),
});

/** What a group gives: the group's own account assignments. */
export const groupAssignments = sqliteTable(
  "group_assignments",
  { group_id: text().notNull(), account_id: text().notNull(), permission_set_arn: text().notNull() },
  (t) => [primaryKey({ columns: [t.group_id, t.account_id, t.permission_set_arn] })],
);

/** The parts of the directory: their last complete read, and how far the present one has come. */
export const directoryParts = sqliteTable("directory_parts", {
  part: text({ enum: ["accounts", "permission_sets", "groups", "group_assignments"] }).primaryKey(),
  /** Rises with each complete read that changed something; their sum is the directory version. */
  version: integer().notNull().default(0),
  read_at: integer(),
  /** What the present read still has to ask, and what it has learned so far; null = none under way. */
  progress: text({ mode: "json" }).$type<unknown>(),
});

/** Drift: access in AWS that no hold explains, or a hold that AWS does not show. */
export const findings = sqliteTable(
  "findings",
  {
    id: text().primaryKey(),
    kind: text({ enum: ["no_rule", "vanished", "reappeared", "user_lost"] }).notNull(),
    identity_id: text().notNull(),
    assignment_id: text(),
    state: text({ enum: ["open", "adopted", "ignored", "removed", "settled"] }).notNull(),
    found_at: integer().notNull(),
    settled_at: integer(),
    settled_by: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("findings_open").on(t.kind, t.identity_id, sql`coalesce(${t.assignment_id}, '')`).where(sql`${t.state} = 'open'`),
    index("findings_state").on(t.state, t.id),
  ],
);
