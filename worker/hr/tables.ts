import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { HrEvent } from "./schemas.ts";

/** Every webhook that was accepted: the same id gets the same answer, another body under it is refused. */
export const hrDeliveries = sqliteTable(
  "hr_deliveries",
  {
    source: text().notNull(),
    webhook_id: text().notNull(),
    /** SHA-256 of the raw body. */
    body_hash: text().notNull(),
    received_at: integer().notNull(),
    answer: text({ mode: "json" }).$type<unknown>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.webhook_id] })],
);

/** Every event, kept for ever; a person is the fold over theirs. */
export const hrEvents = sqliteTable(
  "hr_events",
  {
    id: text().primaryKey(),
    source: text().notNull(),
    /** The worker it is about, in this source: employee id, else `email:` and the email's key. */
    worker_id: text().notNull(),
    email_key: text().notNull(),
    /** The body that brought it: `source/webhook id`. */
    delivery: text().notNull(),
    /** When it holds from: `occurred_at`, else its first receipt. */
    effective_at: integer().notNull(),
    received_at: integer().notNull(),
    event: text({ mode: "json" }).$type<HrEvent>().notNull(),
    /** `held` and `dropped` take no part in the fold; `released_at` is the instant of a held one. */
    state: text({ enum: ["counted", "held", "dropped"] }).notNull(),
    released_at: integer(),
    /** The held row that keeps it back, or did. */
    held_id: text(),
  },
  (t) => [
    index("hr_events_worker").on(t.source, t.worker_id, t.effective_at),
    index("hr_events_email").on(t.email_key, t.source),
    index("hr_events_held").on(t.held_id),
  ],
);
