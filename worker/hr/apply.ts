import { append } from "../audit/append.ts";
import { change, merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { NEVER } from "../db/context.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { finished, postponed } from "../db/work.ts";
import type { Work } from "../db/work.ts";
import type { Fold, FoldRules } from "./fold.ts";
import { leaveWithoutRecord } from "./leave-without-record.ts";
import { move } from "./move.ts";
import { onboard } from "./onboard.ts";
import { foldWithinLimits } from "./removals.ts";
import { fromWorkerKey } from "./store.ts";
import { readWorker } from "./worker.ts";
import type { Worker } from "./worker.ts";

/**
 * The verb of work kind `hr_worker`: makes the person what the fold over their events says now, and comes back at the
 * next instant at which time alone changes it. However often it runs, it ends in the same.
 */
export async function applyWorker(ctx: Ctx, row: Work): Promise<Change> {
  const { source, workerId } = fromWorkerKey(row.key);
  const acting: Ctx = { ...ctx, actor: { kind: "hr", source } };
  const worker = await readWorker(acting, source, workerId);
  const { fold, change: limited } = await foldWithinLimits(acting, worker, rulesOf(worker));
  const { change: done, next } = await applied(acting, worker, fold);
  const work = next === NEVER ? finished(ctx, row) : postponed(ctx, row, next);
  return merge(change({ writes: [work] }), limited, done);
}

async function applied(
  ctx: Ctx,
  worker: Worker,
  { person: folded, next }: Fold,
): Promise<{ change: Change; next: Instant }> {
  const { person } = worker;
  if (folded !== undefined) {
    const isNew = person === undefined;
    return {
      change: await (isNew ? onboard(ctx, worker, folded) : move(ctx, worker, person, folded)),
      next,
    };
  }
  if (person === undefined || person.employment === "left" || worker.isTakenOver) {
    return { change: waiting(ctx, worker), next };
  }
  return leaveWithoutRecord(ctx, worker, person, next);
}

/** Events of somebody whom nobody onboarded are kept until somebody does. */
function waiting(ctx: Ctx, { events }: Worker): Change {
  if (events.length === 0) return change({});
  const ids = events.map(({ id }) => id);
  return change({ audit: [append(ctx, { action: "hr.event_waiting", details: { events: ids } })] });
}

function rulesOf({ world }: Worker): FoldRules {
  const { mononym, display_name, locations } = world.policy.people;
  return { mononym, display_name, locations };
}
