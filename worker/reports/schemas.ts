import { z } from "@hono/zod-openapi";
import { freezeView, showFreeze } from "../freeze/schemas.ts";
import { instantText, showInstant, showInstantOrNull } from "../http/instants.ts";
import type { Dashboard, Happened, Percentiles } from "./dashboard.ts";
import { MOST_DAYS } from "./period.ts";
import type { Period } from "./period.ts";

const day = z.iso.date({ error: "must be a date such as 2026-11-20" });

/** The period that every report is of. */
export const periodQuery = {
  from: day.optional().openapi({
    description: `First day, in UTC; at most ${MOST_DAYS} days; the last seven days when left out`,
  }),
  to: day.optional().openapi({ description: "Last day, in UTC; today when left out" }),
};

export const dashboardQuery = z.strictObject(periodQuery);

const percentiles = z
  .object({
    count: z.int(),
    median_ms: z.int(),
    p90_ms: z.int(),
    p99_ms: z.int(),
    worst_ms: z.int(),
  })
  .openapi("Percentiles", { description: "By nearest rank" });

const happened = z.object({
  grants_begun: z.int().openapi({ description: "Grants whose access AWS gave" }),
  grants_ended: z.int().openapi({ description: "Grants whose access was read to be gone" }),
  joiners: z.int(),
  movers: z.int().openapi({ description: "Who changed department" }),
  leavers: z.int(),
  approved: z.int(),
  rejected: z.int(),
  time_to_decide: percentiles.nullable().openapi({
    description: "Of decisions by people; null where there is none",
  }),
  lateness: percentiles.nullable().openapi({
    description:
      "Of all removals: from the instant each was due to the read that showed it gone; null where there is none",
  }),
});

export const dashboardView = z
  .object({
    from: z.string(),
    to: z.string(),
    ended_on_time: z.boolean().openapi({
      description:
        "Nothing is overdue, and everything that ended in the period was gone within `on_time_within_ms`",
    }),
    on_time_within_ms: z.int(),
    now: z.object({
      at: instantText,
      live_grants: z.int(),
      waiting: z.int().openapi({ description: "Requests that wait for a decision" }),
      oldest_waiting_at: instantText.nullable(),
      overdue: z.int(),
      failing: z.int(),
      held: z.int(),
      findings: z.int(),
      freeze: freezeView.nullable(),
    }),
    period: happened,
    days: z.array(happened.extend({ day: z.string() })),
  })
  .openapi("Dashboard");

export function showDashboard(
  { standing, period, days, live, waiting, oldest_waiting_at }: Dashboard,
  { since, until }: Period,
  onTimeMs: number,
): z.infer<typeof dashboardView> {
  const { now, overdue, failing, held, findings, freeze } = standing;
  return {
    from: showInstant(since).slice(0, 10),
    to: showInstant(until - 1).slice(0, 10),
    ended_on_time: overdue === 0 && (period.lateness?.worst ?? 0) <= onTimeMs,
    on_time_within_ms: onTimeMs,
    now: {
      at: showInstant(now),
      live_grants: live,
      waiting,
      oldest_waiting_at: showInstantOrNull(oldest_waiting_at),
      overdue,
      failing,
      held,
      findings,
      freeze: freeze === null ? null : showFreeze(freeze),
    },
    period: showHappened(period),
    days: days.map(({ day: name, ...ofDay }) => ({ day: name, ...showHappened(ofDay) })),
  };
}

function showHappened({ time_to_decide, lateness, ...counts }: Happened): z.infer<typeof happened> {
  return {
    ...counts,
    time_to_decide: showPercentiles(time_to_decide),
    lateness: showPercentiles(lateness),
  };
}

function showPercentiles(found: Percentiles | null): z.infer<typeof percentiles> | null {
  if (found === null) return null;
  const { median, p90, p99, worst } = found;
  return { count: found.count, median_ms: median, p90_ms: p90, p99_ms: p99, worst_ms: worst };
}
