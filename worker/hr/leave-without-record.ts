import { append } from "../audit/append.ts";
import { ring } from "../audit/ring.ts";
import { change, merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { showInstant } from "../http/instants.ts";
import { allowance, countLosses, lossQueries, totalQuery } from "../judging/limits.ts";
import { updatePerson } from "../people/person.ts";
import type { Person } from "../people/person.ts";
import { offboard } from "./offboard.ts";
import { endUser } from "./user.ts";
import type { Worker } from "./worker.ts";

/** How soon a removal for which the limits had no room is looked at again. */
const LATER_MS = 3_600_000;

/**
 * The events that made this person turned out to be another worker's, who is a person of their own: nobody would ever
 * offboard this one, so they leave, within the limits on removals.
 */
export async function leaveWithoutRecord(
  ctx: Ctx,
  worker: Worker,
  person: Person,
  next: Instant,
): Promise<{ change: Change; next: Instant }> {
  const cause = `hr:${worker.source}`;
  const run = worker.events.at(-1)?.delivery ?? person.changed_run;
  const limits = worker.world.policy.limits.removals;
  const [runs, days, totals] = await ctx.db.read([
    ...lossQueries(ctx, { cause, runs: [run] }, [person.id]),
    totalQuery(ctx, cause, limits),
  ]);
  const peopleTotal = totals[0]?.people ?? 0;
  const soFar = { runSoFar: runs[0]?.people ?? 0, daySoFar: days[0]?.people ?? 0 };
  if (allowance({ peopleTotal, ...soFar, limits }) === 0) {
    const rung = ring(ctx, "person_without_record", { person_id: person.id });
    return { change: rung, next: Math.min(next, ctx.now() + LATER_MS) };
  }
  const now = ctx.now();
  const details = { at: showInstant(now), why: "another worker's record" };
  const left = change({
    writes: [
      ...updatePerson(ctx, person, { employment: "left", employment_since: now, changed_run: run }),
      ...countLosses(ctx, { cause, run }, [person.id], { peopleTotal, limits }),
    ],
    audit: [append(ctx, { action: "person.offboarded", person_id: person.id, details })],
  });
  return { change: merge(left, offboard(ctx, person.id), endUser(ctx, worker)), next };
}
