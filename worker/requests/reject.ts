import { change, merge } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { caseOf, caseQueries } from "./case.ts";
import { notFound, requireMandate, requireOpen } from "./deciding.ts";
import type { Deciding } from "./deciding.ts";
import { outcomeOf } from "./outcome.ts";
import type { Decision } from "./outcome.ts";
import { takeStep } from "./transition.ts";

/**
 * An approver's no.
 * @throws Problem 403 and 404 as `requireMandate`; 409 `already-decided`
 */
export async function reject(
  ctx: Ctx,
  { id, reason }: { id: string; reason?: string },
  by: Deciding,
): Promise<Decision> {
  const found = caseOf(await ctx.db.read(caseQueries(ctx, id)));
  if (found === undefined) throw notFound();
  const mandate = await requireMandate(ctx, found, by);
  requireOpen(found.request, ctx.now());
  return {
    change: merge(
      change({ guards: mandate.guards }),
      takeStep(
        ctx,
        found.request,
        "reject",
        { decision_reason: reason ?? null },
        { as: mandate.as },
      ),
    ),
    answer: outcomeOf(found.request, "rejected"),
  };
}
