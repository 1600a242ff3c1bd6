import type { Ctx } from "../db/context.ts";
import type { Statement } from "../db/statement.ts";
import { stateOf } from "../people/state.ts";
import type { World } from "../policy/active.ts";
import { isSparedStill } from "./judged.ts";
import type { Judged } from "./judged.ts";
import { allowance, countLosses, lossQueries, totalQuery } from "./limits.ts";

interface Limited {
  /** Who stays as they are. */
  readonly kept: readonly Judged[];
  /** Counts the losses, and refuses the change when somebody else took the last place. */
  readonly counted: readonly Statement[];
}

/**
 * Who of the losing may not lose now. Suspensions and what an admin released never wait and are not counted; whoever
 * waits for an admin already goes on waiting, whatever has room by now; and whom an admin spared loses nothing by a mere
 * change of the directory: an admin is asked again.
 */
export async function withinLimits(
  ctx: Ctx,
  world: World,
  losing: readonly Judged[],
): Promise<Limited> {
  const free = losing.filter(({ released, person }) => released || stateOf(person) === "suspended");
  const kept = losing.filter((one) => (one.waiting || isSparedStill(one)) && !free.includes(one));
  const settled = new Set([...free, ...kept]);
  const counted: Statement[] = [];
  const limits = world.policy.limits.removals;
  const byCause = Map.groupBy(
    losing.filter((one) => !settled.has(one)),
    ({ cause }) => JSON.stringify([cause.cause, cause.run]),
  );
  for (const together of byCause.values()) {
    const [first] = together;
    if (first === undefined) continue;
    const ids = together.map(({ person }) => person.id);
    const [runs, days, total] = await ctx.db.read([
      ...lossQueries(ctx, { cause: first.cause.cause, runs: [first.cause.run] }, ids),
      totalQuery(ctx, first.cause.cause, limits),
    ]);
    const peopleTotal = total[0]?.people ?? 0;
    const room = allowance({
      peopleTotal,
      runSoFar: runs[0]?.people ?? 0,
      daySoFar: days[0]?.people ?? 0,
      limits,
    });
    const now = together.slice(0, room);
    kept.push(...together.slice(room));
    if (now.length > 0) {
      counted.push(
        ...countLosses(
          ctx,
          first.cause,
          now.map(({ person }) => person.id),
          { peopleTotal, limits },
        ),
      );
    }
  }
  return { kept, counted };
}
