import { change, merge } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import type { Instant } from "../../db/context.ts";
import { openFinding } from "../../directory/finding.ts";
import { WHILE_FROZEN } from "../../freeze/standing.ts";
import { endGrant } from "../../grants/release.ts";
import type { Task } from "../at-once.ts";
import type { Deps } from "../deps.ts";
import { alone } from "../failure.ts";
import type { PutOff } from "../failure.ts";
import { ask } from "./ask.ts";
import { decide } from "./decide.ts";
import type { Step } from "./decide.ts";
import { follow } from "./follow.ts";
import { read, readTogether } from "./read.ts";
import { recover } from "./recover.ts";
import type { View } from "./view.ts";
import { outcome, restUntil } from "./write.ts";

/** What the driver does about these due assignments, most urgent first. `blocked` of them wait for room at AWS. */
export function tasksFor(
  deps: Deps,
  views: readonly View[],
  roomForCreations: number,
): { tasks: Task[]; blocked: number } {
  const { ctx } = deps;
  const now = ctx.now();
  const terms = { numbers: ctx.config.numbers, givingSince: deps.givingSince() };
  const steps = views.map((view) => ({ view, step: decide(view, now, terms) }));
  const reads = readTogether(
    deps,
    steps.flatMap(({ view, step }) => (step.do === "read" ? [view] : [])),
  );
  const tasks: Task[] = [];
  const begun = new Set<unknown>();
  /** A task for several stands where the first of them stands. */
  const once = (group: unknown, task: Task) => {
    if (!begun.has(group)) tasks.push(task);
    begun.add(group);
  };
  const each: PutOff = (view) => putOff(deps, [view]);
  let room = roomForCreations;
  let blocked = 0;
  for (const { view, step } of steps) {
    if (step.do === "read") {
      const group = reads.find((one) => one.views.includes(view));
      if (group !== undefined)
        once(group, () => alone(read(deps, group, each), putOff(deps, group.views)));
      continue;
    }
    if (step.do === "follow") {
      const { op } = step;
      const group = steps.flatMap((one) =>
        one.step.do === "follow" && one.step.op === op ? [one.view] : [],
      );
      once(op, () => follow(deps, op, group, each));
      continue;
    }
    if (step.do === "create" && deps.isRestored()) {
      tasks.push(() => alone(rest(deps, view, now + RESTORED_MS), putOff(deps, [view])));
      continue;
    }
    if (step.do === "create") {
      const isAccount = view.row.group_id === null;
      if (deps.isStopped() || (isAccount && room <= 0)) {
        blocked += 1;
        continue;
      }
      room -= isAccount ? 1 : 0;
    }
    tasks.push(() => alone(perform(deps, view, step), putOff(deps, [view])));
  }
  return { tasks, blocked };
}

async function perform(
  deps: Deps,
  view: View,
  step: Exclude<Step, { do: "read" | "follow" }>,
): Promise<void> {
  switch (step.do) {
    case "rest":
      return rest(deps, view, step.until);
    case "wait":
      return commit(
        deps.ctx,
        change({ guards: [WHILE_FROZEN], writes: [restUntil(deps.ctx, view.row, step.until)] }),
      );
    case "leave":
      return commit(
        deps.ctx,
        merge(
          change({ writes: [restUntil(deps.ctx, view.row, step.until)] }),
          openFinding(deps.ctx, "no_rule", view.row.identity_id, view.row.id),
        ),
      );
    case "create":
    case "delete":
      return ask(deps, view, step.do);
    case "recover":
      return recover(deps, view);
    case "give_up":
      return commit(
        deps.ctx,
        merge(
          ...step.grants.flatMap((hold) =>
            hold.grant_id === null
              ? []
              : [
                  endGrant(
                    deps.ctx,
                    { grant_id: hold.grant_id, assignment_id: view.row.id },
                    "failed",
                    view.row.last_error,
                  ),
                ],
          ),
        ),
      );
  }
}

function rest({ ctx }: Deps, { row }: View, until: Instant): Promise<void> {
  return commit(ctx, change({ writes: [restUntil(ctx, row, until)] }));
}

/** An error that nobody foresaw: this row waits, the others go on. */
function putOff({ ctx }: Deps, views: readonly View[]) {
  return async (failure: string) => {
    for (const { row } of views) {
      const next = ctx.now() + POISONED_MS;
      await commit(
        ctx,
        change({
          writes: [outcome(ctx, row, next, { attempt: row.attempt + 1, last_error: failure })],
        }),
      );
    }
  };
}

const POISONED_MS = 60_000;
/** While creations wait for a recovery: how soon to ask again. */
const RESTORED_MS = 30_000;
