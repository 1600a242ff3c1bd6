import type { Change } from "../../db/change.ts";
import { commit, Unavailable } from "../../db/commit.ts";
import type { Deps } from "../deps.ts";
import { alone } from "../failure.ts";
import type { PutOff } from "../failure.ts";
import type { View } from "./view.ts";

/** Rows of one commit, where they come to the same or nearly so. */
const AT_ONCE = 100;
/** Statements of one commit: within what a wake-up leaves of its invocation's limit, six times over. */
const MOST_STATEMENTS = 30;

/**
 * Records what one call of AWS's told of all of these, many to a commit, until the wake-up's share is spent: what is left
 * stays due. Where one of many was changed meanwhile, or can't be recorded, each is recorded for itself.
 */
export async function recordTogether(
  deps: Deps,
  views: readonly View[],
  changeOf: (views: readonly View[]) => Change,
  putOff: PutOff,
): Promise<void> {
  for (let from = 0, count = 0; from < views.length && !deps.isSpent(); from += count) {
    const { chunk, made } = fitting(views.slice(from, from + AT_ONCE), changeOf);
    count = chunk.length;
    try {
      await commit(deps.ctx, made);
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      for (const view of chunk) {
        if (deps.isSpent()) return;
        await alone(recordOne(deps, view, changeOf), putOff(view));
      }
    }
  }
}

/** The first of these, so many that their change is not too long. */
function fitting(
  chunk: readonly View[],
  changeOf: (views: readonly View[]) => Change,
): { readonly chunk: readonly View[]; readonly made: Change } {
  const made = changeOf(chunk);
  const length = made.guards.length + made.writes.length + made.audit.length;
  if (length <= MOST_STATEMENTS || chunk.length === 1) return { chunk, made };
  return fitting(chunk.slice(0, Math.ceil(chunk.length / 2)), changeOf);
}

async function recordOne(
  deps: Deps,
  view: View,
  changeOf: (views: readonly View[]) => Change,
): Promise<void> {
  await commit(deps.ctx, changeOf([view]));
}
