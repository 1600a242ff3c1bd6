import { and, desc, eq, gte, inArray, lt, lte, sql } from "drizzle-orm";
import type { Ctx, Instant } from "../db/context.ts";
import { assignments } from "../grants/tables.ts";
import type { Action } from "./actions.ts";
import { audit } from "./tables.ts";

/** What to look for; entries must fit all that is given. */
export interface Search {
  readonly person?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: Action | undefined;
  readonly assignment?: string | undefined;
  /** `account/<account>/<permission set ARN>` or `group/<group id>`. */
  readonly target?: string | undefined;
  readonly request?: string | undefined;
  readonly grant?: string | undefined;
  readonly since?: Instant | undefined;
  /** Entries before this instant. */
  readonly until?: Instant | undefined;
}

export type AuditEntry = typeof audit.$inferSelect;

/** The entries that fit, newest first: `limit` of them, before the entry `before` (a `seq`). */
export async function searchAudit(
  ctx: Pick<Ctx, "db">,
  search: Search,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<AuditEntry[]> {
  const [rows] = await ctx.db.read([
    ctx.db.q
      .select()
      .from(audit)
      .where(fitting(search, before))
      .orderBy(desc(audit.seq))
      .limit(limit),
  ]);
  return rows;
}

/** Selects the `seq` of the entry at this place among those that fit, from 1, and of the one after it. */
export function placeQuery(
  { db }: Pick<Ctx, "db">,
  search: Search,
  { place, before }: { place: number; before: number | undefined },
) {
  return db.q
    .select({ seq: audit.seq })
    .from(audit)
    .where(fitting(search, before))
    .orderBy(desc(audit.seq))
    .limit(2)
    .offset(place - 1);
}

function fitting(search: Search, before: number | undefined) {
  const { person, assignment, target, request, grant } = search;
  // Who and what one entry is about is rare; who acted and how is not, and its index must not be chosen before the other.
  const isAboutOne = [person, assignment, target, request, grant].some((id) => id !== undefined);
  const broad = (column: typeof audit.actor | typeof audit.action) =>
    isAboutOne ? sql`+${column}` : sql`${column}`;
  return and(
    when(search.person, (id) => eq(audit.person_id, id)),
    when(search.actor, (actor) => eq(broad(audit.actor), actor)),
    when(search.action, (action) => eq(broad(audit.action), action)),
    when(search.assignment, (id) => eq(audit.assignment_id, id)),
    when(search.target, (key) => inArray(audit.assignment_id, toTarget(key))),
    when(search.request, (id) => eq(audit.request_id, id)),
    when(search.grant, (id) => eq(audit.grant_id, id)),
    when(search.since, (at) => and(sql`+${audit.at} >= ${at}`, gte(audit.seq, firstSince(at)))),
    when(search.until, (at) => and(sql`+${audit.at} < ${at}`, lte(audit.seq, lastUntil(at)))),
    when(before, (seq) => lt(audit.seq, seq)),
  );
}

/**
 * Entries are in the order of their commits; of two at nearly the same time the later may bear the earlier instant. An
 * instant's place in the log is looked for so much before and after it, and among so many entries.
 */
const SLACK_MS = 10 * 60_000;
const AMONG = 100;

/** No entry of that instant or later stands before this one: whoever reads backwards may end here. */
function firstSince(at: Instant) {
  return sql`(select min(seq) from (select seq from ${audit}
    where at >= ${at - SLACK_MS} order by at limit ${AMONG}))`;
}

/** No entry of before that instant stands after this one: whoever reads backwards may begin here. */
function lastUntil(at: Instant) {
  return sql`(select max(seq) from (select seq from ${audit}
    where at < ${at + SLACK_MS} order by at desc limit ${AMONG}))`;
}

/** The assignments to a target; an account's are found by the account, which has an index. */
function toTarget(key: string) {
  const account = /^account\/(\d{12})\//.exec(key)?.[1];
  const within = account === undefined ? sql`` : sql` and ${assignments.account_id} = ${account}`;
  return sql`(select ${assignments.id} from ${assignments} where ${assignments.target_key} = ${key}${within})`;
}

function when<T>(value: T | undefined, condition: (given: T) => ReturnType<typeof and>) {
  return value === undefined ? undefined : condition(value);
}
