import { and, eq, sql } from "drizzle-orm";
import { appendWhere } from "../audit/append.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { raw, statement } from "../db/statement.ts";
import { findings } from "./tables.ts";

export type FindingKind = (typeof findings.$inferSelect)["kind"];
type Acting = Pick<Ctx, "db" | "now" | "random" | "actor" | "channel">;

/** Opens a finding; one that is open already stays as it is. */
export function openFinding(
  ctx: Acting,
  kind: FindingKind,
  identityId: string,
  assignmentId: string | null,
): Change {
  const id = newId(ctx, "fin");
  return change({
    writes: [
      raw(sql`
        insert into ${findings} (id, kind, identity_id, assignment_id, state, found_at, version)
        values (${id}, ${kind}, ${identityId}, ${assignmentId}, 'open', ${ctx.now()}, 1)
        on conflict do nothing`),
    ],
    audit: [
      appendWhere(
        ctx,
        {
          action: "finding.opened",
          assignment_id: assignmentId,
          details: { finding_id: id, kind },
        },
        sql`select 1 from ${findings} where ${findings.id} = ${id}`,
      ),
    ],
  });
}

/** What was found is no longer so. */
export function settleFindings(ctx: Acting, assignmentId: string): Change {
  const now = ctx.now();
  const open = and(eq(findings.assignment_id, assignmentId), eq(findings.state, "open"));
  return change({
    writes: [
      statement(ctx.db.q.update(findings).set({ state: "settled", settled_at: now }).where(open)),
    ],
  });
}
