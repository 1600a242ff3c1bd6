import { lt } from "drizzle-orm";
import type { Ctx, Instant } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { callerWrites, idempotencyKeys } from "./tables.ts";

/** Forgets stored answers and counted writes from before `before`: no retry and no limit asks for them any more. */
export function forgetOldAnswers(ctx: Pick<Ctx, "db">, before: Instant): Statement[] {
  return [
    statement(ctx.db.q.delete(idempotencyKeys).where(lt(idempotencyKeys.at, before))),
    statement(ctx.db.q.delete(callerWrites).where(lt(callerWrites.at, before))),
  ];
}
