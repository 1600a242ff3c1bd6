import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Workers as HR knows them: one row for each (HR source, worker id), the fold over their events. */
export const people = sqliteTable(
  "people",
  {
    id: text().primaryKey(),
    source: text().notNull(),
    worker_id: text().notNull(),
    email: text().notNull(),
    /** The email for comparison: NFC, lower case. */
    email_key: text().notNull(),
    given_name: text().notNull(),
    family_name: text().notNull(),
    display_name: text().notNull(),
    title: text(),
    department: text(),
    division: text(),
    /** Their manager's email as `emailKey` makes it. */
    manager_email: text(),
    /** Null until the manager is known. */
    manager_id: text(),
    /** Since when `manager_id` has been the manager. */
    manager_since: integer(),
    location: text(),
    country: text(),
    time_zone: text(),
    employment_type: text(),
    start_date: text(),
    end_date: text(),
    attributes: text({ mode: "json" }).$type<Record<string, string>>().notNull(),
    /** What HR says; a suspension stands beside it and HR can't lift it. */
    employment: text({ enum: ["expected", "active", "left"] }).notNull(),
    employment_since: integer().notNull(),
    suspended_at: integer(),
    /** The HR body that last changed them (`source/webhook id`): the run that a loss by a move counts in. */
    changed_run: text().notNull().default(""),
    /** Their entity in Backstage's catalog; set once, never follows a change of email. */
    backstage_ref: text(),
    /** When an admin, not the policy's rule, said what it is. */
    ref_said_at: integer(),
    created_at: integer().notNull(),
    version: integer().notNull().default(1),
    /** Policy version + directory version that they were last judged by; 0 = judge now. */
    judged_epoch: integer().notNull().default(0),
    /** The policy version that their baseline follows from. */
    judged_policy: integer().notNull().default(0),
  },
  (t) => [
    uniqueIndex("people_worker").on(t.source, t.worker_id),
    uniqueIndex("people_ref").on(t.backstage_ref),
    index("people_email").on(t.email_key),
    index("people_manager").on(t.manager_id),
    index("people_manager_email").on(t.manager_email),
    index("people_judging").on(t.judged_epoch),
    index("people_department").on(t.department),
    index("people_source").on(t.source, t.employment),
  ],
);

/** Users in Identity Center that we know or mean to make; a user made anew is a new row. */
export const identities = sqliteTable(
  "identities",
  {
    id: text().primaryKey(),
    person_id: text().references(() => people.id),
    /** AWS's UserId; null until the user is made or found. */
    principal_id: text(),
    /** As `foldText` makes it; fixed once the user exists: AWS does not let it change. Blocked ones may share it. */
    user_name: text().notNull(),
    /** The email that Identity Center is to have; it follows the person's only after an admin's release. */
    email: text().notNull(),
    /** `wanted`: to be made or found. `blocked`: waits for an admin. `lost`: vanished by another hand. */
    status: text({ enum: ["wanted", "blocked", "live", "deleted", "lost"] }).notNull(),
    /** Digest of the profile that Identity Center is known to have; null = not known. */
    profile_digest: text(),
    /** When everything that AWS shows for this user is to be listed again. */
    look_at: integer().notNull(),
    /** When the user is to be deleted (where leavers are: their instant and the grace). */
    delete_at: integer().notNull(),
    check_at: integer().notNull(),
    version: integer().notNull().default(1),
    /**
     * Whether the user may sign in, where Daypass says so (mode `scim`). `disabling`: asked for; `enabling`: done, and
     * an earlier disablement may still arrive; `disabled_elsewhere`: by another hand, and not given back.
     */
    sign_in: text({
      enum: ["unknown", "enabled", "enabling", "disabling", "disabled", "disabled_elsewhere"],
    })
      .notNull()
      .default("unknown"),
    op: text({ enum: ["none", "create", "update", "disable", "enable", "delete"] })
      .notNull()
      .default("none"),
    op_id: text(),
    op_asked_at: integer(),
    attempt: integer().notNull().default(0),
    last_error: text(),
    created_at: integer().notNull(),
  },
  (t) => [
    uniqueIndex("identities_principal")
      .on(t.principal_id)
      .where(sql`${t.status} <> 'deleted'`),
    uniqueIndex("identities_person")
      .on(t.person_id)
      .where(sql`${t.status} <> 'deleted'`),
    uniqueIndex("identities_user_name")
      .on(t.user_name)
      .where(sql`${t.status} not in ('deleted', 'blocked')`),
    index("identities_due").on(t.check_at),
    // The unique ones above leave out rows that these must find: former users, blocked ones.
    index("identities_of_person").on(t.person_id),
    index("identities_named").on(t.user_name),
  ],
);
