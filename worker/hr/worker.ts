/**
 * Everything that is known of one worker, in one read.
 * @module
 */
import { and, eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { held } from "../held/tables.ts";
import type { Held } from "../held/hold.ts";
import type { Identity } from "../people/identity.ts";
import type { Person } from "../people/person.ts";
import { identities, people } from "../people/tables.ts";
import { worldOf, worldQueries } from "../policy/active.ts";
import type { World } from "../policy/active.ts";
import { eventsOf } from "./attribute.ts";
import type { StoredEvent } from "./store.ts";
import { hrEvents } from "./tables.ts";

export interface Worker {
  readonly source: string;
  readonly workerId: string;
  /** Those that count. */
  readonly events: readonly StoredEvent[];
  /** Their row; one that was known by email alone still bears that as its worker id. */
  readonly person: Person | undefined;
  readonly identity: Identity | undefined;
  /** Their row is about to be another worker's, whose their onboarding turned out to be. */
  readonly isTakenOver: boolean;
  /** A changed email that waits for an admin. */
  readonly heldEmail: Held | undefined;
  readonly world: World;
}

export async function readWorker(
  ctx: Pick<Ctx, "db" | "config">,
  source: string,
  workerId: string,
): Promise<Worker> {
  const { q } = ctx.db;
  // Those who have, or had, one of the worker's emails: whose an event by email alone is follows from all they said.
  const sharing = sharingWith(source, sql`(select ${workerId} as worker_id)`);
  // What makes those theirs follows in turn from what was said by whoever shares an email with them.
  const around = sharingWith(source, sharing);
  const candidate = and(
    eq(people.source, source),
    sql`${people.worker_id} in (select worker_id from ${sharing})`,
  );
  const theirs = sql`(select ${people.id} from ${people} where ${candidate})`;
  const [among, found, users, waiting, ...versions] = await ctx.db.read([
    q
      .select()
      .from(hrEvents)
      .where(
        and(
          eq(hrEvents.source, source),
          eq(hrEvents.state, "counted"),
          sql`${hrEvents.worker_id} in (select worker_id from ${around})`,
        ),
      ),
    q.select().from(people).where(candidate),
    q
      .select()
      .from(identities)
      .where(
        and(sql`${identities.person_id} in ${theirs}`, sql`${identities.status} <> 'deleted'`),
      ),
    q
      .select()
      .from(held)
      .where(
        sql`${held.kind} = 'email' and ${held.state} = 'open' and ${held.key} in (
          select ${identities.id} from ${identities} where ${identities.person_id} in ${theirs})`,
      ),
    ...worldQueries(ctx),
  ]);
  const events = eventsOf(workerId, among);
  const person = personOf(workerId, events, found, among);
  const identity = users.find(({ person_id }) => person_id === person?.id);
  return {
    source,
    workerId,
    events,
    person,
    identity,
    isTakenOver: events.every((event) => !isOnboarding(event)) && hasTaker(person, found, among),
    heldEmail: waiting.find(({ key }) => key === identity?.id),
    world: await worldOf(ctx, versions),
  };
}

/** The workers, and whoever has, or had, an email of theirs. The plus: else SQLite reads the whole source. */
function sharingWith(source: string, workers: SQL): SQL {
  return sql`(
    select worker_id from ${workers} union select e.worker_id from ${hrEvents} e
    where +e.source = ${source} and e.state = 'counted' and e.email_key in (
      select o.email_key from ${hrEvents} o
      where o.source = ${source} and o.worker_id in (select worker_id from ${workers})))`;
}

/**
 * The worker's row; else that of somebody with one of their emails whose onboarding turned out to be this worker's: who
 * was known by email alone and has an id now, or the other way round where events came late.
 */
function personOf(
  workerId: string,
  events: readonly StoredEvent[],
  found: readonly Person[],
  among: readonly StoredEvent[],
): Person | undefined {
  const own = found.find(({ worker_id }) => worker_id === workerId);
  if (own !== undefined || !events.some(isOnboarding)) return own;
  const emails = new Set(events.map(({ email_key }) => email_key));
  return found
    .filter(
      ({ email_key, worker_id }) =>
        emails.has(email_key) && !eventsOf(worker_id, among).some(isOnboarding),
    )
    .toSorted((a, b) => a.created_at - b.created_at)[0];
}

/** Whether somebody without a row of their own was onboarded by this row's email. */
function hasTaker(
  person: Person | undefined,
  found: readonly Person[],
  among: readonly StoredEvent[],
): boolean {
  const rows = new Set(found.map(({ worker_id }) => worker_id));
  const others = new Set(among.map(({ worker_id }) => worker_id).filter((id) => !rows.has(id)));
  return [...others].some((id) => {
    const theirs = eventsOf(id, among);
    return (
      theirs.some(isOnboarding) && theirs.some(({ email_key }) => email_key === person?.email_key)
    );
  });
}

function isOnboarding({ event }: StoredEvent): boolean {
  return event.event === "user_onboard";
}
