import { commit, LostRace, Unavailable } from "../db/commit.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { AwsError } from "../aws/errors.ts";
import type { Ctx } from "../db/context.ts";
import { postponed } from "../db/work.ts";
import type { Work, WorkKind } from "../db/work.ts";
import { backoff } from "./backoff.ts";
import { kindOf } from "./failure.ts";

/** A kind's one verb: what is to happen about this row now, the row's own end or postponement included. */
export type WorkVerb = (ctx: Ctx, row: Work) => Promise<Change>;
export type WorkVerbs = Readonly<Record<Exclude<WorkKind, "directory">, WorkVerb>>;

/** How far apart the tries of a piece of work that fails may become. */
const RETRY_MOST_MS = 60_000;

/** Does one piece of due work. What fails is tried again later, and stands in nobody's way. */
export async function doWork(ctx: Ctx, row: Work, verb: WorkVerb): Promise<void> {
  try {
    await commit(ctx, await verb(ctx, row));
  } catch (error) {
    if (error instanceof LostRace) return;
    if (error instanceof Unavailable) throw error;
    const failure = error instanceof AwsError ? error.message : kindOf(error);
    const next = ctx.now() + backoff(ctx, row.attempt + 1, RETRY_MOST_MS);
    try {
      await commit(ctx, change({ writes: [postponed(ctx, row, next, failure)] }));
    } catch (lost) {
      if (!(lost instanceof LostRace)) throw lost;
    }
  }
}
