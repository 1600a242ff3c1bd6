/**
 * Everything that is known of one worker, in one read.
 * @module
 */
import { and, eq, sql } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { held } from "../held/tables.ts";
import type { Held } from "../held/hold.ts";
import type { Identity } from "../people/identity.ts";
import type { Person } from "../people/person.ts";
import { identities, people } from "../people/tables.ts";
import { worldOf, worldQueries } from "../policy/active.ts";
import type { World } from "../policy/active.ts";
import { eventsOf } from "./attribute.ts";
import { isEmailOnly } from "./judge-event.ts";
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
  const emails = sql`(select e.email_key from ${hrEvents} e where e.source = ${source} and e.worker_id = ${workerId})`;
  const candidate = and(
    eq(people.source, source),
    sql`(${people.worker_id} = ${workerId} or ${people.worker_id} in (select 'email:' || email_key from ${emails}))`,
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
          sql`(${hrEvents.worker_id} = ${workerId} or ${hrEvents.email_key} in ${emails})`,
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
  const person = personOf(workerId, events, found);
  const identity = users.find(({ person_id }) => person_id === person?.id);
  return {
    source,
    workerId,
    events,
    person,
    identity,
    heldEmail: waiting.find(({ key }) => key === identity?.id),
    world: await worldOf(ctx, versions),
  };
}

/** The worker's row, else that of the person known by email alone whose events turned out to be this worker's. */
function personOf(
  workerId: string,
  events: readonly StoredEvent[],
  found: readonly Person[],
): Person | undefined {
  const own = found.find(({ worker_id }) => worker_id === workerId);
  if (own !== undefined || isEmailOnly(workerId)) return own;
  const byEmail = new Set(events.map(({ worker_id }) => worker_id).filter(isEmailOnly));
  return found.find(({ worker_id }) => byEmail.has(worker_id));
}
