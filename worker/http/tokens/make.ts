import { eq } from "drizzle-orm";
import type { z } from "zod";
import { append } from "../../audit/append.ts";
import { change } from "../../db/change.ts";
import { actorText } from "../../db/context.ts";
import type { Ctx } from "../../db/context.ts";
import { newId } from "../../db/ids.ts";
import { statement } from "../../db/statement.ts";
import { Problem, wrongFields } from "../../problem.ts";
import { sha256Hex } from "../idempotency.ts";
import type { Decided } from "../perform.ts";
import { newToken } from "../service-token.ts";
import { serviceTokens } from "../tables.ts";
import { showToken } from "./schemas.ts";
import type { madeToken, newTokenBody } from "./schemas.ts";

const YEAR = 366 * 24 * 60 * 60_000;

/**
 * Makes a service token; its text is in this answer and nowhere else.
 * @throws Problem 400 for an end that is past or too far, 409 for a name that was used before
 */
export async function makeToken(
  ctx: Ctx,
  input: z.output<typeof newTokenBody>,
): Promise<Decided<201, z.infer<typeof madeToken>>> {
  const now = ctx.now();
  if (input.expires_at <= now || input.expires_at > now + YEAR) {
    throw wrongFields([{ field: "expires_at", message: "must lie ahead, by at most one year" }]);
  }
  const [[taken]] = await ctx.db.read([
    ctx.db.q
      .select({ id: serviceTokens.id })
      .from(serviceTokens)
      .where(eq(serviceTokens.name, input.name)),
  ]);
  if (taken !== undefined) {
    throw new Problem(409, "name-taken", "There is, or was, a token of this name.", {
      token_id: taken.id,
    });
  }
  const token = newToken(ctx);
  const row = {
    ...input,
    id: newId(ctx, "tok"),
    hash: await sha256Hex(token),
    created_by: actorText(ctx.actor),
    created_at: now,
    revoked_at: null,
  };
  const details = {
    token_id: row.id,
    name: row.name,
    scopes: row.scopes,
    expires_at: row.expires_at,
  };
  return {
    change: change({
      writes: [statement(ctx.db.q.insert(serviceTokens).values(row))],
      audit: [append(ctx, { action: "token.made", details })],
    }),
    status: 201,
    body: { ...showToken(row), token },
    kept: showToken(row),
  };
}
