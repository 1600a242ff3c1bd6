import { and, asc, eq, gt, ne, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Ctx, Instant } from "../db/context.ts";
import { work } from "../db/tables.ts";
import type { Held } from "../held/hold.ts";
import { held, heldPeople } from "../held/tables.ts";
import { foldText } from "./canonical.ts";
import type { Identity } from "./identity.ts";
import type { Person } from "./person.ts";
import type { PersonState } from "./state.ts";
import { identities, people } from "./tables.ts";

/** Whose people may be seen: everybody's, or a person's own row and those of their direct reports. */
export type Reach = { readonly all: true } | { readonly all: false; readonly personId: string };

export interface PeopleFilters {
  readonly q: string | undefined;
  readonly department: string | undefined;
  readonly state: PersonState | undefined;
  readonly manager: string | undefined;
  /** The last id of the page before. */
  readonly after: string | undefined;
}

/** People by id, as far as the reach goes; one round trip. */
export async function listPeople(
  { db }: Pick<Ctx, "db">,
  reach: Reach,
  { q, department, state, manager, after }: PeopleFilters,
  limit: number,
): Promise<Person[]> {
  const part = q === undefined ? undefined : foldText(q);
  const [rows] = await db.read([
    db.q
      .select()
      .from(people)
      .where(
        and(
          within(reach),
          after === undefined ? undefined : gt(people.id, after),
          department === undefined ? undefined : eq(people.department, department),
          manager === undefined ? undefined : eq(people.manager_id, manager),
          state === undefined ? undefined : isIn(state),
          part === undefined
            ? undefined
            : or(
                sql`instr(${people.email_key}, ${part}) > 0`,
                sql`instr(lower(${people.display_name}), ${part}) > 0`,
              ),
        ),
      )
      .orderBy(asc(people.id))
      .limit(limit),
  ]);
  return rows;
}

export interface PersonDetails {
  readonly person: Person;
  readonly manager: { readonly id: string; readonly display_name: string } | null;
  readonly identity: Identity | null;
  readonly held: readonly Held[];
  readonly nextChangeAt: Instant | null;
}

/** One person with all that concerns them here; undefined outside the reach. One round trip. */
export async function loadPerson(
  { db }: Pick<Ctx, "db">,
  reach: Reach,
  id: string,
): Promise<PersonDetails | undefined> {
  const boss = alias(people, "boss");
  const [[found], [identity], waiting] = await db.read([
    db.q
      .select({
        person: people,
        manager_id: boss.id,
        manager_name: boss.display_name,
        next_at: work.check_at,
      })
      .from(people)
      .leftJoin(boss, eq(boss.id, people.manager_id))
      .leftJoin(
        work,
        and(
          eq(work.kind, "hr_worker"),
          eq(work.key, sql`${people.source} || '/' || ${people.worker_id}`),
        ),
      )
      .where(and(eq(people.id, id), within(reach))),
    db.q
      .select()
      .from(identities)
      .where(and(eq(identities.person_id, id), ne(identities.status, "deleted"))),
    db.q
      .select()
      .from(held)
      .where(
        sql`${held.state} = 'open' and ${held.id} in (
          select ${heldPeople.held_id} from ${heldPeople} where ${heldPeople.person_id} = ${id})`,
      ),
  ]);
  if (found === undefined) return undefined;
  const { person, manager_id, manager_name } = found;
  return {
    person,
    manager:
      manager_id === null || manager_name === null
        ? null
        : { id: manager_id, display_name: manager_name },
    identity: identity ?? null,
    held: waiting,
    nextChangeAt: found.next_at,
  };
}

/** Whom the reach takes in; everybody is no condition. */
export function within(reach: Reach): SQL | undefined {
  if (reach.all) return undefined;
  return or(eq(people.id, reach.personId), eq(people.manager_id, reach.personId));
}

function isIn(state: PersonState): SQL | undefined {
  switch (state) {
    case "left":
      return eq(people.employment, "left");
    case "suspended":
      return sql`${people.suspended_at} is not null and ${people.employment} <> 'left'`;
    case "expected":
    case "active":
      return sql`${people.employment} = ${state} and ${people.suspended_at} is null`;
  }
}
