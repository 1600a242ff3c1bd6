import { count, min, sql } from "drizzle-orm";
import { built } from "../db/built.ts";
import { NEVER } from "../db/context.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { work } from "../db/tables.ts";
import { dueWork } from "../db/work.ts";
import type { Work } from "../db/work.ts";
import { givingSinceOf, newestFreeze } from "../freeze/standing.ts";
import { assignments } from "../grants/tables.ts";
import { identities } from "../people/tables.ts";
import { dueAssignmentsQuery } from "./assignments/due.ts";
import type { DueAssignment, Span } from "./assignments/due.ts";
import { KEPT } from "./backlog.ts";
import { dueIdentitiesQuery } from "./identities/view.ts";

/**
 * Rows taken at a time: few, so that what falls due meanwhile is not kept waiting. A user takes more calls than an
 * assignment, and their quotas are others: a round is over when both are, and neither shall wait for the other.
 */
export const ROUND = 24;
const USERS = 8;
const WORK = 12;

/** What one round has before it. */
export interface Due {
  readonly work: readonly Work[];
  /** Of the span that was asked for. */
  readonly assignments: readonly DueAssignment[];
  readonly identities: readonly string[];
  /** Creations that AWS is at work on: it takes 15, and others need some of them. */
  readonly outstanding: number;
  /** Since when access may be given: 0 = always; the year 9999 while a freeze stands. */
  readonly givingSince: Instant;
}

/**
 * What is due at the end of `span`, in one round trip; of the assignments those that became so in it.
 * @param takesUsers false: no identities are read
 * @param givingSince as it was last read: it orders what is due, and decides nothing
 */
export async function readDue(
  ctx: Ctx,
  span: Span,
  { takesUsers, givingSince }: { takesUsers: boolean; givingSince: Instant },
): Promise<Due> {
  const now = span.until;
  const [rows, due, users, outstanding, freeze] = await ctx.db.read([
    dueWork(ctx, "other", now, WORK),
    dueAssignmentsQuery(ctx, span, KEPT, givingSince),
    dueIdentitiesQuery(ctx, now, takesUsers ? USERS : 0),
    outstandingQuery(ctx, {}),
    newestFreeze(ctx),
  ]);
  return {
    work: rows,
    assignments: due,
    identities: users.map((row) => row.id),
    outstanding: outstanding[0]?.n ?? 0,
    givingSince: givingSinceOf(freeze),
  };
}

const outstandingQuery = built((q) =>
  q
    .select({ n: count() })
    .from(assignments)
    .where(
      sql`${assignments.op} <> 'none' and ${assignments.op} = 'create' and ${assignments.group_id} is null`,
    ),
);

/** When the first of each kind is due: for `earliest`. */
export function wakeQueries(ctx: Pick<Ctx, "db">) {
  return [firstAssignment(ctx, {}), firstIdentity(ctx, {}), firstWork(ctx, {})] as const;
}

/** The earliest instant at which anything is due. */
export function earliest(
  ...firsts: readonly (readonly { readonly at: Instant | null }[])[]
): Instant {
  return Math.min(...firsts.map(([row]) => row?.at ?? NEVER));
}

const firstAssignment = built((q) => q.select({ at: min(assignments.check_at) }).from(assignments));
const firstIdentity = built((q) => q.select({ at: min(identities.check_at) }).from(identities));
const firstWork = built((q) => q.select({ at: min(work.check_at) }).from(work));
