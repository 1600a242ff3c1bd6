import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import type { Request } from "./case.ts";
import { requests } from "./tables.ts";

/** Whether a request can still be decided; literals, or the index of open requests could not answer. */
export const IS_OPEN = sql`${requests.state} in ('waiting', 'questioned')`;

/** SQLite has no statistics, and would rather walk through all that the person ever asked for. */
const OPEN_ALONE = sql`${requests} indexed by requests_open`;

/** A person's open requests, as the `from` and `where` of a select; its cost is what is open, not what ever was. */
export function fromOpenOf(personId: SQL | string): SQL {
  return sql`from ${OPEN_ALONE} where ${isOpenOf(personId)}`;
}

/** The query of a person's open requests, at the same cost. */
export function openQuery({ db }: Pick<Ctx, "db">, personId: SQL) {
  return db.q
    .select({
      id: sql<Request["id"]>`${requests.id}`,
      kind: sql<Request["kind"]>`${requests.kind}`,
      target_key: sql<Request["target_key"]>`${requests.target_key}`,
    })
    .from(OPEN_ALONE)
    .where(isOpenOf(personId));
}

function isOpenOf(personId: SQL | string): SQL {
  return sql`${requests.person_id} = ${personId} and ${IS_OPEN}`;
}
