import { and, eq } from "drizzle-orm";
import { append } from "../audit/append.ts";
import type { Action } from "../audit/actions.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { actorText } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import type { Request } from "./case.ts";
import { isOpen, stateAfter } from "./rules.ts";
import type { Step } from "./rules.ts";
import { requests } from "./tables.ts";

const ACTIONS: Readonly<Record<Step, Action>> = {
  approve: "request.approved",
  reject: "request.rejected",
  question: "request.questioned",
  answer: "request.answered",
  cancel: "request.cancelled",
  expire: "request.expired",
  void: "request.voided",
};

/** What a step sets beside the state. */
export type Also = Partial<
  Pick<Request, "expires_at" | "clock_left_ms" | "decision_reason" | "approved_ms" | "grant_id">
>;

/**
 * Takes a request one step on: the row as it was read (anything else undoes the commit) and the entry in the log.
 * A final step also says who decided, and when.
 * @throws Error for a step that leads nowhere from the request's state
 */
export function takeStep(
  ctx: Pick<Ctx, "db" | "now" | "actor" | "channel">,
  request: Request,
  step: Step,
  also: Also = {},
  details: Record<string, unknown> = {},
): Change {
  const state = stateAfter(step, request.state);
  const decided = isOpen(state) ? {} : { decided_at: ctx.now(), decided_by: actorText(ctx.actor) };
  return change({
    writes: [
      statement(
        ctx.db.q
          .update(requests)
          .set({ ...also, ...decided, state, version: request.version + 1 })
          .where(and(eq(requests.id, request.id), eq(requests.version, request.version))),
        1,
      ),
    ],
    audit: [
      append(ctx, {
        action: ACTIONS[step],
        person_id: request.person_id,
        request_id: request.id,
        grant_id: also.grant_id ?? request.grant_id,
        details,
      }),
    ],
  });
}
