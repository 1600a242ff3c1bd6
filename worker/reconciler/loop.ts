import type { Aws } from "../aws/index.ts";
import type { CallRecord } from "../aws/ports.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { dueWork } from "../db/work.ts";
import type { Work } from "../db/work.ts";
import { tasksFor } from "./assignments/lane.ts";
import { createBeside, runAtOnce } from "./at-once.ts";
import type { Beside, Task } from "./at-once.ts";
import { loadViews } from "./assignments/view.ts";
import { createBacklog } from "./backlog.ts";
import type { Backlog } from "./backlog.ts";
import type { Deps } from "./deps.ts";
import { earliest, readDue, ROUND, wakeQueries } from "./due.ts";
import { identityTask } from "./identities/lane.ts";
import { goesFirst } from "./identities/sign-in.ts";
import { loadIdentities } from "./identities/view.ts";
import type { IdentityView } from "./identities/view.ts";
import { overdueQuery, ringOverdue } from "./overdue.ts";
import type { Copies } from "./recovery/copies.ts";
import type { RestoreWatch } from "./recovery/restored.ts";
import { report } from "./report.ts";
import { storedStop } from "./stop.ts";
import type { StopRule } from "./stop.ts";
import { doWork } from "./work-lane.ts";
import type { WorkVerb, WorkVerbs } from "./work-lane.ts";

/** What one wake-up of the driver may use, and what it works with. */
export interface Drive {
  readonly ctx: Ctx;
  readonly aws: Aws;
  readonly slowAws: Aws;
  readonly stop: StopRule;
  readonly restored: RestoreWatch;
  readonly copies: Copies;
  readonly verbs: WorkVerbs;
  readonly directory: WorkVerb;
  /** Resolves when something became due: a nudge while the loop runs. */
  readonly nudged: () => Promise<void>;
  /** The share of AWS's quotas that this driver may use, in percent. */
  readonly share: number;
  /** Filled by the AWS clients' observer. */
  readonly calls: CallRecord[];
}

/** What the last round read of freezes. */
interface FreezeSeen {
  givingSince: Instant;
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
  const freeze: FreezeSeen = { givingSince: 0 };
  const deps: Deps = {
    ctx,
    aws: d.aws,
    slowAws: d.slowAws,
    copies: d.copies,
    isStopped: () => d.stop.isStopped(),
    isRestored: () => d.restored.isOpen(),
    givingSince: () => freeze.givingSince,
    isSpent: spent,
    notFound: (accountId, at) => d.stop.notFound(accountId, at),
  };
  await open(d);
  const background = { running: true };
  await all([
    agree(d, deps, freeze, background),
    readDirectory(d, spent).finally(() => {
      background.running = false;
    }),
  ]);
  await report(d, startedAt);
  return markEnd(d);
}

/** All that a wake-up must know first, in one round trip: whether the stop stands, the database was set back, what is overdue. */
async function open({ ctx, aws, stop, restored }: Drive): Promise<void> {
  const [stored, overdue, ...told] = await ctx.db.read([
    storedStop(ctx),
    overdueQuery(ctx),
    ...(await restored.queries(ctx)),
  ]);
  await stop.check(ctx, aws, stored);
  await restored.check(ctx, told);
  await ringOverdue(ctx, overdue);
}

/** Marks where the log ends. Returns when the next wake-up must begin. */
async function markEnd({ ctx, restored }: Drive): Promise<Instant> {
  const [assignment, identity, work, ...told] = await ctx.db.read([
    ...wakeQueries(ctx),
    ...(await restored.queries(ctx)),
  ]);
  await restored.check(ctx, told);
  return earliest(assignment, identity, work);
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
  freeze: FreezeSeen,
  background: { readonly running: boolean },
): Promise<void> {
  const { ctx } = d;
  const spent = () => deps.isSpent();
  const backlog = createBacklog();
  const users = createBeside(spent);
  while (!spent()) {
    const did = await round(d, deps, { backlog, users, freeze });
    if (did === "nothing" && users.isBusy) await Promise.race([d.nudged(), users.ended()]);
    else if (did === "nothing" && !background.running) break;
    else if (did !== "something") await Promise.race([d.nudged(), ctx.sleep(PAUSE_MS)]);
    if (d.stop.isStopped()) {
      const [stored] = await ctx.db.read([storedStop(ctx)]);
      await d.stop.check(ctx, d.aws, stored);
    }
  }
  await users.ended();
}

/**
 * One round: work on our own tables, which makes access due for the next round, and beside it what AWS must be asked: neither
 * waits for the other. Users are begun, and go on beside the rounds that follow. Nothing more is begun once the wake-up's
 * share is spent: a round alone could pass what an invocation may use.
 */
async function round(
  d: Drive,
  deps: Deps,
  { backlog, users, freeze }: { backlog: Backlog; users: Beside; freeze: FreezeSeen },
): Promise<"something" | "nothing" | "blocked"> {
  const { ctx } = d;
  const spent = () => deps.isSpent();
  const span = backlog.unread(ctx.now());
  const due = await readDue(ctx, span, {
    takesUsers: !users.isBusy,
    givingSince: freeze.givingSince,
  });
  freeze.givingSince = due.givingSince;
  backlog.add(due.assignments, span);
  const room = Math.floor((OUTSTANDING_CREATIONS * d.share) / 100) - due.outstanding;
  const isStopped = deps.isStopped();
  const ids = backlog.take(ROUND, { accounts: isStopped ? 0 : room, groups: !isStopped });
  const views = await loadViews(ctx, ids);
  // Another driver, or a change, may have put it off since it was read.
  const stillDue = views.filter(({ row }) => row.check_at <= ctx.now());
  const { tasks, blocked } = tasksFor(deps, stillDue, room);
  const forUsers = tasksForUsers(deps, await loadIdentities(ctx, due.identities));
  const { calls_at_once } = ctx.config.numbers;
  const besides = Math.max(1, Math.floor(calls_at_once / 3));
  users.begin(forUsers, tasks.length > 0 ? besides : calls_at_once);
  const own = users.isBusy ? Math.max(1, calls_at_once - besides) : calls_at_once;
  await all([workThrough(d, due.work, spent), runAtOnce(tasks, own, spent)]);
  if (tasks.length + due.work.length > 0) return "something";
  if (blocked + backlog.waiting > 0) return "blocked";
  return ids.length > 0 ? "something" : "nothing";
}

function tasksForUsers(deps: Deps, views: readonly IdentityView[]): Task[] {
  const { ctx } = deps;
  const isFirst = (view: IdentityView) => goesFirst(view, ctx.now(), ctx.config);
  const ordered = views.toSorted((one, other) => Number(isFirst(other)) - Number(isFirst(one)));
  return ordered.map((view) => () => identityTask(deps, view));
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
