import { and, eq, sql } from "drizzle-orm";
import { change, merge, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { actorText } from "../db/context.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { statement } from "../db/statement.ts";
import { namesOf, standingUnknown } from "../http/standing.ts";
import type { Standing } from "../http/standing.ts";
import { identities } from "../people/tables.ts";
import { Problem } from "../problem.ts";
import { requestApprovers, requestNotes } from "../requests/tables.ts";
import { endGrant } from "./release.ts";
import { assignments, holds } from "./tables.ts";
import { holdsUnchanged } from "./unchanged.ts";

export interface Ended {
  readonly id: string;
  readonly ended_at: Instant;
  readonly ended_by: "holder" | "approver" | "admin";
}

/** The caller as one who ends a grant. */
export interface Ending {
  /** They may see every grant: then a refusal may say that there is one. */
  readonly seesAll: boolean;
  /** Read at the decision. */
  readonly standing: () => Promise<Standing>;
}

/**
 * A person's word ends a grant before its time: the holder's, an approver's of its request, an admin's. Other reasons
 * for the same access stay.
 * @throws Problem 404 for a grant that the caller may not see, 403 for one that they may not end, 409 `already-ended`
 */
export async function end(
  ctx: Ctx,
  { id, reason }: { id: string; reason?: string | undefined },
  by: Ending,
): Promise<{ change: Change; answer: Ended }> {
  const requestIds = sql`(select ${holds.reason_id} from ${holds} where ${holds.grant_id} = ${id})`;
  const [rows, approvers] = await ctx.db.read([
    ctx.db.q
      .select({ hold: holds, person_id: identities.person_id })
      .from(holds)
      .innerJoin(assignments, eq(assignments.id, holds.assignment_id))
      .innerJoin(identities, eq(identities.id, assignments.identity_id))
      .where(eq(holds.grant_id, id)),
    ctx.db.q
      .select({ approver: requestApprovers.approver })
      .from(requestApprovers)
      .where(and(sql`${requestApprovers.request_id} in ${requestIds}`)),
  ]);
  const [first] = rows;
  if (first === undefined) throw noGrant();
  const why = await requireWord(
    ctx,
    first.person_id,
    new Set(approvers.map((row) => row.approver)),
    by,
  );
  const now = ctx.now();
  const own = rows.map(({ hold }) => hold);
  const ends_at = Math.max(...own.map((hold) => hold.ends_at));
  if (ends_at <= now)
    throw new Problem(409, "already-ended", "This grant has ended.", {
      ended_at: new Date(ends_at).toISOString(),
    });
  const grant = { grant_id: id, assignment_id: first.hold.assignment_id };
  return {
    change: merge(
      change({ guards: [holdsUnchanged(own)] }),
      endGrant(ctx, grant, why),
      said(ctx, first.hold.reason_id, reason),
    ),
    answer: { id, ended_at: now, ended_by: why },
  };
}

/** Keeps the reason with the request: the log itself holds no free text. */
function said(ctx: Ctx, request_id: string, text: string | undefined): Change {
  if (text === undefined || text === "") return nothing;
  const row = {
    id: newId(ctx, "not"),
    request_id,
    kind: "end" as const,
    by: actorText(ctx.actor),
    text,
    at: ctx.now(),
  };
  return change({ writes: [statement(ctx.db.q.insert(requestNotes).values(row))] });
}

async function requireWord(
  { actor }: Ctx,
  holder: string | null,
  approvers: ReadonlySet<string>,
  by: Ending,
): Promise<Ended["ended_by"]> {
  if (actor.kind !== "person" && actor.kind !== "backstage") throw noGrant();
  const person_id = actor.kind === "person" ? actor.id : null;
  if (person_id !== null && person_id === holder) return "holder";
  const standing = await by.standing();
  if (standing.admin) return "admin";
  if (namesOf({ person_id, ref: actor.ref, ...standing }).some((name) => approvers.has(name)))
    return "approver";
  if (standing.unknown) throw standingUnknown();
  if (!by.seesAll) throw noGrant();
  throw new Problem(
    403,
    "not-your-grant",
    "Only its holder, an approver of its request or an admin may end a grant.",
  );
}

function noGrant(): Problem {
  return new Problem(404, "not-found", "There is no such grant.");
}
