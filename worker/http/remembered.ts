/**
 * What is kept of a caller's writes: answers by Idempotency-Key, and the instants that the limit counts.
 * @module
 */
import { and, desc, eq, gt, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { refuseIf } from "../db/change.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { callerWrites, idempotencyKeys } from "./tables.ts";

const MINUTE = 60_000;

export interface StoredAnswer {
  readonly requestHash: string;
  readonly status: number;
  readonly body: string;
}

export interface Remembered {
  readonly answer: StoredAnswer | undefined;
  /** When the caller may write again; undefined = now. */
  readonly freeAt: Instant | undefined;
}

/** The two selects of `remembered`, for a batch with others. `caller` is the caller's key, or a query that finds it. */
export function rememberedQueries(
  ctx: Pick<Ctx, "db" | "now" | "config">,
  caller: SQL | string,
  key: string | undefined,
) {
  const answer = ctx.db.q
    .select({
      requestHash: idempotencyKeys.request_hash,
      status: idempotencyKeys.status,
      body: idempotencyKeys.body,
    })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.caller, caller), eq(idempotencyKeys.key, key ?? "")));
  const writes = ctx.db.q
    .select({ at: callerWrites.at })
    .from(callerWrites)
    .where(and(eq(callerWrites.caller, caller), gt(callerWrites.at, ctx.now() - MINUTE)))
    .orderBy(desc(callerWrites.at))
    .limit(1)
    .offset(ctx.config.numbers.writes_per_minute - 1);
  return [answer, writes] as const;
}

export function rememberedOf(
  answers: readonly StoredAnswer[],
  writes: readonly { at: Instant }[],
): Remembered {
  const last = writes[0];
  return { answer: answers[0], freeAt: last === undefined ? undefined : last.at + MINUTE };
}

/** Refuses the batch when a racing call of the caller took the last write that the minute allows. */
export function withinLimit(ctx: Pick<Ctx, "now" | "config">, caller: string): Statement {
  const since = ctx.now() - MINUTE;
  const most = ctx.config.numbers.writes_per_minute;
  return refuseIf(
    sql`select 1 from ${callerWrites} where ${callerWrites.caller} = ${caller} and ${callerWrites.at} > ${since}
        group by ${callerWrites.caller} having count(*) >= ${most}`,
  );
}

/** The caller's write as a row that the limit counts. */
export function countWrite(ctx: Pick<Ctx, "db" | "now" | "random">, caller: string): Statement {
  return statement(
    ctx.db.q.insert(callerWrites).values({ caller, at: ctx.now(), id: newId(ctx, "wrt") }),
  );
}

/** Keeps the answer under the key; a second commit under the same key is refused by the key's uniqueness. */
export function keepAnswer(
  ctx: Pick<Ctx, "db" | "now">,
  caller: string,
  key: string,
  answer: StoredAnswer,
): Statement {
  const row = {
    caller,
    key,
    request_hash: answer.requestHash,
    status: answer.status,
    body: answer.body,
    at: ctx.now(),
  };
  return statement(ctx.db.q.insert(idempotencyKeys).values(row));
}
