import { isNotNull } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What happened, by whom. Triggers refuse UPDATE and DELETE. `details` holds ids, names of fields and hashes. */
export const audit = sqliteTable(
  "audit",
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    actor: text().notNull(),
    channel: text().notNull(),
    action: text().notNull(),
    person_id: text(),
    assignment_id: text(),
    request_id: text(),
    grant_id: text(),
    details: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    // An entry is about a few of these: an index that skips the others costs it no row.
    index("audit_person").on(t.person_id, t.seq).where(isNotNull(t.person_id)),
    index("audit_assignment").on(t.assignment_id, t.seq).where(isNotNull(t.assignment_id)),
    index("audit_request").on(t.request_id, t.seq).where(isNotNull(t.request_id)),
    index("audit_grant").on(t.grant_id, t.seq).where(isNotNull(t.grant_id)),
    index("audit_action").on(t.action, t.seq),
    index("audit_actor").on(t.actor, t.seq),
    index("audit_at").on(t.at),
  ],
);

/** Old and new values of personal fields, erasable; the entry holds `hash` = SHA-256 of salt, field and both values. */
export const auditValues = sqliteTable(
  "audit_values",
  {
    hash: text().primaryKey(),
    salt: text().notNull(),
    person_id: text().notNull(),
    field: text().notNull(),
    before: text(),
    after: text(),
  },
  (t) => [index("audit_values_person").on(t.person_id)],
);
