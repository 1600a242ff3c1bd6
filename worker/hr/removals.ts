import { append } from "../audit/append.ts";
import { change, merge, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { holdBack } from "../held/hold.ts";
import { allowance, countLosses, lossQueries, totalQuery } from "../judging/limits.ts";
import { leavingOf } from "./changes.ts";
import { fold } from "./fold.ts";
import type { Counted, Fold, FoldRules } from "./fold.ts";
import { holdEvents } from "./store.ts";
import type { Worker } from "./worker.ts";

export interface Limited {
  /** The fold without the events that are held from now on. */
  readonly fold: Fold;
  readonly change: Change;
}

/**
 * Folds the worker's events within the limits on removals: where the person would leave, or would not have begun, and
 * there is no room, the event that does it is held until an admin's word, and the rest of what HR said is applied.
 */
export async function foldWithinLimits(
  ctx: Ctx,
  { source, workerId, events, person, world }: Worker,
  rules: FoldRules,
): Promise<Limited> {
  const now = ctx.now();
  const foldOf = (of: readonly Counted[]) => fold(of, workerId, rules, now);
  if (person === undefined || leavingOf(person, events, foldOf) === undefined) {
    return { fold: foldOf(events), change: nothing };
  }
  const cause = `hr:${source}`;
  const limits = world.policy.limits.removals;
  const deliveries = [...new Set(events.map(({ delivery }) => delivery))];
  const [runs, days, totals] = await ctx.db.read([
    ...lossQueries(ctx, { cause, runs: deliveries }, [person.id]),
    totalQuery(ctx, cause, limits),
  ]);
  const peopleTotal = totals[0]?.people ?? 0;
  const runSoFar = new Map(runs.map(({ run, people }) => [run, people]));
  const held: Counted[] = [];
  let left: readonly Counted[] = events;
  for (;;) {
    const leaving = leavingOf(person, left, foldOf);
    if (leaving === undefined)
      return { fold: foldOf(left), change: heldBack(ctx, person.id, cause, held) };
    const run = leaving.delivery;
    const room = allowance({
      peopleTotal,
      runSoFar: runSoFar.get(run) ?? 0,
      daySoFar: days[0]?.people ?? 0,
      limits,
    });
    if (room > 0) {
      const counted = countLosses(ctx, { cause, run }, [person.id], { peopleTotal, limits });
      return {
        fold: foldOf(left),
        change: merge(heldBack(ctx, person.id, cause, held), change({ writes: counted })),
      };
    }
    held.push(leaving);
    left = left.filter(({ id }) => id !== leaving.id);
  }
}

function heldBack(ctx: Ctx, personId: string, cause: string, events: readonly Counted[]): Change {
  const [first] = events;
  if (first === undefined) return nothing;
  const ids = events.map(({ id }) => id);
  return merge(
    holdBack(ctx, { kind: "removals", key: cause, details: { cause } }, [
      { person_id: personId, event_id: first.id },
    ]),
    change({
      writes: [holdEvents(ids, cause)],
      audit: [
        append(ctx, {
          action: "hr.event_held",
          person_id: personId,
          details: { cause, events: ids },
        }),
      ],
    }),
  );
}
