import { and, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
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
  const { person, assignment, target, request, grant } = search;
  // Who and what one entry is about is rare; who acted and how is not, and its index must not be chosen before the other.
  const isAboutOne = [person, assignment, target, request, grant].some((id) => id !== undefined);
  const broad = (column: typeof audit.actor | typeof audit.action) =>
    isAboutOne ? sql`+${column}` : sql`${column}`;
  const [rows] = await ctx.db.read([
    ctx.db.q
      .select()
      .from(audit)
      .where(
        and(
          when(search.person, (id) => eq(audit.person_id, id)),
          when(search.actor, (actor) => eq(broad(audit.actor), actor)),
          when(search.action, (action) => eq(broad(audit.action), action)),
          when(search.assignment, (id) => eq(audit.assignment_id, id)),
          when(search.target, (key) => inArray(audit.assignment_id, toTarget(key))),
          when(search.request, (id) => eq(audit.request_id, id)),
          when(search.grant, (id) => eq(audit.grant_id, id)),
          when(search.since, (at) => gte(audit.at, at)),
          when(search.until, (at) => lt(audit.at, at)),
          when(before, (seq) => lt(audit.seq, seq)),
        ),
      )
      .orderBy(desc(audit.seq))
      .limit(limit),
  ]);
  return rows;
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
