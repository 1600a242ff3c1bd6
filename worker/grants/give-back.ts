import { and, eq, isNotNull, sql } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, merge, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import { settleFindings } from "../directory/finding.ts";
import { settle } from "../held/hold.ts";
import type { Held } from "../held/hold.ts";
import { assignments } from "./tables.ts";

type Acting = Pick<Ctx, "db" | "now" | "random" | "actor" | "channel">;

/**
 * Somebody's word gives back what another hand took away: the access is wanted again, its finding is settled, and the
 * row that waited for an admin, where there is one, is released.
 */
export function giveBack(
  ctx: Acting,
  taken: { assignment_id: string; person_id: string; request_id?: string; grant_id?: string },
  waiting: Held | undefined,
): Change {
  const now = ctx.now();
  const { assignment_id } = taken;
  const given = change({
    writes: [
      statement(
        ctx.db.q
          .update(assignments)
          .set({
            withheld_at: null,
            withheld_by: null,
            check_at: sql`min(${assignments.check_at}, ${now})`,
            version: sql`${assignments.version} + 1`,
          })
          .where(and(eq(assignments.id, assignment_id), isNotNull(assignments.withheld_at))),
        1,
      ),
    ],
    audit: [append(ctx, { action: "assignment.given_back", ...taken })],
  });
  return merge(
    given,
    settleFindings(ctx, assignment_id),
    waiting === undefined ? nothing : settle(ctx, waiting, "released"),
  );
}
