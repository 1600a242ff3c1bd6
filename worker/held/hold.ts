import { and, eq, sql } from "drizzle-orm";
import { append, appendWhere } from "../audit/append.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { actorText } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { raw, statement } from "../db/statement.ts";
import { held, heldPeople } from "./tables.ts";

export type Held = typeof held.$inferSelect;
export type HeldKind = Held["kind"];

type Acting = Pick<Ctx, "db" | "now" | "random" | "actor" | "channel">;

export interface NewHeld {
  readonly kind: HeldKind;
  /** What it is about; one row is open for each (kind, key). */
  readonly key: string;
  /** What the admin is shown and the release acts on: ids, names of fields, values. Never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Someone whose removal waits; `event_id` where an HR event is what waits. */
export interface HeldPerson {
  readonly person_id: string;
  readonly event_id?: string;
}

/**
 * Keeps something back until an admin's word. What is open already under (kind, key) stays the same row: it takes the
 * new details and the further people, and a release of what it was before is refused. Four statements at most.
 */
export function holdBack(
  ctx: Acting,
  { kind, key, details }: NewHeld,
  people: readonly HeldPerson[] = [],
): Change {
  const id = newId(ctx, "hel");
  const [only, ...others] = people;
  const opened = {
    action: "held.opened" as const,
    person_id: others.length === 0 ? (only?.person_id ?? null) : null,
    details: { held_id: id, kind, key },
  };
  return change({
    writes: [
      raw(sql`
        insert into ${held} (id, kind, key, state, details, opened_at, version)
        values (${id}, ${kind}, ${key}, 'open', ${JSON.stringify(details)}, ${ctx.now()}, 1)
        on conflict (kind, key) where state = 'open' do update
        set details = excluded.details, version = held.version + 1 where held.details <> excluded.details`),
      ...(people.length === 0 ? [] : [addPeople(kind, key, people)]),
    ],
    audit: [appendWhere(ctx, opened, sql`select 1 from ${held} where ${held.id} = ${id}`)],
  });
}

/** Ends the waiting; what it meant is the caller's to do in the same change. Refused when the row changed meanwhile. */
export function settle(ctx: Acting, row: Held, word: "released" | "dropped"): Change {
  const by = actorText(ctx.actor);
  return change({
    writes: [
      statement(
        ctx.db.q
          .update(held)
          .set({ state: word, settled_at: ctx.now(), settled_by: by, version: row.version + 1 })
          .where(and(eq(held.id, row.id), eq(held.version, row.version), eq(held.state, "open"))),
        1,
      ),
    ],
    audit: [
      append(ctx, {
        action: `held.${word}`,
        details: { held_id: row.id, kind: row.kind, key: row.key },
      }),
    ],
  });
}

function addPeople(kind: HeldKind, key: string, people: readonly HeldPerson[]) {
  const rows = JSON.stringify(
    people.map(({ person_id, event_id }) => ({ person_id, event_id: event_id ?? null })),
  );
  return raw(sql`
    insert into ${heldPeople} (held_id, person_id, event_id)
    select open.id, value->>'person_id', value->>'event_id'
    from json_each(${rows})
    join (select id from ${held} where state = 'open' and kind = ${kind} and key = ${key}) open
    where true on conflict do nothing`);
}

/** Ends the waiting for whatever is open under (kind, key): it has settled itself. */
export function settleOpen(
  ctx: Acting,
  kind: HeldKind,
  key: string,
  word: "released" | "dropped",
): Change {
  const by = actorText(ctx.actor);
  const now = ctx.now();
  const open = and(eq(held.kind, kind), eq(held.key, key), sql`${held.state} = 'open'`);
  const set = { state: word, settled_at: now, settled_by: by, version: sql`${held.version} + 1` };
  return change({
    writes: [statement(ctx.db.q.update(held).set(set).where(open))],
    audit: [
      appendWhere(
        ctx,
        { action: `held.${word}`, details: { kind, key } },
        sql`select 1 from ${held} where ${held.kind} = ${kind} and ${held.key} = ${key}
          and ${held.settled_at} = ${now} and ${held.settled_by} = ${by}`,
      ),
    ],
  });
}
