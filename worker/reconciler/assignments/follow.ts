import { AwsError } from "../../aws/errors.ts";
import { change } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import { commit } from "../../db/commit.ts";
import { backoff } from "../backoff.ts";
import type { Deps } from "../deps.ts";
import { alone } from "../failure.ts";
import type { PutOff } from "../failure.ts";
import { FIRST_POLL_MS, mostFor, pollAt } from "./again.ts";
import { isStanding } from "./decide.ts";
import { readPresent, readTogether } from "./read.ts";
import type { ReadTogether } from "./read.ts";
import { recordTogether } from "./record.ts";
import { recover } from "./recover.ts";
import type { View } from "./view.ts";
import { outcome, outcomes } from "./write.ts";

const SLOWEST_POLL_MS = 5_000;
/** From so many on, the list of all operations under way is asked for instead of each. */
const LISTED_FROM = 2;
/** How soon AWS's list is sure to show an operation that it took. */
const LISTED_AFTER_MS = 1_000;

/** Asks AWS how operations under way are doing; what they did is then read, never believed. */
export async function follow(
  deps: Deps,
  op: "create" | "delete",
  views: readonly View[],
  putOff: PutOff,
): Promise<void> {
  const underWay = views.length < LISTED_FROM ? undefined : await listed(deps, op);
  if (underWay === undefined) return followEach(deps, views, putOff);
  const now = deps.ctx.now();
  // AWS's list may not show yet what it has just taken.
  const isYoung = ({ row }: View) => now - (row.op_asked_at ?? now) < LISTED_AFTER_MS;
  const [going, over] = parted(
    views,
    (view) => underWay.has(view.row.op_request_id ?? "") || (op === "delete" && isYoung(view)),
  );
  await recordTogether(deps, going, (them) => goOn(deps, them), putOff);
  if (op === "create") {
    const [standing, awaited] = parted(over, (view) => isStanding(view, now));
    await recordTogether(deps, standing, (them) => toBeConfirmed(deps, them), putOff);
    for (const together of readTogether(deps, awaited)) await confirm(deps, together, putOff);
    return;
  }
  // A removal is read back whatever came of it; one that failed before is asked why.
  const [failedBefore, first] = parted(over, ({ row }) => row.attempt > 0);
  await recordTogether(deps, first, (them) => areOver(deps, them), putOff);
  await followEach(deps, failedBefore, putOff);
}

async function followEach(deps: Deps, views: readonly View[], putOff: PutOff): Promise<void> {
  for (const view of views) {
    if (deps.isSpent()) return;
    await alone(followOne(deps, view), putOff(view));
  }
}

/**
 * Creations that AWS no longer lists as under way: those that AWS shows have come about. The others are asked one
 * by one: a creation that the list left out by mistake might land when nobody looks any more.
 */
export async function confirm(deps: Deps, together: ReadTogether, putOff: PutOff): Promise<void> {
  await followEach(deps, await readPresent(deps, together, putOff), putOff);
}

function parted<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

/** The ids of all that AWS is at work on; undefined when it does not say: then each is asked for. */
async function listed(
  { ctx, aws }: Deps,
  op: "create" | "delete",
): Promise<ReadonlySet<string> | undefined> {
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  try {
    const list =
      op === "create"
        ? await aws.ssoAdmin.listCreations("IN_PROGRESS", options)
        : await aws.ssoAdmin.listDeletions("IN_PROGRESS", options);
    return new Set(list.map(({ requestId }) => requestId));
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

async function followOne(deps: Deps, view: View): Promise<void> {
  const { ctx, aws } = deps;
  const { row } = view;
  if (row.op_request_id === null) return;
  const options = { deadlineMs: ctx.config.numbers.aws_deadline_ms };
  try {
    const answer =
      row.op === "create"
        ? await aws.ssoAdmin.describeCreation(row.op_request_id, options)
        : await aws.ssoAdmin.describeDeletion(row.op_request_id, options);
    switch (answer.status) {
      case "IN_PROGRESS":
        return await commit(ctx, goOn(deps, [view]));
      case "SUCCEEDED":
        return await commit(ctx, areOver(deps, [view]));
      case "FAILED":
        return await again(deps, view, `FAILED: ${answer.failureReason ?? "no reason given"}`, {
          op: "none",
          observed: "unknown",
        });
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.class === "look") return recover(deps, view);
    await again(deps, view, `${error.operation}: ${error.code}`, {}, error.retryAfterMs);
  }
}

function goOn({ ctx }: Deps, views: readonly View[]): Change {
  const now = ctx.now();
  const looks = views.map((view) => {
    const age = now - (view.row.op_asked_at ?? now);
    const after = Math.min(SLOWEST_POLL_MS, Math.max(FIRST_POLL_MS, Math.floor(age / 4)));
    return { row: view.row, next: pollAt(view, now, after) };
  });
  return change({ writes: [outcomes(ctx, looks, {})] });
}

/** They make room for others; with these they are read, as many of a place as there then are. */
function toBeConfirmed({ ctx }: Deps, views: readonly View[]): Change {
  const looks = views.map(({ row }) => ({ row, next: ctx.now() }));
  return change({ writes: [outcomes(ctx, looks, { observed: "unknown" })] });
}

function areOver({ ctx }: Deps, views: readonly View[]): Change {
  const set = { op: "none", observed: "unknown", last_error: null } as const;
  const looks = views.map(({ row }) => ({ row, next: ctx.now() }));
  return change({ writes: [outcomes(ctx, looks, set)] });
}

async function again(
  { ctx }: Deps,
  { row }: View,
  last_error: string,
  set: { op?: "none"; observed?: "unknown" },
  retryAfterMs?: number,
): Promise<void> {
  const attempt = row.attempt + 1;
  const next = ctx.now() + backoff(ctx, attempt, mostFor(ctx.config.numbers, row.op), retryAfterMs);
  await commit(ctx, change({ writes: [outcome(ctx, row, next, { ...set, attempt, last_error })] }));
}
