import type { Aws } from "../aws/index.ts";
import type { CallRecord } from "../aws/ports.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { dueWork } from "../db/work.ts";
import type { Work } from "../db/work.ts";
import { tasksFor } from "./assignments/lane.ts";
import type { Task } from "./assignments/lane.ts";
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
    isSpent: spent,
    notFound: (accountId, at) => d.stop.notFound(accountId, at),
  };
  await d.stop.check(ctx, d.aws);
  await ringOverdue(ctx);
  const background = { running: true };
  await all([
    agree(d, deps, spent, background),
    readDirectory(d, spent).finally(() => {
      background.running = false;
    }),
  ]);
  await report(d, startedAt);
  return nextWake(ctx);
}

/** Waits for all of them, and then throws the first error. */
async function all(lanes: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(lanes);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
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
 * One round: work on our own tables, which makes access due for the next round, and beside it what AWS must be asked: neither
 * waits for the other. Nothing more is begun once the wake-up's share is spent: a round alone could pass what an invocation
 * may use.
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
  const room = Math.floor((OUTSTANDING_CREATIONS * d.share) / 100) - due.outstanding;
  const isStopped = deps.isStopped();
  const ids = backlog.take(ROUND, { accounts: isStopped ? 0 : room, groups: !isStopped });
  const views = await loadViews(ctx, ids);
  // Another driver, or a change, may have put it off since it was read.
  const stillDue = views.filter(({ row }) => row.check_at <= ctx.now());
  const { tasks, blocked } = tasksFor(deps, stillDue, room);
  const users = await loadIdentities(ctx, due.identities);
  const isFirst = (view: IdentityView) => goesFirst(view, ctx.now(), ctx.config);
  const ordered = users.toSorted((one, other) => Number(isFirst(other)) - Number(isFirst(one)));
  const forUsers = ordered.map((view) => () => identityTask(deps, view));
  await all([
    workThrough(d, due.work, spent),
    together([tasks, forUsers], ctx.config.numbers.calls_at_once, spent),
  ]);
  if (tasks.length + forUsers.length + due.work.length > 0) return "something";
  if (blocked + backlog.waiting > 0) return "blocked";
  return ids.length > 0 ? "something" : "nothing";
}

/**
 * Runs the tasks, so many at once, each lane in its order, until the wake-up's share is spent: two thirds of those at once
 * begin with the first lane, the rest with the second, and each goes on with the other's. So neither of two quotas waits
 * for the other. A task that fails does not stop the others; the first error is thrown at the end.
 */
async function together(
  [first, second]: readonly [readonly Task[], readonly Task[]],
  atOnce: number,
  spent: () => boolean,
): Promise<void> {
  const lanes = [[...first], [...second]];
  const failures: unknown[] = [];
  const worker = async (lane: number) => {
    const next = () => (spent() ? undefined : (lanes[lane]?.shift() ?? lanes[1 - lane]?.shift()));
    for (let task = next(); task !== undefined; task = next()) {
      try {
        await task();
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, n) => worker(n % 3 === 2 ? 1 : 0)));
  if (failures.length > 0) throw failures[0];
}

/** Does our own work in its order. */
async function workThrough(d: Drive, rows: readonly Work[], spent: () => boolean): Promise<void> {
  for (const row of rows) {
    if (row.kind !== "directory" && !spent()) await doWork(d.ctx, row, d.verbs[row.kind]);
  }
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
