import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What the driver must remember across wake-ups and what `/readyz` shows: one row for each name. */
export const driverState = sqliteTable("driver_state", {
  name: text({
    enum: [
      "heartbeat",
      "cron",
      "stop",
      "recovery",
      "skew",
      "scim_refused",
      "scim_ends",
      "copy_failed",
    ],
  }).primaryKey(),
  at: integer().notNull(),
  details: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
});
