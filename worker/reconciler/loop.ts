import { count, eq, min, sql } from "drizzle-orm";
import type { Aws } from "../aws/index.ts";
import type { CallRecord } from "../aws/ports.ts";
import { change, merge } from "../db/change.ts";
import { commit } from "../db/commit.ts";
import { NEVER } from "../db/context.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import { work } from "../db/tables.ts";
import { dueWork } from "../db/work.ts";
import type { Work } from "../db/work.ts";
import { assignments } from "../grants/tables.ts";
import { identities } from "../people/tables.ts";
import { tasksFor } from "./assignments/lane.ts";
import { dueAssignmentsQuery, loadViews } from "./assignments/view.ts";
import type { Deps } from "./deps.ts";
import { addToCounters } from "./figures.ts";
import { identityTask } from "./identities/lane.ts";
import { dueIdentitiesQuery, loadIdentities } from "./identities/view.ts";
import { ringOverdue } from "./overdue.ts";
import { ring } from "./ring.ts";
import type { StopRule } from "./stop.ts";
import { driverState } from "./tables.ts";
import { doWork } from "./work-lane.ts";
import type { WorkVerb, WorkVerbs } from "./work-lane.ts";

/** What one wake-up of the driver may use, and what it works with. */
export interface Drive {
  readonly ctx: Ctx;
  readonly aws: Aws;
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
/** Rows taken at a time: few, so that what falls due meanwhile is not kept waiting. */
const ROUND = 12;
const OUTSTANDING_CREATIONS = 15;
/** How long to wait for room at AWS, and how often to look up while only the directory is being read. */
const PAUSE_MS = 500;
/** A skew of AWS's clock against ours that is worth an alarm. */
const SKEW_MS = 60_000;

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
  while (!spent()) {
    const did = await round(d, deps, spent);
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
  spent: () => boolean,
): Promise<"something" | "nothing" | "blocked"> {
  const { ctx } = d;
  const due = await readDue(ctx);
  for (const row of due.work) {
    if (row.kind !== "directory" && !spent()) await doWork(ctx, row, d.verbs[row.kind]);
  }
  const room = Math.floor((OUTSTANDING_CREATIONS * d.share) / 100) - due.outstanding;
  const { tasks, blocked } = tasksFor(deps, await loadViews(ctx, due.assignments), room);
  const users = await loadIdentities(ctx, due.identities);
  tasks.push(...users.map((view) => () => identityTask(deps, view)));
  await together(tasks, ctx.config.numbers.calls_at_once, spent);
  if (tasks.length + due.work.length > 0) return "something";
  return blocked > 0 ? "blocked" : "nothing";
}

interface Due {
  readonly work: readonly Work[];
  readonly assignments: readonly string[];
  readonly identities: readonly string[];
  /** Creations that AWS is at work on: it takes 15, and others need some of them. */
  readonly outstanding: number;
}

/** What is due, in one round trip. */
async function readDue(ctx: Ctx): Promise<Due> {
  const now = ctx.now();
  const [rows, due, users, outstanding] = await ctx.db.read([
    dueWork(ctx, "other", now, ROUND),
    dueAssignmentsQuery(ctx, now, ROUND),
    dueIdentitiesQuery(ctx, now, ROUND),
    ctx.db.q
      .select({ n: count() })
      .from(assignments)
      .where(
        sql`${assignments.op} <> 'none' and ${assignments.op} = 'create' and ${assignments.group_id} is null`,
      ),
  ]);
  return {
    work: rows,
    assignments: due.map((row) => row.id),
    identities: users.map((row) => row.id),
    outstanding: outstanding[0]?.n ?? 0,
  };
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

/** Leaves what this wake-up saw: its heartbeat, the figures of its AWS calls, an alarm for a clock that is off. */
async function report({ ctx, aws, calls, stop }: Drive, startedAt: Instant): Promise<void> {
  const now = ctx.now();
  const figures = new Map<string, number>();
  const add = (name: string, by: number) => figures.set(name, (figures.get(name) ?? 0) + by);
  for (const call of calls.splice(0)) {
    add(`aws_calls:${call.service}:${call.operation}:${call.outcome === "ok" ? "ok" : "error"}`, 1);
    if (call.throttled) add(`aws_throttles:${call.service}`, 1);
  }
  const skew = aws.skewMs();
  const beat = {
    name: "heartbeat" as const,
    at: now,
    details: {
      took_ms: now - startedAt,
      statements: ctx.db.used.statements,
      skew_ms: skew,
      stopped: stop.isStopped(),
    },
  };
  await commit(
    ctx,
    merge(
      change({
        writes: [
          statement(
            ctx.db.q
              .insert(driverState)
              .values(beat)
              .onConflictDoUpdate({ target: driverState.name, set: beat }),
          ),
          ...addToCounters(ctx, figures),
        ],
      }),
      Math.abs(skew) > SKEW_MS ? await skewAlarm(ctx, skew) : change({}),
    ),
  );
}

const SKEW_RUNG_EACH_MS = 60 * 60_000;

/** Rings once an hour for a clock that is off: signing uses AWS's, but instants in the log are ours. */
async function skewAlarm(ctx: Ctx, skew: number) {
  const [[last]] = await ctx.db.read([
    ctx.db.q.select().from(driverState).where(eq(driverState.name, "skew")),
  ]);
  if (last !== undefined && Math.abs(ctx.now() - last.at) < SKEW_RUNG_EACH_MS) return change({});
  const row = { name: "skew" as const, at: ctx.now(), details: { skew_ms: skew } };
  return merge(
    change({
      writes: [
        statement(
          ctx.db.q
            .insert(driverState)
            .values(row)
            .onConflictDoUpdate({ target: driverState.name, set: row }),
        ),
      ],
    }),
    ring(ctx, "clock_skew", { skew_ms: skew }),
  );
}

/** The earliest instant at which anything is due. */
export async function nextWake(ctx: Pick<Ctx, "db">): Promise<Instant> {
  const { q } = ctx.db;
  const [[a], [i], [w]] = await ctx.db.read([
    q.select({ at: min(assignments.check_at) }).from(assignments),
    q.select({ at: min(identities.check_at) }).from(identities),
    q.select({ at: min(work.check_at) }).from(work),
  ]);
  return Math.min(a?.at ?? NEVER, i?.at ?? NEVER, w?.at ?? NEVER);
}
