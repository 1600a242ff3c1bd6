/**
 * The rows of HR's events and deliveries.
 * @module
 */
import { and, eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { change, refuseIf } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { raw, statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { work } from "../db/tables.ts";
import { FIRST_VERSION } from "../db/work.ts";
import { held } from "../held/tables.ts";
import { people } from "../people/tables.ts";
import type { HrEvent } from "./schemas.ts";
import { hrDeliveries, hrEvents } from "./tables.ts";

export type StoredEvent = typeof hrEvents.$inferSelect;
export type Delivery = typeof hrDeliveries.$inferSelect;

/** An event about to be stored; `claim` = the key of the held row that keeps it back. */
export interface NewEvent {
  readonly id: string;
  readonly worker_id: string;
  readonly email_key: string;
  readonly effective_at: Instant;
  readonly event: HrEvent;
  readonly claim: string | undefined;
}

/** The work row's key of a worker; a source's name has no slash. */
export function workerKey(source: string, workerId: string): string {
  return `${source}/${workerId}`;
}

export function fromWorkerKey(key: string): { source: string; workerId: string } {
  const slash = key.indexOf("/");
  return { source: key.slice(0, slash), workerId: key.slice(slash + 1) };
}

function listed(values: readonly string[]): SQL {
  return sql`(select value from json_each(${JSON.stringify(values)}))`;
}

export function deliveryQuery({ db }: Pick<Ctx, "db">, source: string, webhookId: string) {
  return db.q
    .select()
    .from(hrDeliveries)
    .where(and(eq(hrDeliveries.source, source), eq(hrDeliveries.webhook_id, webhookId)));
}

/** The events of these ids that are known already. */
export function knownEventsQuery({ db }: Pick<Ctx, "db">, ids: readonly string[]) {
  return db.q
    .select({ id: hrEvents.id, state: hrEvents.state })
    .from(hrEvents)
    .where(sql`${hrEvents.id} in ${listed(ids)}`);
}

/**
 * Who of other sources has these emails: people, and workers whose events are not applied yet. Workers whom this
 * source brought itself are not asked for.
 */
export function ownersQuery({ db }: Pick<Ctx, "db">, source: string, emailKeys: readonly string[]) {
  return db.q
    .select({ email_key: sql<string>`email_key`, person_id: sql<string | null>`min(person_id)` })
    .from(owners(source, emailKeys))
    .groupBy(sql`email_key`);
}

/** Refuses the change when another source brought one of these emails meanwhile. */
export function stillUnowned(source: string, emailKeys: readonly string[]): Statement {
  return refuseIf(sql`select 1 from ${owners(source, emailKeys)}`);
}

function owners(source: string, emailKeys: readonly string[]): SQL {
  return sql`(
    select p.email_key, p.id as person_id from ${people} p
    where p.email_key in ${listed(emailKeys)} and p.source <> ${source}
    union all
    select e.email_key, null from ${hrEvents} e
    where e.email_key in ${listed(emailKeys)} and e.source <> ${source} and e.state = 'counted'
      and not exists (select 1 from ${people} p where p.source = e.source and p.worker_id = e.worker_id))`;
}

/** The people of this source with these worker ids. */
export function ownPeopleQuery(
  { db }: Pick<Ctx, "db">,
  source: string,
  workerIds: readonly string[],
) {
  return db.q
    .select({ worker_id: people.worker_id, email_key: people.email_key })
    .from(people)
    .where(and(eq(people.source, source), sql`${people.worker_id} in ${listed(workerIds)}`));
}

/** Stores the events, once each, however often they come; one statement. */
export function insertEvents(
  ctx: Pick<Ctx, "now">,
  { source, delivery }: { source: string; delivery: string },
  events: readonly NewEvent[],
): Statement {
  const rows = JSON.stringify(events);
  return raw(sql`
    insert into ${hrEvents}
      (id, source, worker_id, email_key, delivery, effective_at, received_at, event, state, held_id)
    select value->>'id', ${source}, value->>'worker_id', value->>'email_key', ${delivery}, value->>'effective_at',
      ${ctx.now()}, value->'event', iif(value->>'claim' is null, 'counted', 'held'),
      (select id from ${held} where kind = 'source' and state = 'open' and key = value->>'claim')
    from json_each(${rows}) where true
    on conflict (id) do nothing`);
}

export function insertDelivery(ctx: Pick<Ctx, "db">, delivery: Delivery): Statement {
  return statement(ctx.db.q.insert(hrDeliveries).values(delivery));
}

/**
 * The source's events of everybody who has, or had, an email with somebody in common who has one of these: whose an
 * event by email alone is may change with any of them.
 */
export function sharing(source: string, emailKeys: readonly string[]): SQL {
  return sql`${hrEvents.source} = ${source} and ${hrEvents.email_key} in (
    select near.email_key from ${hrEvents} near where near.source = ${source} and near.worker_id in (
      select e.worker_id from ${hrEvents} e where e.source = ${source} and e.email_key in ${listed(emailKeys)}))`;
}

/** Makes every worker due whom the chosen events are about; one statement. */
export function scheduleWorkers(ctx: Pick<Ctx, "now">, chosen: SQL): Statement {
  return raw(sql`
    insert into ${work} (kind, key, check_at, version, attempt)
    select distinct 'hr_worker', ${hrEvents.source} || '/' || ${hrEvents.worker_id}, ${ctx.now()}, ${FIRST_VERSION}, 0
    from ${hrEvents} where ${chosen}
    on conflict (kind, key) do update set
      check_at = min(work.check_at, excluded.check_at), version = work.version + 1`);
}

/** Keeps these events back under the open row of the limits on removals. */
export function holdEvents(ids: readonly string[], cause: string): Statement {
  return raw(sql`
    update ${hrEvents} set state = 'held',
      held_id = (select id from ${held} where kind = 'removals' and state = 'open' and key = ${cause})
    where id in ${listed(ids)} and state = 'counted'`);
}

/**
 * What an admin said of the events that this row held, and a look at their workers now; a release is their instant. An
 * event by email alone is about whoever has that email in another event.
 */
export function settleEvents(
  ctx: Pick<Ctx, "now">,
  heldId: string,
  state: "counted" | "dropped",
): Change {
  const released = state === "counted" ? ctx.now() : null;
  return change({
    writes: [
      raw(sql`
        update ${hrEvents} set state = ${state}, released_at = ${released}
        where held_id = ${heldId} and state = 'held'`),
      scheduleWorkers(
        ctx,
        sql`(${hrEvents.source}, ${hrEvents.email_key}) in (
          select mine.source, mine.email_key from ${hrEvents} mine where mine.held_id = ${heldId})`,
      ),
    ],
  });
}

/** Gives every event of one worker to another, whose source owns the person from now on. */
export function rekeyEvents(
  from: { readonly source: string; readonly worker_id: string; readonly email_key: string },
  to: { readonly source: string; readonly worker_id: string },
): Statement {
  return raw(sql`
    update ${hrEvents} set source = ${to.source}, worker_id = ${to.worker_id}
    where source = ${from.source} and worker_id in (${from.worker_id}, ${`email:${from.email_key}`})`);
}
