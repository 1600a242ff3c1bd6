import type { Aws } from "../aws/index.ts";
import type { CallRecord } from "../aws/ports.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { dueWork } from "../db/work.ts";
import { tasksFor } from "./assignments/lane.ts";
import { loadViews } from "./assignments/view.ts";
import { createBacklog } from "./backlog.ts";
import type { Backlog } from "./backlog.ts";
import type { Deps } from "./deps.ts";
import { nextWake, readDue, ROUND } from "./due.ts";
import { identityTask } from "./identities/lane.ts";
import { goesFirst } from "./identities/sign-in.ts";
import { loadIdentities } from "./identities/view.ts";
import type { IdentityView } from "./identities/view.ts";
import { ringOverdue } from "./overdue.ts";
import { report } from "./report.ts";
import type { StopRule } from "./stop.ts";
import { doWork } from "./work-lane.ts";
import type { WorkVerb, WorkVerbs } from "./work-lane.ts";

/** What one wake-up of the driver may use, and what it works with. */
export interface Drive {
  readonly ctx: Ctx;
  readonly aws: Aws;
  readonly slowAws: Aws;
  readonly stop: StopRule;
  readonly verbs: WorkVerbs;
  readonly directory: WorkVerb;
  /** Resolves when something became due: a nudge while the loop runs. */
  readonly nudged: () => Promise<void>;
  /** The share of AWS's quotas that this driver may use, in percent. */
  readonly share: number;
  /** Filled by the AWS clients' observer. */
  readonly calls: CallRecord[];
}

/** 80 % of a paid invocation's statements, and of an alarm's 15 minutes. */
const STATEMENTS = 800;
const WALL_MS = 12 * 60_000;
const OUTSTANDING_CREATIONS = 15;
/** How long to wait for room at AWS, and how often to look up while only the directory is being read. */
const PAUSE_MS = 500;
/**
 * Makes AWS agree with what is wanted until nothing is due, or this wake-up has used its share.
 * @returns the instant at which the next wake-up must begin
 */
export async function drive(d: Drive): Promise<Instant> {
  const { ctx } = d;
  const startedAt = ctx.now();
  const spent = () => ctx.db.used.statements >= STATEMENTS || ctx.now() - startedAt >= WALL_MS;
  const deps: Deps = {
    ctx,
    aws: d.aws,
    slowAws: d.slowAws,
    isStopped: () => d.stop.isStopped(),
    notFound: (accountId, at) => d.stop.notFound(accountId, at),
  };
  await d.stop.check(ctx, d.aws);
  await ringOverdue(ctx);
  const background = { running: true };
  const lanes = await Promise.allSettled([
    agree(d, deps, spent, background),
    readDirectory(d, spent).finally(() => {
      background.running = false;
    }),
  ]);
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
  await report(d, startedAt);
  return nextWake(ctx);
}

/** Rounds until nothing is due and nothing in the background can make it so. */
async function agree(
  d: Drive,
  deps: Deps,
  spent: () => boolean,
  background: { readonly running: boolean },
): Promise<void> {
  const { ctx } = d;
  const backlog = createBacklog();
  while (!spent()) {
    const did = await round(d, deps, backlog, spent);
    if (did === "nothing" && !background.running) return;
    if (did !== "something") await Promise.race([d.nudged(), ctx.sleep(PAUSE_MS)]);
    if (d.stop.isStopped()) await d.stop.check(ctx, d.aws);
  }
}

/**
 * One round: work on our own tables first (it makes access due), then what AWS must be asked. Nothing more is begun once
 * the wake-up's share is spent: a round alone could pass what an invocation may use.
 */
async function round(
  d: Drive,
  deps: Deps,
  backlog: Backlog,
  spent: () => boolean,
): Promise<"something" | "nothing" | "blocked"> {
  const { ctx } = d;
  const span = backlog.unread(ctx.now());
  const due = await readDue(ctx, span);
  backlog.add(due.assignments, span);
  for (const row of due.work) {
    if (row.kind !== "directory" && !spent()) await doWork(ctx, row, d.verbs[row.kind]);
  }
  const room = Math.floor((OUTSTANDING_CREATIONS * d.share) / 100) - due.outstanding;
  const isStopped = deps.isStopped();
  const ids = backlog.take(ROUND, { accounts: isStopped ? 0 : room, groups: !isStopped });
  const views = await loadViews(ctx, ids);
  // Another driver, or a change, may have put it off since it was read.
  const stillDue = views.filter(({ row }) => row.check_at <= ctx.now());
  const { tasks, blocked } = tasksFor(deps, stillDue, room);
  const users = await loadIdentities(ctx, due.identities);
  const [first, others] = parted(users, (view) => goesFirst(view, ctx.now(), ctx.config));
  const taskOf = (view: IdentityView) => () => identityTask(deps, view);
  tasks.unshift(...first.map(taskOf));
  tasks.push(...others.map(taskOf));
  await together(tasks, ctx.config.numbers.calls_at_once, spent);
  if (tasks.length + due.work.length > 0) return "something";
  if (blocked + backlog.waiting > 0) return "blocked";
  return ids.length > 0 ? "something" : "nothing";
}

function parted<T>(all: readonly T[], belongs: (one: T) => boolean): [T[], T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))];
}

/**
 * Runs the tasks, so many at once, in their order, until the wake-up's share is spent. One that fails does not stop the
 * others; the first error is thrown at the end.
 */
async function together(
  tasks: readonly (() => Promise<void>)[],
  atOnce: number,
  spent: () => boolean,
): Promise<void> {
  const queue = [...tasks];
  const failures: unknown[] = [];
  const next = () => (spent() ? undefined : queue.shift());
  const worker = async () => {
    for (let task = next(); task !== undefined; task = next()) {
      try {
        await task();
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
}

/** Reads the directory beside everything else, at its own slow pace. */
async function readDirectory(d: Drive, spent: () => boolean): Promise<void> {
  const { ctx } = d;
  while (!spent()) {
    const [[row]] = await ctx.db.read([dueWork(ctx, "directory", ctx.now(), 1)]);
    if (row === undefined) return;
    await doWork(ctx, row, d.directory);
  }
}
