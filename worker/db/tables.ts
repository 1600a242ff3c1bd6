import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One row for each committed change: the proof that a batch whose answer was lost did happen. Its id says when. */
export const changes = sqliteTable("changes", { id: text().primaryKey() });

/** Always empty: its CHECK refuses every row, so that inserting one undoes the batch around it. */
export const guard = sqliteTable("guard", { lost: integer() }, (t) => [
  check("lost_race", sql`${t.lost} is null`),
]);

/** Figures that only rise: alarms, AWS calls, throttles, lateness buckets. */
export const counters = sqliteTable("counters", {
  name: text().primaryKey(),
  value: integer().notNull(),
});

/** The kinds of work; each has one verb, registered where the driver is put together. */
export const WORK_KINDS = [
  /** Fold a worker's events into their person; key: `source/worker id`. */
  "hr_worker",
  /** Judge people whose baseline may have changed; key: `people`. */
  "judging",
  /** A waiting request's expiry; key: request id. */
  "request_expiry",
  /** Read a part of the directory; key: the part. */
  "directory",
  /** Forget marks and answers that no retry can ask for any more; key: `day`. */
  "housekeeping",
  /** Settle what a restore of the database made it forget; key: `copies`. */
  "recovery",
] as const;

/** What falls due at an instant and is not an assignment or an identity; each kind has one verb. */
export const work = sqliteTable(
  "work",
  {
    kind: text({ enum: WORK_KINDS }).notNull(),
    key: text().notNull(),
    check_at: integer().notNull(),
    version: integer().notNull().default(1),
    attempt: integer().notNull().default(0),
    last_error: text(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.key] }), index("work_due").on(t.check_at)],
);
