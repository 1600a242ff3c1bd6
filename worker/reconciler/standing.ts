import { and, count, gt, lte, min, sql } from "drizzle-orm";
import type { Ctx, Instant } from "../db/context.ts";
import { counters, work } from "../db/tables.ts";
import { findings } from "../directory/tables.ts";
import { newestFreeze } from "../freeze/standing.ts";
import type { Freeze } from "../freeze/standing.ts";
import { assignments, receipts } from "../grants/tables.ts";
import { held } from "../held/tables.ts";
import { identities } from "../people/tables.ts";
import { undisabledQuery } from "./identities/undisabled.ts";
import { driverState } from "./tables.ts";

/** How things stand, from our own tables alone: what is due, overdue and held, and what the driver last saw. */
export interface Standing {
  readonly now: Instant;
  /** Removals whose time was more than a minute ago and that are not read back. */
  readonly overdue: number;
  /** Users of people who are out that are not disabled two minutes after the instant (mode `scim`). */
  readonly overdueDisablements: number;
  readonly due: {
    readonly assignments: number;
    readonly identities: number;
    readonly work: number;
  };
  /** Pieces of work whose last tries failed; they are tried again. */
  readonly failing: number;
  /** The earliest instant at which something is due; null when nothing is. */
  readonly earliest_due: Instant | null;
  readonly held: number;
  readonly findings: number;
  /** Ended access whose last session may still be alive. */
  readonly sessions_alive: number;
  /** The one that stands. */
  readonly freeze: Freeze | null;
  readonly state: ReadonlyMap<string, { at: Instant; details: Record<string, unknown> }>;
  readonly counters: ReadonlyMap<string, number>;
}

/** One round trip; its cost is what is due, overdue or open, never the history. */
export async function readStanding(ctx: Pick<Ctx, "db" | "now" | "config">): Promise<Standing> {
  const now = ctx.now();
  const before = now - ctx.config.numbers.overdue_after_ms;
  const { q } = ctx.db;
  const [
    asked,
    unasked,
    dueAssignments,
    dueIdentities,
    dueWork,
    failing,
    heldOpen,
    findingsOpen,
    alive,
    undisabled,
    [freeze],
    states,
    figures,
  ] = await ctx.db.read([
    q
      .select({ n: count() })
      .from(receipts)
      .where(
        sql`${receipts.gone_at} is null and ${receipts.kept_at} is null and ${receipts.due_at} < ${before}`,
      ),
    // Due, and nobody has looked: no receipt tells of it yet.
    q
      .select({ n: count() })
      .from(assignments)
      .where(
        and(
          lte(assignments.check_at, before),
          sql`${assignments.observed} <> 'absent' and ${assignments.origin} = 'managed'`,
          sql`not exists (select 1 from holds where holds.assignment_id = assignments.id and holds.starts_at <= ${now} and holds.ends_at > ${now})`,
          sql`not exists (select 1 from receipts where receipts.assignment_id = assignments.id and receipts.gone_at is null
            and receipts.confirmed_at is null and receipts.kept_at is null)`,
        ),
      ),
    q
      .select({ n: count(), at: min(assignments.check_at) })
      .from(assignments)
      .where(lte(assignments.check_at, now)),
    q
      .select({ n: count(), at: min(identities.check_at) })
      .from(identities)
      .where(lte(identities.check_at, now)),
    q
      .select({ n: count(), at: min(work.check_at) })
      .from(work)
      .where(lte(work.check_at, now)),
    // What failed is tried again within that time: the index finds it among what is planned for years ahead.
    q
      .select({ n: count() })
      .from(work)
      .where(
        and(
          lte(work.check_at, now + ctx.config.numbers.retry_removal_most_ms),
          gt(work.attempt, 0),
        ),
      ),
    q
      .select({ n: count() })
      .from(held)
      .where(sql`${held.state} = 'open'`),
    q
      .select({ n: count() })
      .from(findings)
      .where(sql`${findings.state} = 'open'`),
    q.select({ n: count() }).from(receipts).where(gt(receipts.credentials_dead_by, now)),
    undisabledQuery(ctx, now),
    newestFreeze(ctx),
    q.select().from(driverState),
    q.select().from(counters),
  ]);
  const earliest = [dueAssignments, dueIdentities, dueWork].flatMap(([row]) => row?.at ?? []);
  return {
    now,
    overdue: (asked[0]?.n ?? 0) + (unasked[0]?.n ?? 0),
    overdueDisablements: undisabled[0]?.n ?? 0,
    due: {
      assignments: dueAssignments[0]?.n ?? 0,
      identities: dueIdentities[0]?.n ?? 0,
      work: dueWork[0]?.n ?? 0,
    },
    earliest_due: earliest.length === 0 ? null : Math.min(...earliest),
    failing: failing[0]?.n ?? 0,
    held: heldOpen[0]?.n ?? 0,
    findings: findingsOpen[0]?.n ?? 0,
    sessions_alive: alive[0]?.n ?? 0,
    freeze: freeze?.state === "standing" ? freeze : null,
    state: new Map(states.map((row) => [row.name, row])),
    counters: new Map(figures.map((row) => [row.name, row.value])),
  };
}
