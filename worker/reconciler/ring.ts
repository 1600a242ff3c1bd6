import { append } from "../audit/append.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { addToCounters } from "./figures.ts";

export type Alarm =
  | "overdue"
  | "access_removed_by_another_hand"
  | "not_found_stop"
  | "not_found_stop_lifted"
  | "clock_skew"
  | "user_lost"
  | "removal_refused";

/** Raises an alarm: an entry in the log and a figure. */
export function ring(
  ctx: Pick<Ctx, "db" | "now" | "actor" | "channel">,
  alarm: Alarm,
  details: { assignment_id?: string; identity_id?: string; [fact: string]: unknown },
): Change {
  const { assignment_id = null, ...rest } = details;
  return change({
    writes: addToCounters(ctx, new Map([[`alarms:${alarm}`, 1]])),
    audit: [append(ctx, { action: "alarm.rung", assignment_id, details: { alarm, ...rest } })],
  });
}
