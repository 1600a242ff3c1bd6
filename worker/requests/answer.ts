import { change, merge, unchanged } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { schedule } from "../db/work.ts";
import { people } from "../people/tables.ts";
import { Problem } from "../problem.ts";
import { requireOpen } from "./deciding.ts";
import { keepNote } from "./note.ts";
import { outcomeOf } from "./outcome.ts";
import type { Decision } from "./outcome.ts";
import { requireOwn } from "./own.ts";
import { fallsDueAt, isLegal, running } from "./rules.ts";
import { takeStep } from "./transition.ts";

/**
 * The requester answers a question: the clock runs on.
 * @throws Problem as `requireOwn`; 409 `already-decided`, `not-questioned`
 */
export async function answer(
  ctx: Ctx,
  { id, text }: { id: string; text: string },
  { seesAll }: { seesAll: boolean },
): Promise<Decision> {
  const { request, requester } = await requireOwn(ctx, id, seesAll);
  requireOpen(request, ctx.now());
  if (!isLegal("answer", request.state))
    throw new Problem(409, "not-questioned", "Nobody asked a question about this request.");
  const clock = running(request, ctx.now());
  const due = fallsDueAt({ ...clock, decide_by: request.decide_by });
  return {
    change: merge(
      change({
        guards: [unchanged(people, requester)],
        writes: [schedule(ctx, "request_expiry", id, due)],
      }),
      takeStep(ctx, request, "answer", clock),
      keepNote(ctx, { request_id: id, kind: "answer", text }),
    ),
    answer: outcomeOf(request, "waiting", due),
  };
}
