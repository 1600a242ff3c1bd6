import { change, merge } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { Problem } from "../problem.ts";
import { caseOf, caseQueries } from "./case.ts";
import { notFound, requireMandate, requireOpen } from "./deciding.ts";
import type { Deciding } from "./deciding.ts";
import { keepNote } from "./note.ts";
import { outcomeOf } from "./outcome.ts";
import type { Decision } from "./outcome.ts";
import { isLegal, stopped } from "./rules.ts";
import { takeStep } from "./transition.ts";

/**
 * An approver asks back: the clock stops until the answer; it can still be decided.
 * @throws Problem 403 and 404 as `requireMandate`; 409 `already-decided`, `already-questioned`
 */
export async function question(
  ctx: Ctx,
  { id, text }: { id: string; text: string },
  by: Deciding,
): Promise<Decision> {
  const found = caseOf(await ctx.db.read(caseQueries(ctx, id)));
  if (found === undefined) throw notFound();
  const mandate = await requireMandate(ctx, found, by);
  const { request } = found;
  requireOpen(request, ctx.now());
  if (!isLegal("question", request.state))
    throw new Problem(
      409,
      "already-questioned",
      "A question about this request waits for its answer.",
    );
  return {
    change: merge(
      change({ guards: mandate.guards }),
      takeStep(ctx, request, "question", stopped(request, ctx.now()), { as: mandate.as }),
      keepNote(ctx, { request_id: id, kind: "question", text }),
    ),
    answer: outcomeOf(request, "questioned"),
  };
}
