import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { append } from "./append.ts";

/** Everything that rings. `/metrics` tells of each from the beginning, so that its first ring is a rise. */
export const alarms = [
  "overdue",
  "access_removed_by_another_hand",
  "not_found_stop",
  "not_found_stop_lifted",
  "clock_skew",
  "user_lost",
  "user_enabled_by_another_hand",
  "user_disabled_by_another_hand",
  "scim_token_refused",
  "scim_token_ends",
  "removal_refused",
  "copy_failed",
  "database_restored",
  "directory_implausible",
  "person_without_record",
  "bootstrap_used",
] as const;

export type Alarm = (typeof alarms)[number];

/** Raises an alarm: an entry in the log and a figure. */
export function ring(
  ctx: Pick<Ctx, "db" | "now" | "actor" | "channel">,
  alarm: Alarm,
  details: { person_id?: string; assignment_id?: string; [fact: string]: unknown },
): Change {
  const { person_id = null, assignment_id = null, ...rest } = details;
  return change({
    counts: new Map([[`alarms:${alarm}`, 1]]),
    audit: [
      append(ctx, {
        action: "alarm.rung",
        person_id,
        assignment_id,
        details: { alarm, ...rest },
      }),
    ],
  });
}
