import { and, countDistinct, count, eq, gt, inArray, lte, min, sql } from "drizzle-orm";
import type { Ctx, Instant } from "../db/context.ts";
import { assignments, holds } from "../grants/tables.ts";
import { readStanding } from "../reconciler/standing.ts";
import type { Standing } from "../reconciler/standing.ts";
import { requests } from "../requests/tables.ts";
import { countsQuery, latenessQuery, timesToDecideQuery } from "./log-figures.ts";
import { DAY_MS, dayText, daysOf } from "./period.ts";
import type { Period } from "./period.ts";

export type Percentiles = Readonly<Record<"count" | "median" | "p90" | "p99" | "worst", number>>;

/** What happened in a day, or in the whole period. */
export interface Happened {
  readonly grants_begun: number;
  readonly grants_ended: number;
  readonly joiners: number;
  readonly movers: number;
  readonly leavers: number;
  readonly approved: number;
  readonly rejected: number;
  /** Milliseconds; null where nothing was decided by a person. */
  readonly time_to_decide: Percentiles | null;
  /** Milliseconds; null where nothing was taken away. */
  readonly lateness: Percentiles | null;
}

export interface Dashboard {
  readonly standing: Standing;
  readonly live: number;
  readonly waiting: number;
  readonly oldest_waiting_at: Instant | null;
  readonly period: Happened;
  readonly days: readonly (Happened & { readonly day: string })[];
}

/** How things stand, and what the log tells of the period; two round trips, beside each other. */
export async function dashboard(
  ctx: Pick<Ctx, "db" | "now" | "config">,
  period: Period,
): Promise<Dashboard> {
  const { q } = ctx.db;
  const now = ctx.now();
  const [standing, [live, waiting, counts, decided, late]] = await Promise.all([
    readStanding(ctx),
    ctx.db.read([
      q
        .select({ n: countDistinct(holds.grant_id) })
        .from(holds)
        .innerJoin(assignments, eq(assignments.id, holds.assignment_id))
        .where(
          and(
            sql`${holds.reason} = 'grant'`,
            gt(holds.ends_at, now),
            lte(holds.starts_at, now),
            eq(assignments.observed, "present"),
          ),
        ),
      q
        .select({ n: count(), oldest: min(requests.created_at) })
        .from(requests)
        .where(inArray(requests.state, ["waiting", "questioned"])),
      countsQuery(ctx, period),
      timesToDecideQuery(ctx, period),
      latenessQuery(ctx, period),
    ]),
  ]);
  const happened = (day: string | null): Happened => {
    const isOf = (row: { day: number | null }) =>
      day === (row.day === null ? null : dayText(row.day * DAY_MS));
    const ofDay = counts.filter((row) => day === null || isOf(row));
    const sum = (which: "entries" | "of_grants", ...actions: string[]) =>
      ofDay.reduce((all, row) => all + (actions.includes(row.action) ? row[which] : 0), 0);
    return {
      grants_begun: sum("of_grants", "assignment.created"),
      grants_ended: sum("of_grants", "assignment.gone"),
      joiners: sum("entries", "person.onboarded", "person.returned"),
      movers: sum("entries", "person.changed"),
      leavers: sum("entries", "person.offboarded"),
      approved: sum("entries", "request.approved"),
      rejected: sum("entries", "request.rejected"),
      time_to_decide: decided.find(isOf) ?? null,
      lateness: late.find(isOf) ?? null,
    };
  };
  return {
    standing,
    live: live[0]?.n ?? 0,
    waiting: waiting[0]?.n ?? 0,
    oldest_waiting_at: waiting[0]?.oldest ?? null,
    period: happened(null),
    days: daysOf(period).map((day) => ({ day, ...happened(day) })),
  };
}
