import { and, eq, inArray, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { appendWhere } from "../audit/append.ts";
import { audit } from "../audit/tables.ts";
import { actorText } from "../db/context.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { raw, statement } from "../db/statement.ts";
import { findings } from "./tables.ts";

export type FindingKind = (typeof findings.$inferSelect)["kind"];
type Acting = Pick<Ctx, "db" | "now" | "random" | "actor" | "channel">;

/** Opens a finding; one that is open already stays as it is, and what an admin said to ignore stays ignored. */
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
        select ${id}, ${kind}, ${identityId}, ${assignmentId}, 'open', ${ctx.now()}, 1
        where not exists (
          select 1 from ${findings} same
          where same.kind = ${kind} and same.state = 'ignored'
            and same.identity_id = ${identityId} and same.assignment_id is ${assignmentId})
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

/** What was found of an assignment is no longer so; what was ignored may be found anew. */
export function settleFindings(ctx: Acting, assignmentId: string): Change {
  return settleThose(ctx, eq(findings.assignment_id, assignmentId));
}

/** The lost user is there again. */
export function settleUserLost(ctx: Acting, identityId: string): Change {
  return settleThose(
    ctx,
    sql`${findings.identity_id} = ${identityId} and ${findings.kind} = 'user_lost'`,
  );
}

function settleThose(ctx: Acting, which: SQL): Change {
  const now = ctx.now();
  const open = and(which, inArray(findings.state, ["open", "ignored"]));
  return change({
    writes: [
      statement(ctx.db.q.update(findings).set({ state: "settled", settled_at: now }).where(open)),
    ],
    // Written after the update: what this very change settled.
    audit: [
      raw(sql`
        insert into ${audit} (at, actor, channel, action, assignment_id, details)
        select ${now}, ${actorText(ctx.actor)}, ${ctx.channel}, 'finding.settled', ${findings.assignment_id},
          json_object('finding_id', ${findings.id}, 'kind', ${findings.kind})
        from ${findings} where ${which}
          and ${findings.state} = 'settled' and ${findings.settled_at} = ${now}`),
    ],
  });
}
