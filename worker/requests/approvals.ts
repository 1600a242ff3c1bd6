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
import { IS_OPEN } from "./open.ts";
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
  const chosen = q
    .select({ id: requests.id })
    .from(requests)
    .where(openPinnedTo(ctx, named, after))
    .orderBy(asc(requests.id))
    .limit(limit + 1);
  const [rows, approvers] = await ctx.db.read([
    requestSelect(ctx).where(inArray(requests.id, chosen)).orderBy(asc(requests.id)),
    q
      .select({
        pinned: requestApprovers,
        known: {
          id: people.id,
          backstage_ref: people.backstage_ref,
          employment: people.employment,
          suspended_at: people.suspended_at,
        },
      })
      .from(requestApprovers)
      .leftJoin(
        people,
        or(
          eq(people.id, sql`substr(${requestApprovers.approver}, 8)`),
          eq(people.backstage_ref, requestApprovers.approver),
        ),
      )
      .where(inArray(requestApprovers.request_id, chosen)),
  ]);
  const page = rows.slice(0, limit);
  const isTheirTurn = ({ request, requester }: LoadedRequest) => {
    const own = approvers.filter(({ pinned }) => pinned.request_id === request.id);
    const known = own.flatMap(({ known: person }) =>
      person === null ? [] : { ...person, active: isActive(person) },
    );
    const pinned = own.map((one) => one.pinned);
    return mayDecide({ ...requester, asked_by: request.asked_by }, pinned, known, named).ok;
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
    IS_OPEN,
    gt(sql`coalesce(${requests.expires_at}, ${NEVER})`, now()),
    gt(requests.decide_by, now()),
    named.person_id === null ? undefined : ne(requests.person_id, named.person_id),
    after === undefined ? undefined : gt(requests.id, after),
    sql`exists (select 1 from ${requestApprovers} where ${eq(requestApprovers.request_id, requests.id)}
      and ${requestApprovers.approver} in (select value from json_each(${names})))`,
  );
}
