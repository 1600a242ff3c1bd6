import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { identities } from "../people/tables.ts";

/** One identity's access to one target, as observed in AWS; whether it is wanted is asked of its holds. */
export const assignments = sqliteTable(
  "assignments",
  {
    id: text().primaryKey(),
    identity_id: text()
      .notNull()
      .references(() => identities.id),
    /** `account/<account>/<permission set arn>` or `group/<group id>`. */
    target_key: text().notNull(),
    account_id: text(),
    permission_set_arn: text(),
    group_id: text(),
    /** `found`: was there before, or appeared by another hand; only a person's word removes it. */
    origin: text({ enum: ["managed", "found"] }).notNull(),
    observed: text({ enum: ["unknown", "absent", "present"] }).notNull(),
    /** The last complete read of AWS that told `observed`. */
    seen_at: integer(),
    /** First complete read that missed it while it was thought present. */
    missed_at: integer(),
    /** When a person's word (offboarding, suspension, an admin) made found access ours to remove. */
    taken_over_at: integer(),
    /** Vanished by another hand: not given back until an admin or a new approval says so. */
    withheld_at: integer(),
    withheld_by: text(),
    check_at: integer().notNull(),
    version: integer().notNull().default(1),
    op: text({ enum: ["none", "create", "delete"] })
      .notNull()
      .default("none"),
    op_id: text(),
    op_request_id: text(),
    op_asked_at: integer(),
    /** Until when an earlier operation whose outcome is unknown may still take effect. */
    doubt_until: integer(),
    attempt: integer().notNull().default(0),
    last_error: text(),
  },
  (t) => [
    uniqueIndex("assignments_target").on(t.identity_id, t.target_key),
    index("assignments_due").on(t.check_at),
    index("assignments_account").on(t.account_id),
    index("assignments_target_key").on(t.target_key),
    index("assignments_op")
      .on(t.op)
      .where(sql`${t.op} <> 'none'`),
  ],
);

/** Why an assignment is wanted, and between which instants. Never deleted; its end is only ever brought forward. */
export const holds = sqliteTable(
  "holds",
  {
    id: text().primaryKey(),
    assignment_id: text()
      .notNull()
      .references(() => assignments.id),
    reason: text({ enum: ["baseline", "grant"] }).notNull(),
    /** The rule's name, or the request's id. */
    reason_id: text().notNull(),
    /** The policy version that the rule, or the request's terms, come from. */
    policy_version: integer().notNull(),
    /** Grants: the grant that this hold begins, or extends. */
    grant_id: text(),
    /** Baseline: given back when another hand removes it. */
    enforce: integer({ mode: "boolean" }).notNull().default(false),
    /** Baseline: access found there already becomes managed. */
    adopt: integer({ mode: "boolean" }).notNull().default(false),
    starts_at: integer().notNull(),
    /** The year 9999 = no end. */
    ends_at: integer().notNull(),
    /** What `ends_at` was when the hold was made. */
    granted_until: integer().notNull(),
    released_at: integer(),
    released_why: text({
      enum: [
        "holder",
        "approver",
        "admin",
        "offboarding",
        "suspension",
        "not_started",
        "judging",
        "failed",
        "voided",
      ],
    }),
    created_at: integer().notNull(),
  },
  (t) => [
    index("holds_assignment").on(t.assignment_id, t.ends_at),
    index("holds_grant").on(t.grant_id),
    index("holds_running")
      .on(t.ends_at)
      .where(sql`${t.grant_id} is not null`),
  ],
);

/** Proof of the end of one uninterrupted stretch of wanted time. */
export const receipts = sqliteTable(
  "receipts",
  {
    id: text().primaryKey(),
    assignment_id: text()
      .notNull()
      .references(() => assignments.id),
    due_at: integer().notNull(),
    asked_at: integer(),
    /** A complete read showed absence, with no delete of ours still running. */
    gone_at: integer(),
    /** A second such read, at least two minutes later. */
    confirmed_at: integer(),
    /** `gone_at` + the set's longest session: until then sessions already open stay alive. */
    credentials_dead_by: integer(),
    /** Wanted again before it was gone for good: a new stretch has begun, and this one ends unconfirmed. */
    kept_at: integer(),
    /** When it was rung as overdue. */
    rung_at: integer(),
  },
  (t) => [
    uniqueIndex("receipts_open")
      .on(t.assignment_id)
      .where(sql`${t.confirmed_at} is null and ${t.kept_at} is null`),
    index("receipts_assignment").on(t.assignment_id, t.due_at),
    index("receipts_overdue")
      .on(t.due_at)
      .where(sql`${t.gone_at} is null and ${t.kept_at} is null`),
    index("receipts_tail").on(t.credentials_dead_by),
  ],
);
