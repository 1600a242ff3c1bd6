import { sql } from "drizzle-orm";
import { groupAssignments, permissionSets } from "../directory/tables.ts";
import { assignments } from "./tables.ts";

/** Where a set's session duration is not known: AWS's longest. */
export const LONGEST_SESSION_MS = 12 * 60 * 60 * 1000;

/** For a select over assignments: the longest session that the access opens; null where the directory does not say. */
export const sessionMs = sql<number | null>`coalesce(
  (select session_duration_ms from ${permissionSets} where arn = ${assignments.permission_set_arn}),
  (select max(session_duration_ms) from ${groupAssignments}
    join ${permissionSets} on arn = permission_set_arn where group_id = ${assignments.group_id}))`;
