import { append } from "../audit/append.ts";
import { change, merge, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { holdBack } from "../held/hold.ts";
import { parseInstant } from "../people/local-time.ts";
import { worldOf, worldQueries } from "../policy/active.ts";
import { contentId } from "./event-id.ts";
import { judgeEvent } from "./judge-event.ts";
import { receiptOf, sameBody } from "./receipt.ts";
import type { Receipt } from "./receipt.ts";
import { settleDrafts } from "./settle-drafts.ts";
import type { Draft } from "./settle-drafts.ts";
import {
  deliveryQuery,
  insertDelivery,
  insertEvents,
  knownEventsQuery,
  ownersQuery,
  ownPeopleQuery,
  scheduleWorkers,
  sharing,
  stillUnowned,
} from "./store.ts";
import type { NewEvent } from "./store.ts";

/** A body whose signature is good. */
export interface Received {
  readonly source: string;
  readonly webhookId: string;
  /** SHA-256 of the raw body. */
  readonly bodyHash: string;
  readonly events: readonly unknown[];
}

/**
 * Stores a body's events, each judged alone, and makes their workers due; applying them comes after. The same webhook id
 * brings the same answer. Where every event is refused nothing is stored at all.
 * @throws Problem 409 for another body under a used webhook id
 */
export async function receive(
  ctx: Ctx,
  received: Received,
): Promise<{ change: Change; answer: Receipt }> {
  const { source, webhookId } = received;
  const [delivered, ...versions] = await ctx.db.read([
    deliveryQuery(ctx, source, webhookId),
    ...worldQueries(ctx),
  ]);
  const before = delivered[0];
  if (before !== undefined) return { change: nothing, answer: sameBody(before, received.bodyHash) };
  const { policy } = await worldOf(ctx, versions);
  const judged = await judgeAll(ctx, received, policy.people);
  const good = judged.filter((one) => one.ok);
  if (good.length === 0)
    return { change: nothing, answer: receiptOf(webhookId, judged, new Map()) };

  const emailKeys = [...new Set(good.map(({ row }) => row.email_key))];
  const [known, owners, own] = await ctx.db.read([
    knownEventsQuery(
      ctx,
      good.map(({ row }) => row.id),
    ),
    ownersQuery(ctx, source, emailKeys),
    ownPeopleQuery(
      ctx,
      source,
      good.map(({ row }) => row.worker_id),
    ),
  ]);
  const settled = settleDrafts(source, judged, {
    known: new Map(known.map(({ id, state }) => [id, state])),
    owners: new Map(owners.map(({ email_key, person_id }) => [email_key, person_id])),
    own: new Map(own.map(({ worker_id, email_key }) => [worker_id, email_key])),
    protectedUsers: ctx.config.protected.users,
  });
  const rows = settled.flatMap((one) => (one.ok ? [one.row] : []));
  const answer = receiptOf(webhookId, settled, new Map(known.map(({ id, state }) => [id, state])));
  if (rows.length === 0) return { change: nothing, answer };
  return { change: stored(ctx, received, rows, answer, owners), answer };
}

async function judgeAll(
  ctx: Ctx,
  { source, events }: Received,
  people: Parameters<typeof judgeEvent>[1]["people"],
): Promise<Draft[]> {
  const settings = ctx.config.hr[source];
  if (settings === undefined)
    throw new TypeError("a body of an unknown source passed the signature");
  const rules = { source: settings, protectedUsers: ctx.config.protected.users, people };
  // Events without an instant of their own hold in the order of their body.
  const now = ctx.now();
  const ids = events.map(() => newId(ctx, "evt")).toSorted();
  return Promise.all(
    events.map(async (input, index): Promise<Draft> => {
      const judged = judgeEvent(input, rules);
      if (!judged.ok) return judged;
      const { event, workerId, emailKey } = judged;
      const occurred = event.occurred_at == null ? undefined : parseInstant(event.occurred_at);
      const row = {
        id: occurred === undefined ? (ids[index] ?? "") : await contentId(source, event),
        worker_id: workerId,
        email_key: emailKey,
        effective_at: occurred ?? now,
        event,
        claim: undefined,
      };
      return { ok: true, row };
    }),
  );
}

function stored(
  ctx: Ctx,
  { source, webhookId, bodyHash }: Received,
  rows: readonly NewEvent[],
  answer: Receipt,
  owners: readonly { email_key: string; person_id: string | null }[],
): Change {
  const delivery = `${source}/${webhookId}`;
  const waiting = rows.filter(({ claim }) => claim !== undefined);
  const free = [
    ...new Set(rows.filter(({ claim }) => claim === undefined).map(({ email_key }) => email_key)),
  ];
  const ownerOf = new Map(owners.map(({ email_key, person_id }) => [email_key, person_id]));
  const unowned = free.filter((key) => !ownerOf.has(key));
  const kept = [...Map.groupBy(waiting, ({ claim }) => claim ?? "")].map(([claim, events]) => {
    const last = events.at(-1);
    const owner = ownerOf.get(last?.email_key ?? "") ?? null;
    const details = {
      source,
      worker_id: last?.worker_id,
      email: last?.event.email,
      // All that a release would count, not the last alone.
      emails: [...new Set(events.map(({ event }) => event.email))],
      owner_id: owner,
    };
    return holdBack(
      ctx,
      { kind: "source", key: claim, details },
      owner === null ? [] : [{ person_id: owner }],
    );
  });
  return merge(
    change({ guards: [stillUnowned(source, unowned)] }),
    ...kept,
    change({
      writes: [
        insertEvents(ctx, { source, delivery }, rows),
        scheduleWorkers(ctx, sharing(source, free)),
        insertDelivery(ctx, {
          source,
          webhook_id: webhookId,
          body_hash: bodyHash,
          received_at: ctx.now(),
          answer,
        }),
      ],
      audit: [
        append(ctx, {
          action: "hr.event_stored",
          details: { delivery, events: idsOf(rows), held: idsOf(waiting) },
        }),
      ],
    }),
  );
}

function idsOf(rows: readonly NewEvent[]): string[] {
  return rows.map(({ id }) => id);
}
