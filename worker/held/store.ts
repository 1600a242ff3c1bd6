import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { Problem } from "../problem.ts";
import type { Held, HeldKind } from "./hold.ts";
import { held, heldPeople } from "./tables.ts";

const FIRST = 50;

export interface Listed {
  readonly row: Held;
  /** How many people it keeps. */
  readonly people: number;
  /** The first 50 of them by id. */
  readonly first: { person_id: string; event_id: string | null }[];
}

/** What waits, or waited, newest first; one round trip. */
export async function listHeld(
  { db }: Pick<Ctx, "db">,
  filters: { state: Held["state"]; kind: HeldKind | undefined; before: string | undefined },
  limit: number,
): Promise<Listed[]> {
  const { state, kind, before } = filters;
  const chosen = and(
    eq(held.state, state),
    kind === undefined ? undefined : eq(held.kind, kind),
    before === undefined ? undefined : lt(held.id, before),
  );
  const page = db.q
    .select({ id: held.id })
    .from(held)
    .where(chosen)
    .orderBy(desc(held.id))
    .limit(limit);
  const ranked = db.q
    .select({
      held_id: heldPeople.held_id,
      person_id: heldPeople.person_id,
      event_id: heldPeople.event_id,
      total: sql<number>`count(*) over (partition by held_id)`.as("total"),
      place: sql<number>`row_number() over (partition by held_id order by person_id)`.as("place"),
    })
    .from(heldPeople)
    .where(inArray(heldPeople.held_id, page))
    .as("ranked");
  const [rows, people] = await db.read([
    db.q.select().from(held).where(inArray(held.id, page)).orderBy(desc(held.id)),
    db.q
      .select()
      .from(ranked)
      .where(sql`${ranked.place} <= ${FIRST}`),
  ]);
  const peopleOf = Map.groupBy(people, (one) => one.held_id);
  return rows.map((row) => {
    const theirs = peopleOf.get(row.id) ?? [];
    return {
      row,
      people: theirs[0]?.total ?? 0,
      first: theirs.map(({ person_id, event_id }) => ({ person_id, event_id })),
    };
  });
}

/** @throws Problem 404; 409 when it waits no longer, or not as it was when the admin looked at it */
export async function openHeld(
  { db }: Pick<Ctx, "db">,
  id: string,
  version: number | undefined,
): Promise<Held> {
  const [[row]] = await db.read([db.q.select().from(held).where(eq(held.id, id))]);
  if (row === undefined) throw new Problem(404, "no-such-held", "Nothing of this id is held.");
  if (row.state !== "open") {
    const detail = `It was ${row.state} by ${row.settled_by ?? "nobody known"}.`;
    throw new Problem(409, "already-settled", detail);
  }
  if (version !== undefined && version !== row.version) {
    const detail = "Something was added since: look again.";
    throw new Problem(409, "held-changed", detail, { version: row.version });
  }
  return row;
}
