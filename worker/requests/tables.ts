import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

export const requests = sqliteTable(
  "requests",
  {
    id: text().primaryKey(),
    kind: text({ enum: ["access", "extension"] }).notNull(),
    person_id: text().notNull(),
    /** Who made the service token that asked, as the log names them; null where the person asked. */
    asked_by: text(),
    target_key: text().notNull(),
    account_id: text(),
    permission_set_arn: text(),
    group_id: text(),
    /** How long from the start (access), or for how much longer (extension). */
    duration_ms: integer().notNull(),
    starts_at: integer(),
    justification: text().notNull(),
    ticket: text(),
    state: text({
      enum: ["waiting", "questioned", "approved", "rejected", "cancelled", "expired", "void"],
    }).notNull(),
    /** The rule that allows it, and the version it stands in. */
    rule: text().notNull(),
    policy_version: integer().notNull(),
    /** The rule's longest, counted from the approval. */
    longest_ms: integer().notNull(),
    /** Extensions: the grant to be extended; access: the grant that came of it. */
    grant_id: text(),
    created_at: integer().notNull(),
    /** Null while questioned: the clock stands still with `clock_left_ms` on it. */
    expires_at: integer(),
    clock_left_ms: integer(),
    /** From here on there is nothing left to approve: what is asked for, or the grant to be extended, has come to its end. */
    decide_by: integer().notNull(),
    decided_at: integer(),
    decided_by: text(),
    decision_reason: text(),
    /** What was approved, where it is shorter than asked. */
    approved_ms: integer(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("requests_open")
      .on(t.person_id, t.target_key, t.kind)
      .where(sql`${t.state} in ('waiting', 'questioned')`),
    index("requests_person").on(t.person_id, t.id),
    index("requests_state").on(t.state, t.id),
    index("requests_grant").on(t.grant_id),
  ],
);

/** Who may decide, pinned when the request is made; a group or role by its ref, its members read at the decision. */
export const requestApprovers = sqliteTable(
  "request_approvers",
  {
    request_id: text().notNull(),
    /** `person:<id>`, `user:default/x`, `group:default/x` or `role:admin`. */
    approver: text().notNull(),
    /** Decides only when none of the stage is left. */
    fallback: integer({ mode: "boolean" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.request_id, t.approver] })],
);

/** What was said about a request, in order: questions and answers, and why its grant was ended early. */
export const requestNotes = sqliteTable(
  "request_notes",
  {
    id: text().primaryKey(),
    request_id: text().notNull(),
    kind: text({ enum: ["question", "answer", "end"] }).notNull(),
    by: text().notNull(),
    text: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [index("request_notes_request").on(t.request_id, t.id)],
);
