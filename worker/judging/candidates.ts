import { and, asc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { assignments, holds } from "../grants/tables.ts";
import { held, heldPeople } from "../held/tables.ts";
import { identities, people } from "../people/tables.ts";

type Person = typeof people.$inferSelect;

/** A person to be judged, with the baseline that they hold. */
export interface Candidate {
  readonly person: Person;
  /** Null until they have an identity. */
  readonly identity_id: string | null;
  /** An admin released their removals: the limits don't count what they lose now. */
  readonly released: boolean;
  /** What they would lose waits for an admin: they stay as they are, whatever the limits would let. */
  readonly waiting: boolean;
  /** An admin dropped their removals: they keep what they have until they or the policy change. */
  readonly spared: boolean;
  readonly held: readonly {
    id: string;
    target_key: string;
    rule: string;
    enforce: boolean;
    adopt: boolean;
  }[];
}

/** Whether a held row of this state keeps the person's loss of standing access. */
function isKept(state: "open" | "released" | "dropped") {
  return sql<number>`exists (select 1 from ${heldPeople} join ${held} on ${held.id} = ${heldPeople.held_id}
    where ${heldPeople.person_id} = people.id and ${heldPeople.event_id} is null
    and ${held.kind} = 'removals' and ${held.state} = ${state})`;
}

/** Those people as they are judged; one round trip. */
export async function readCandidates(
  ctx: Pick<Ctx, "db" | "now">,
  ids: readonly string[],
): Promise<Candidate[]> {
  if (ids.length === 0) return [];
  const now = ctx.now();
  const { q } = ctx.db;
  const among = sql`${people.id} in (select value from json_each(${JSON.stringify(ids)}))`;
  const [persons, held_] = await ctx.db.read([
    q
      .select({
        person: people,
        identity_id: identities.id,
        released: isKept("released"),
        waiting: isKept("open"),
        spared: isKept("dropped"),
      })
      .from(people)
      .leftJoin(
        identities,
        and(eq(identities.person_id, people.id), ne(identities.status, "deleted")),
      )
      .where(among)
      .orderBy(asc(people.id)),
    q
      .select({
        id: holds.id,
        person_id: identities.person_id,
        target_key: assignments.target_key,
        rule: holds.reason_id,
        enforce: holds.enforce,
        adopt: holds.adopt,
      })
      // In this order: left to itself SQLite begins with every baseline hold that ever was.
      .from(people)
      .crossJoin(identities)
      .crossJoin(assignments)
      .crossJoin(holds)
      .where(
        and(
          among,
          eq(identities.person_id, people.id),
          eq(assignments.identity_id, identities.id),
          eq(holds.assignment_id, assignments.id),
          gt(holds.ends_at, now),
          // Released is over, even where the clock that released it was ahead of ours.
          isNull(holds.released_at),
          eq(holds.reason, "baseline"),
        ),
      ),
  ]);
  return persons.map(({ person, identity_id, released, waiting, spared }) => ({
    person,
    identity_id,
    released: released === 1,
    waiting: waiting === 1,
    spared: spared === 1,
    held: held_.filter((hold) => hold.person_id === person.id),
  }));
}
