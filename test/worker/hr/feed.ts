/** An HR source, and the driver's lane that applies what it sends. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { merge } from "../../../worker/db/change.ts";
import { settle } from "../../../worker/held/hold.ts";
import { held } from "../../../worker/held/tables.ts";
import * as heldHandlers from "../../../worker/hr/held-handlers.ts";
import { applyWorker } from "../../../worker/hr/apply.ts";
import type { Receipt } from "../../../worker/hr/receipt.ts";
import { commit, LostRace } from "../../../worker/db/commit.ts";
import type { Ctx } from "../../../worker/db/context.ts";
import { dueWork } from "../../../worker/db/work.ts";
import type { Work } from "../../../worker/db/work.ts";
import { readConfig } from "../../../worker/config.ts";
import type { Config } from "../../../worker/config.ts";
import { identities, people } from "../../../worker/people/tables.ts";
import { START } from "../clock.ts";
import type { Clock } from "../clock.ts";
import { testSettings } from "../settings.ts";
import { testApp, testCtx, testPorts } from "../fresh.ts";
import type { TestApp } from "../fresh.ts";

export const SECRETS = z
  .record(z.string(), z.array(z.string()))
  .parse(JSON.parse(testSettings.HR_SECRETS));
export const db = drizzle(env.DB);

export interface Feed {
  readonly clock: Clock;
  readonly config: Config;
  readonly app: TestApp;
}

export function aFeed(settings: Record<string, string> = {}): Feed {
  const clock = { now: START };
  const config = readConfig({ ...env, ...settings });
  return { clock, config, app: testApp({ settings, clock }) };
}

function ctxOf({ clock, config }: Feed, overrides: Partial<Ctx> = {}): Ctx {
  return testCtx({
    ...testPorts(clock),
    config,
    ...overrides,
  });
}

type Handler = (typeof heldHandlers)[keyof typeof heldHandlers];
const handlers: Readonly<Partial<Record<string, Handler>>> = heldHandlers;

let count = 0;
export const nextId = () => `msg_${(count += 1)}`;

export function signedHeaders(id: string, at: number, body: string, secret: string) {
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, new Date(at), body),
  };
}

export interface Sent {
  readonly status: number;
  readonly body: Receipt & {
    readonly type: string;
    readonly errors?: { field: string; message: string }[];
  };
}

/** Posts a body as it stands, to the whole app. */
export async function post(
  { app }: Feed,
  body: BodyInit,
  headers: Record<string, string>,
  path = "/v1/hr/events",
): Promise<Sent> {
  const execution = createExecutionContext();
  const request = new Request(`http://daypass.test${path}`, { method: "POST", body, headers });
  const answer = await app.app.fetch(request, app.env, execution);
  const sent: Sent = { status: answer.status, body: await answer.json() };
  await waitOnExecutionContext(execution);
  return sent;
}

/** Signs and posts events as their source would. */
export async function send(
  feed: Feed,
  events: unknown,
  { id = nextId(), source = "default" }: { id?: string; source?: string } = {},
): Promise<Sent> {
  const body = JSON.stringify(events);
  const secret = SECRETS[source]?.[0] ?? "";
  return post(
    feed,
    body,
    signedHeaders(id, feed.clock.now, body, secret),
    `/v1/hr/${source}/events`,
  );
}

/** Applies every worker that is due, as the driver's lane does; the contexts' use of the database. */
export async function applyAll(
  feed: Feed,
): Promise<{ applied: number; most: { statements: number; roundTrips: number } }> {
  let applied = 0;
  const most = { statements: 0, roundTrips: 0 };
  for (;;) {
    const reader = ctxOf(feed);
    const [due] = await reader.db.read([dueWork(reader, "other", feed.clock.now, 500)]);
    const workers = due.filter((row) => row.kind === "hr_worker");
    if (workers.length === 0) return { applied, most };
    if (applied > 300)
      throw new Error(`applied for ever: ${workers.map(({ key }) => key).join(", ")}`);
    for (const row of workers) {
      const ctx = ctxOf(feed);
      await applyOne(ctx, row);
      applied += 1;
      most.statements = Math.max(most.statements, ctx.db.used.statements);
      most.roundTrips = Math.max(most.roundTrips, ctx.db.used.roundTrips);
    }
  }
}

/** One worker, once; a lost race leaves it due. */
async function applyOne(ctx: Ctx, row: Work): Promise<void> {
  try {
    await commit(ctx, await applyWorker(ctx, row));
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
  }
}

/** Sends and applies. */
export async function tell(
  feed: Feed,
  events: unknown,
  options: { source?: string } = {},
): Promise<Sent> {
  const sent = await send(feed, events, options);
  await applyAll(feed);
  return sent;
}

export async function everybody() {
  return db.select().from(people).orderBy(people.source, people.worker_id);
}

export async function personOf(workerId: string, source = "default") {
  return (await everybody()).find(
    (person) => person.worker_id === workerId && person.source === source,
  );
}

export async function identityOf(personId: string | undefined) {
  const users = await db.select().from(identities);
  return users.find((row) => row.person_id === personId && row.status !== "deleted");
}

export async function rows<T = Record<string, unknown>>(
  query: string,
  ...params: unknown[]
): Promise<T[]> {
  return (
    await env.DB.prepare(query)
      .bind(...params)
      .all<T>()
  ).results;
}

/** What the routes of held rows do with an admin's word. */
export async function settleHeld(
  feed: Feed,
  heldId: string,
  word: "release" | "drop",
): Promise<void> {
  const ctx = ctxOf(feed, {
    actor: { kind: "backstage", ref: "user:default/root" },
    channel: "api",
  });
  const [[row]] = await ctx.db.read([ctx.db.q.select().from(held).where(eq(held.id, heldId))]);
  if (row === undefined) throw new Error(`no held row ${heldId}`);
  const handler = handlers[row.kind];
  if (handler === undefined) throw new Error(`HR settles no ${row.kind}`);
  const meant = await handler[word](ctx, row);
  await commit(ctx, merge(settle(ctx, row, word === "release" ? "released" : "dropped"), meant));
  await applyAll(feed);
}

export async function openHeld(kind: string) {
  return (await db.select().from(held)).filter((row) => row.kind === kind && row.state === "open");
}

/** Applies every due worker with all reads before all commits, as two drivers at once would; then what lost its race. */
export async function applyTogether(feed: Feed): Promise<void> {
  const reader = ctxOf(feed);
  const [due] = await reader.db.read([dueWork(reader, "other", feed.clock.now, 500)]);
  const workers = due.filter((row) => row.kind === "hr_worker");
  const decided = [];
  for (const row of workers) {
    const ctx = ctxOf(feed);
    decided.push({ ctx, change: await applyWorker(ctx, row) });
  }
  for (const { ctx, change } of decided) {
    await commit(ctx, change).catch((error: unknown) => {
      if (!(error instanceof LostRace)) throw error;
    });
  }
  await applyAll(feed);
}
