import { and, asc, eq, gt, inArray, ne, or, sql } from "drizzle-orm";
import { NEVER } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { namesOf } from "../http/standing.ts";
import type { Named } from "../http/standing.ts";
import { people } from "../people/tables.ts";
import { mayDecide } from "./approvers.ts";
import { isActive } from "./case.ts";
import { requestSelect } from "./load.ts";
import type { LoadedRequest } from "./load.ts";
import { requestApprovers, requests } from "./tables.ts";

/** One look over open requests: those that the caller may decide, and where the next look goes on. */
export interface Waiting {
  readonly requests: readonly LoadedRequest[];
  /** The last request that was looked at, where there may be more. */
  readonly next: string | undefined;
}

/**
 * What waits for somebody: open requests where they are pinned by any of their names, oldest first, and where it is
 * their turn. One round trip; its cost is what is open, not what ever was.
 */
export async function approvals(
  ctx: Pick<Ctx, "db" | "now">,
  named: Named,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Waiting> {
  const { q } = ctx.db;
  const pinned = openPinnedTo(ctx, named, after);
  const chosen = q
    .select({ id: requests.id })
    .from(requests)
    .where(pinned)
    .orderBy(asc(requests.id))
    .limit(limit + 1);
  const theirs = inArray(requestApprovers.request_id, chosen);
  const approver = q
    .select({ approver: requestApprovers.approver })
    .from(requestApprovers)
    .where(theirs);
  const ids = q
    .select({ id: sql`substr(${requestApprovers.approver}, 8)` })
    .from(requestApprovers)
    .where(and(theirs, sql`${requestApprovers.approver} like 'person:%'`));
  const requester = q
    .select({ id: requests.person_id })
    .from(requests)
    .where(inArray(requests.id, chosen));
  const [rows, approvers, known] = await ctx.db.read([
    requestSelect(ctx).where(inArray(requests.id, chosen)).orderBy(asc(requests.id)),
    q.select().from(requestApprovers).where(theirs),
    q
      .select({
        id: people.id,
        backstage_ref: people.backstage_ref,
        employment: people.employment,
        suspended_at: people.suspended_at,
      })
      .from(people)
      .where(
        or(
          inArray(people.id, ids),
          inArray(people.backstage_ref, approver),
          inArray(people.id, requester),
        ),
      ),
  ]);
  const page = rows.slice(0, limit);
  const facts = known.map((person) => ({ ...person, active: isActive(person) }));
  const isTheirTurn = ({ request }: LoadedRequest) => {
    const asker = facts.find(({ id }) => id === request.person_id);
    const own = approvers.filter(({ request_id }) => request_id === request.id);
    const { asked_by } = request;
    return asker !== undefined && mayDecide({ ...asker, asked_by }, own, facts, named).ok;
  };
  return {
    requests: page.filter(isTheirTurn),
    next: rows.length > limit ? page.at(-1)?.request.id : undefined,
  };
}

/** The condition as a query of its own, so that its plan can be tested. */
export function openPinnedTo({ now }: Pick<Ctx, "now">, named: Named, after: string | undefined) {
  const names = JSON.stringify(namesOf(named));
  return and(
    sql`${requests.state} in ('waiting', 'questioned')`,
    gt(sql`coalesce(${requests.expires_at}, ${NEVER})`, now()),
    gt(requests.decide_by, now()),
    named.person_id === null ? undefined : ne(requests.person_id, named.person_id),
    after === undefined ? undefined : gt(requests.id, after),
    sql`exists (select 1 from ${requestApprovers} where ${eq(requestApprovers.request_id, requests.id)}
      and ${requestApprovers.approver} in (select value from json_each(${names})))`,
  );
}
