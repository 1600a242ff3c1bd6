import type { Ctx } from "../db/context.ts";
import { caseOf, caseQueries, isActive } from "./case.ts";
import type { Case } from "./case.ts";
import { inactive, notFound } from "./deciding.ts";
import { Problem } from "../problem.ts";

/**
 * The caller's own request.
 * @param seesAll they may see every request: then a refusal may say that there is one
 * @throws Problem 404 or 403 for somebody else's; 403 for someone who has left or is suspended
 */
export async function requireOwn(ctx: Ctx, id: string, seesAll: boolean): Promise<Case> {
  const found = caseOf(await ctx.db.read(caseQueries(ctx, id)));
  const isOwn = ctx.actor.kind === "person" && found?.request.person_id === ctx.actor.id;
  if (found === undefined || !isOwn) {
    if (found !== undefined && seesAll)
      throw new Problem(403, "not-your-request", "Only the person who asked may do this.");
    throw notFound();
  }
  if (!isActive(found.requester)) throw inactive();
  return found;
}
