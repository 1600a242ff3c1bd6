/**
 * D1 hands rows over as objects: of two columns of one name, such as a join's two `id`, one is lost, and drizzle, which
 * goes by the places of columns, then takes each later value for another's. SQLite gives the columns of a subquery names
 * of their own, so every select is sent as one; its order and its plan stay.
 */
export function distinctColumns(d1: D1Database): D1Database {
  return {
    prepare: (query) => d1.prepare(distinct(query)),
    batch: (statements) => d1.batch(statements),
    exec: (query) => d1.exec(query),
    withSession: (constraint) => d1.withSession(constraint),
    dump: () => d1.dump(),
  };
}

/** Each text once: what is made anew each time must be read anew each time by whoever keeps statements by their text. */
const made = new Map<string, string>();
const MOST = 1_000;

function distinct(query: string): string {
  const known = made.get(query);
  if (known !== undefined) return known;
  if (made.size >= MOST) made.clear();
  const text = `select * from (${query})`;
  made.set(query, text);
  return text;
}
