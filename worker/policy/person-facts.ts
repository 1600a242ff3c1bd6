import type { people } from "../people/tables.ts";
import type { PersonFacts } from "./facts.ts";

/** A person's row as the rules know them; unknown fields are left out, so that no pattern matches them. */
export function personFacts(row: typeof people.$inferSelect): PersonFacts {
  const { id, email, worker_id, source, attributes } = row;
  const known = {
    department: row.department,
    division: row.division,
    title: row.title,
    location: row.location,
    country: row.country,
    employment_type: row.employment_type,
  };
  return {
    id,
    email,
    worker_id,
    source,
    attributes,
    ...Object.fromEntries(
      Object.entries(known).filter((field): field is [string, string] => field[1] !== null),
    ),
  };
}
