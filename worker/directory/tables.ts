import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** What AWS has, one row for each account; `gone_at` after two complete reads without it. */
export const accounts = sqliteTable("accounts", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull(),
  state: text({
    enum: ["ACTIVE", "SUSPENDED", "PENDING_ACTIVATION", "PENDING_CLOSURE", "CLOSED"],
  }).notNull(),
  management: integer({ mode: "boolean" }).notNull(),
  /** Names of the OUs from the root down. */
  ou_path: text({ mode: "json" }).$type<string[]>().notNull(),
  tags: text({ mode: "json" }).$type<Record<string, string>>().notNull(),
  /** AWS refuses it to us: the management account, to a delegated administrator. */
  unreachable: integer({ mode: "boolean" }).notNull().default(false),
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
  /** AWS refuses it to us, as a delegated administrator: it is assigned in the management account. */
  unreachable: integer({ mode: "boolean" }).notNull().default(false),
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
  {
    group_id: text().notNull(),
    account_id: text().notNull(),
    permission_set_arn: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.group_id, t.account_id, t.permission_set_arn] }),
    index("group_assignments_account").on(t.account_id),
  ],
);

/** Who was seen with an assignment of their own; read where AWS does not list one user's assignments. */
export const userAssignments = sqliteTable(
  "user_assignments",
  {
    user_id: text().notNull(),
    account_id: text().notNull(),
    permission_set_arn: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.user_id, t.account_id, t.permission_set_arn] })],
);

/** The parts of the directory, each with its last complete reading and the one under way. */
export const directoryParts = sqliteTable("directory_parts", {
  part: text({ enum: ["accounts", "permission_sets", "groups", "group_assignments"] }).primaryKey(),
  /** Rises with each complete reading that changed what people are judged by; their sum is the directory version. */
  version: integer().notNull().default(0),
  /** When the version last rose. */
  changed_at: integer(),
  /** The end of the last complete reading. */
  read_at: integer(),
  /** The beginning of the reading under way; null = none. */
  reading_since: integer(),
});

/** What the reading under way has to ask (`told` is null) and has learned; empty between readings. */
export const directoryReading = sqliteTable(
  "directory_reading",
  {
    part: text().notNull(),
    /** The thing's id; of group assignments a permission set's ARN, or an account's id and a set's ARN. */
    key: text().notNull(),
    /** What the list said already, for the asking that completes it. */
    listed: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    /** All that AWS told; keys in order, so that equal things are equal texts. */
    told: text({ mode: "json" }).$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.part, t.key] }),
    index("directory_reading_todo")
      .on(t.part, t.key)
      .where(sql`${t.told} is null`),
  ],
);

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
    uniqueIndex("findings_open")
      .on(t.kind, t.assignment_id)
      .where(sql`${t.state} = 'open' and ${t.assignment_id} is not null`),
    uniqueIndex("findings_open_identity")
      .on(t.kind, t.identity_id)
      .where(sql`${t.state} = 'open' and ${t.assignment_id} is null`),
    index("findings_state").on(t.state, t.id),
    index("findings_assignment").on(t.assignment_id),
    index("findings_identity").on(t.identity_id),
  ],
);
