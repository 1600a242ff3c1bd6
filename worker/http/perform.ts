/**
 * The edge of every write over HTTP: one decision, one commit, one answer.
 * @module
 */
import type { Context, TypedResponse } from "hono";
import type { JSONParsed } from "hono/utils/types";
import { append } from "../audit/append.ts";
import { ring } from "../audit/ring.ts";
import { change, merge, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { decide } from "../db/commit.ts";
import type { Ctx } from "../db/context.ts";
import { Problem } from "../problem.ts";
import type { AppEnv } from "./app-env.ts";
import { callerKey, isBootstrap } from "./caller.ts";
import type { Caller } from "./caller.ts";
import { fingerprint, idempotencyKey } from "./idempotency.ts";
import {
  countWrite,
  keepAnswer,
  rememberedOf,
  rememberedQueries,
  withinLimit,
} from "./remembered.ts";
import type { Remembered, StoredAnswer } from "./remembered.ts";
import { renderProblem } from "./render-problem.ts";
import { guardRights, renewRights, rightsQueries } from "./rights.ts";

type Success = 200 | 201 | 202;

/** What a verb decided: the change to commit, and what to answer once it is. */
export interface Decided<S extends Success, B extends object> {
  readonly change: Change;
  readonly status: S;
  readonly body: B;
  /** What an Idempotency-Key brings back instead, where the body holds a secret. */
  readonly kept?: object;
}

/** A refusal that is itself a change: what was asked for has become impossible, and that is written down. */
export interface Refused {
  readonly change: Change;
  readonly problem: Problem;
}

/**
 * Runs the decision, up to five times on lost races, and commits its change together with what is kept of the call:
 * the answer under its Idempotency-Key, the row that the caller's limit counts, the ring of a bootstrap admin; unless
 * the caller has lost the right to it since they were let in. Then wakes the driver and answers. Same key and same
 * request: the answer of the first time.
 *
 * @param verb reads and decides anew each time it is run; throws a Problem to refuse
 * @throws Problem 422 for another request under a used key, 429 over the limit, 403 for who lost their right meanwhile,
 *   and what the verb throws
 * @throws Unavailable when D1 did not take it
 */
export async function perform<S extends Success, B extends object>(
  c: Context<AppEnv>,
  verb: (ctx: Ctx) => Promise<Decided<S, B> | Refused>,
): Promise<Response & TypedResponse<JSONParsed<B>, S, "json">> {
  const { ctx } = c.var;
  const who = callerKey(c.var.caller);
  const key = idempotencyKey(c.req.header("idempotency-key"));
  const requestHash = await fingerprint(c.req);
  let remembered: Remembered | undefined = c.var.remembered;

  const answer = await decide<StoredAnswer>(ctx, async () => {
    const { answer: before, freeAt } = remembered ?? (await lookAgain(c, key));
    remembered = undefined;
    if (before !== undefined) return { change: nothing, answer: sameRequest(before, requestHash) };
    if (freeAt !== undefined) throw tooManyWrites(ctx, freeAt);
    const decided = await verb(ctx);
    const [fresh, stored] = await answersOf(c, requestHash, decided);
    const bookkeeping = change({
      guards: [withinLimit(ctx, who), ...guardRights(c)],
      writes: [
        countWrite(ctx, who),
        ...(key === undefined ? [] : [keepAnswer(ctx, who, key, stored)]),
      ],
    });
    const rung = ringOfBootstrap(ctx, c.var.caller);
    return { change: merge(bookkeeping, decided.change, rung), answer: fresh };
  });
  c.var.nudge();
  return answered<S, B>(answer);
}

/** The answer now, and the one that is kept under the key. */
async function answersOf(
  c: Context<AppEnv>,
  requestHash: string,
  decided: Decided<Success, object> | Refused,
): Promise<[StoredAnswer, StoredAnswer]> {
  if ("problem" in decided) {
    const body = await renderProblem(c, decided.problem).text();
    const refusal = { requestHash, status: decided.problem.status, body };
    return [refusal, refusal];
  }
  const fresh = { requestHash, status: decided.status, body: JSON.stringify(decided.body) };
  return [fresh, { ...fresh, body: JSON.stringify(decided.kept ?? decided.body) }];
}

/** What a lost race may have been about: another write of the caller, or the end of their rights. */
async function lookAgain(c: Context<AppEnv>, key: string | undefined): Promise<Remembered> {
  const { ctx, caller } = c.var;
  const [standing, roles, answers, writes] = await ctx.db.read([
    ...rightsQueries(c),
    ...rememberedQueries(ctx, callerKey(caller), key),
  ]);
  await renewRights(c, standing, roles);
  return rememberedOf(answers, writes);
}

function sameRequest(before: StoredAnswer, requestHash: string): StoredAnswer {
  if (before.requestHash === requestHash) return before;
  throw new Problem(
    422,
    "idempotency-key-reused",
    "This Idempotency-Key was used for another request.",
  );
}

function tooManyWrites(ctx: Ctx, freeAt: number): Problem {
  const most = ctx.config.numbers.writes_per_minute;
  const seconds = Math.max(1, Math.ceil((freeAt - ctx.now()) / 1_000));
  return new Problem(429, "too-many-writes", `At most ${most} writes a minute.`, {
    retry_after_s: seconds,
  });
}

function ringOfBootstrap(ctx: Ctx, caller: Caller): Change {
  if (!isBootstrap(caller)) return nothing;
  const details = { ref: callerKey(caller) };
  return merge(
    change({ audit: [append(ctx, { action: "bootstrap.used", details })] }),
    ring(ctx, "bootstrap_used", details),
  );
}

/**
 * The stored text is what a verb of type `Decided<S, B>` decided under the same route, now or the first time; or the
 * problem that came of it, which the type leaves out as it does those that are thrown.
 */
function answered<S extends Success, B extends object>(answer: StoredAnswer) {
  const response = new Response(answer.body, {
    status: answer.status,
    headers: {
      "Content-Type": answer.status < 400 ? "application/json" : "application/problem+json",
    },
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return response as Response & TypedResponse<JSONParsed<B>, S, "json">;
}
