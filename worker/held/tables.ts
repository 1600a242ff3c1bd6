import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** What waits for an admin's word. One open row for each (kind, key). */
export const held = sqliteTable(
  "held",
  {
    id: text().primaryKey(),
    kind: text({
      enum: ["removals", "email", "adoption", "ref", "source", "withheld", "user_lost"],
    }).notNull(),
    /** What it is about: the cause of the removals, or the id of the person, identity, event or assignment. */
    key: text().notNull(),
    state: text({ enum: ["open", "released", "dropped"] }).notNull(),
    details: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    opened_at: integer().notNull(),
    settled_at: integer(),
    settled_by: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("held_open")
      .on(t.kind, t.key)
      .where(sql`${t.state} = 'open'`),
    index("held_state").on(t.state, t.id),
  ],
);

/** The people whose removals one held row keeps back; `event_id` where an HR event is what waits. */
export const heldPeople = sqliteTable(
  "held_people",
  { held_id: text().notNull(), person_id: text().notNull(), event_id: text() },
  (t) => [
    primaryKey({ columns: [t.held_id, t.person_id] }),
    index("held_people_person").on(t.person_id),
  ],
);
