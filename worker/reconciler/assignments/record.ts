import { merge } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import { commit, Unavailable } from "../../db/commit.ts";
import type { Deps } from "../deps.ts";
import { alone } from "../failure.ts";
import type { PutOff } from "../failure.ts";
import type { View } from "./view.ts";

/** Rows recorded in one commit: a dozen statements each at most, within what a wake-up leaves of its invocation's limit. */
const AT_ONCE = 10;

/**
 * Records what one call of AWS's told of each of these, many to a commit, until the wake-up's share is spent: what is left
 * stays due. Where one of many was changed meanwhile, or can't be recorded, each is recorded for itself.
 */
export async function recordEach(
  deps: Deps,
  views: readonly View[],
  changeOf: (view: View) => Change,
  putOff: PutOff,
): Promise<void> {
  for (let from = 0; from < views.length && !deps.isSpent(); from += AT_ONCE) {
    const chunk = views.slice(from, from + AT_ONCE);
    try {
      await commit(deps.ctx, merge(...chunk.map(changeOf)));
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      for (const view of chunk) await alone(recordOne(deps, view, changeOf), putOff(view));
    }
  }
}

/** Records one outcome of all of these in one commit; where that can't be, each for itself. */
export async function recordAlike(
  deps: Deps,
  views: readonly View[],
  changeOf: (views: readonly View[]) => Change,
  putOff: PutOff,
): Promise<void> {
  if (views.length === 0 || deps.isSpent()) return;
  try {
    await commit(deps.ctx, changeOf(views));
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    await recordEach(deps, views, (view) => changeOf([view]), putOff);
  }
}

async function recordOne(deps: Deps, view: View, changeOf: (view: View) => Change): Promise<void> {
  await commit(deps.ctx, changeOf(view));
}
