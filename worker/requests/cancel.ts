import type { Ctx } from "../db/context.ts";
import { requireOpen } from "./deciding.ts";
import { outcomeOf } from "./outcome.ts";
import type { Decision } from "./outcome.ts";
import { requireOwn } from "./own.ts";
import { takeStep } from "./transition.ts";

/**
 * The requester takes the request back.
 * @throws Problem as `requireOwn`; 409 `already-decided`
 */
export async function cancel(
  ctx: Ctx,
  { id }: { id: string },
  { seesAll }: { seesAll: boolean },
): Promise<Decision> {
  const { request } = await requireOwn(ctx, id, seesAll);
  requireOpen(request, ctx.now());
  return { change: takeStep(ctx, request, "cancel"), answer: outcomeOf(request, "cancelled") };
}
