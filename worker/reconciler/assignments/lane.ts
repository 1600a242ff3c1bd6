import { change } from "../../db/change.ts";
import { commit, LostRace } from "../../db/commit.ts";
import type { Instant } from "../../db/context.ts";
import { endGrant } from "../../grants/release.ts";
import { merge } from "../../db/change.ts";
import type { Deps } from "../deps.ts";
import { ask } from "./ask.ts";
import { decide } from "./decide.ts";
import type { Step } from "./decide.ts";
import { follow } from "./follow.ts";
import { read } from "./read.ts";
import { recover } from "./recover.ts";
import type { View } from "./view.ts";
import { restUntil } from "./write.ts";

/** One thing to do, for one assignment or, reading, for several of one user. */
export type Task = () => Promise<void>;

/** What the driver does about these due assignments, most urgent first. `blocked` of them wait for room at AWS. */
export function tasksFor(deps: Deps, views: readonly View[], roomForCreations: number): { tasks: Task[]; blocked: number } {
  const { ctx } = deps;
  const now = ctx.now();
  const tasks: Task[] = [];
  const reads = new Map<string, View[]>();
  let room = deps.isStopped() ? 0 : roomForCreations;
  let blocked = 0;
  for (const view of views) {
    const step = decide(view, now, ctx.config.numbers);
    if (step.do === "create") {
      if (room <= 0) {
        blocked += 1;
        continue;
      }
      room -= view.row.group_id === null ? 1 : 0;
    }
    if (step.do !== "read") {
      tasks.push(() => unlessLost(perform(deps, view, step)));
      continue;
    }
    const together = reads.get(view.row.identity_id);
    if (together !== undefined) together.push(view);
    else {
      const list = [view];
      reads.set(view.row.identity_id, list);
      tasks.push(() => unlessLost(read(deps, list)));
    }
  }
  return { tasks, blocked };
}

async function perform(deps: Deps, view: View, step: Exclude<Step, { do: "read" }>): Promise<void> {
  switch (step.do) {
    case "rest":
      return rest(deps, view, step.until);
    case "create":
    case "delete":
      return ask(deps, view, step.do);
    case "follow":
      return follow(deps, view);
    case "recover":
      return recover(deps, view);
    case "give_up":
      return commit(
        deps.ctx,
        merge(
          ...step.grants.flatMap((hold) =>
            hold.grant_id === null
              ? []
              : [endGrant(deps.ctx, { grant_id: hold.grant_id, assignment_id: view.row.id }, "failed")],
          ),
        ),
      );
  }
}

function rest({ ctx }: Deps, { row }: View, until: Instant): Promise<void> {
  return commit(ctx, change({ writes: [restUntil(ctx, row, until)] }));
}

/** Somebody else acted on the row first, or it changed: it is still due and will be looked at again. */
async function unlessLost(doing: Promise<void>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
  }
}
