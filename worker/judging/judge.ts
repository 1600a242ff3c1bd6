import { gt, lt, or, sql } from "drizzle-orm";
import { commit, Unavailable } from "../db/commit.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { finished, postponed } from "../db/work.ts";
import type { Work } from "../db/work.ts";
import { people } from "../people/tables.ts";
import { worldOf, worldQueries } from "../policy/active.ts";
import type { World } from "../policy/active.ts";
import { readCandidates } from "./candidates.ts";
import type { Candidate } from "./candidates.ts";
import { settleGaps } from "./settle-gaps.ts";

const READ_AT_A_TIME = 200;
const PEOPLE_TO_A_CHANGE = 20;
/** D1 has half a minute for a change: some thousands of rows. */
const MOST_TEXT = 2_000_000;
/** Leaves the wake-up enough statements for everything else. */
const STATEMENTS_AT_MOST = 600;

/**
 * Judges everybody whose person, policy or directory has changed since they were last judged: 200 read at a time,
 * 20 to a change. Resumable: whoever is judged bears the epoch they were judged by.
 */
export async function judgeDue(ctx: Ctx, row: Work): Promise<Change> {
  const [policyVersions, directoryVersions, ids] = await ctx.db.read([
    ...worldQueries(ctx),
    ctx.db.q
      .select({ id: people.id })
      .from(people)
      .where(olderThan(sql`(${EPOCH})`))
      .limit(READ_AT_A_TIME),
  ]);
  const world = await worldOf(ctx, [policyVersions, directoryVersions]);
  const candidates = await readCandidates(
    ctx,
    ids.map((found) => found.id),
  );
  const failures: unknown[] = [];
  for (let at = 0; at < candidates.length; at += PEOPLE_TO_A_CHANGE) {
    if (ctx.db.used.statements > STATEMENTS_AT_MOST)
      return change({ writes: [postponed(ctx, row, ctx.now())] });
    failures.push(...(await judge(ctx, world, candidates.slice(at, at + PEOPLE_TO_A_CHANGE))));
  }
  if (failures.length > 0) throw failures[0];
  const isDone = ids.length < READ_AT_A_TIME;
  return change({ writes: [isDone ? finished(ctx, row) : postponed(ctx, row, ctx.now())] });
}

/**
 * A change that is too large is halved; one that fails is halved and tried again, so that nobody's fault is another's.
 * What fails of one person leaves that person for the next run.
 * @returns what failed
 * @throws Unavailable when the database does not answer
 */
async function judge(
  ctx: Ctx,
  world: World,
  candidates: readonly Candidate[],
): Promise<readonly unknown[]> {
  const isOne = candidates.length === 1;
  try {
    const settled = await settleGaps(ctx, world, candidates);
    if (isOne || textOf(settled) <= MOST_TEXT) {
      await commit(ctx, settled);
      return [];
    }
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    if (isOne) return [error];
  }
  const half = Math.ceil(candidates.length / 2);
  return [
    ...(await judge(ctx, world, candidates.slice(0, half))),
    ...(await judge(ctx, world, candidates.slice(half))),
  ];
}

/** The characters that a change hands to the database. */
function textOf({ writes, audit }: Change): number {
  return [...writes, ...audit]
    .flatMap(({ params }) => params)
    .reduce<number>((sum, param) => sum + (typeof param === "string" ? param.length : 0), 0);
}

/** The epoch of the world, in SQL. */
const EPOCH = sql.raw(`
  coalesce((select version from policies where state = 'active'), 0) + coalesce((select sum(version) from directory_parts), 0)`);

function olderThan(epoch: ReturnType<typeof sql>) {
  return or(lt(people.judged_epoch, epoch), gt(people.judged_epoch, epoch));
}
