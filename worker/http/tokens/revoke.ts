import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { append } from "../../audit/append.ts";
import { change, nothing } from "../../db/change.ts";
import type { Ctx } from "../../db/context.ts";
import { statement } from "../../db/statement.ts";
import { Problem } from "../../problem.ts";
import type { Decided } from "../perform.ts";
import { serviceTokens } from "../tables.ts";
import { showToken } from "./schemas.ts";
import type { tokenView } from "./schemas.ts";

/** Ends a service token at once; ending it again changes nothing. @throws Problem 404 */
export async function revokeToken(
  ctx: Ctx,
  id: string,
): Promise<Decided<200, z.infer<typeof tokenView>>> {
  const [[row]] = await ctx.db.read([
    ctx.db.q.select().from(serviceTokens).where(eq(serviceTokens.id, id)),
  ]);
  if (row === undefined) throw new Problem(404, "no-such-token", "There is no token of this id.");
  if (row.revoked_at !== null) return { change: nothing, status: 200, body: showToken(row) };
  const revoked_at = ctx.now();
  const revoke = ctx.db.q
    .update(serviceTokens)
    .set({ revoked_at })
    .where(and(eq(serviceTokens.id, id), isNull(serviceTokens.revoked_at)));
  return {
    change: change({
      writes: [statement(revoke, 1)],
      audit: [append(ctx, { action: "token.revoked", details: { token_id: id, name: row.name } })],
    }),
    status: 200,
    body: showToken({ ...row, revoked_at }),
  };
}
