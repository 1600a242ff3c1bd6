import { and, desc, eq, inArray, lt } from "drizzle-orm";
import { audit } from "../audit/tables.ts";
import { actorText } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { requestSelect } from "./load.ts";
import type { LoadedRequest } from "./load.ts";
import { requests } from "./tables.ts";

/** A request that somebody decided, and the log's entry of it. */
export interface Decided extends LoadedRequest {
  readonly seq: number;
}

/** What the actor approved and rejected, the last first; one round trip, whose cost is what they did themselves. */
export async function decisions(
  ctx: Pick<Ctx, "db" | "actor">,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<Decided[]> {
  const { q } = ctx.db;
  const theirs = and(
    eq(audit.actor, actorText(ctx.actor)),
    inArray(audit.action, ["request.approved", "request.rejected"]),
    before === undefined ? undefined : lt(audit.seq, before),
  );
  const entries = q
    .select({ seq: audit.seq, id: audit.request_id })
    .from(audit)
    .where(theirs)
    .orderBy(desc(audit.seq))
    .limit(limit);
  const ids = q
    .select({ id: audit.request_id })
    .from(audit)
    .where(theirs)
    .orderBy(desc(audit.seq))
    .limit(limit);
  const [order, rows] = await ctx.db.read([
    entries,
    requestSelect(ctx).where(inArray(requests.id, ids)),
  ]);
  return order.flatMap(({ seq, id }) => {
    const row = rows.find(({ request }) => request.id === id);
    return row === undefined ? [] : [{ ...row, seq }];
  });
}
