/**
 * Statements whose text is made once, at their first use; each use fills in its values. To make a text takes drizzle
 * longer than SQLite needs to run it, and Daypass asks the same few questions again and again.
 * @module
 */
import { is, Param, Placeholder, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Db } from "./client.ts";
import { expecting } from "./statement.ts";
import type { Statement } from "./statement.ts";

/** Stands for one value, by its name, wherever a query may have a value. */
export type Value<V> = (name: keyof V & string) => Placeholder;

type Values = Readonly<Record<string, unknown>>;
type At = { readonly db: Pick<Db, "q"> };
interface Query {
  sql: string;
  params: unknown[];
}

/** What drizzle makes of a select: its text, and how its rows are read. */
interface Prepared {
  getQuery(): Query;
  mapResult(response: unknown, isFromBatch?: boolean): unknown;
}

type Select = BatchItem<"sqlite"> & { prepare(): Prepared };

/**
 * @param make the select; where its values go stands `value(name)`
 * @returns the select with these values, for `db.read`
 */
export function built<V extends Values, S extends Select>(
  make: (q: Db["q"], value: Value<V>) => S,
): (at: At, values: V) => S {
  const prepared = once((q) => make(q, placeholder).prepare());
  const filled = once((q) => fillable(prepared(q).getQuery()));
  return ({ db: { q } }, values) => {
    const query = filled(q)(values);
    return asSelect<S>({
      toSQL: () => query,
      _prepare: () => ({
        getQuery: () => query,
        // Of this invocation's own database: what another was given is not ours to use.
        stmt: q.$client.prepare(query.sql),
        mapResult: (response, isFromBatch) => prepared(q).mapResult(response, isFromBatch),
      }),
    });
  };
}

/**
 * @param make the insert, update or delete; where its values go stands `value(name)`
 * @returns the statement with these values; `expect` as in `Statement`
 */
export function builtWrite<V extends Values>(
  make: (q: Db["q"], value: Value<V>) => { toSQL(): Query },
): (at: At, values: V, expect?: number) => Statement {
  const filled = once((q) => fillable(make(q, placeholder).toSQL()));
  return ({ db }, values, expect) => expecting(filled(db.q)(values), expect);
}

const placeholder = (name: string) => sql.placeholder(name);

function once<T extends object>(make: (q: Db["q"]) => T): (q: Db["q"]) => T {
  let made: T | undefined;
  return (q) => (made ??= make(q));
}

/** The query with the values of one use: what stands for one becomes that value, as its column keeps it. */
function fillable({ sql: text, params }: Query): (values: Values) => Query {
  const filled = params.map((param): ((values: Values) => unknown) => {
    if (is(param, Placeholder)) return (values) => values[param.name];
    if (is(param, Param) && is(param.value, Placeholder)) {
      const { encoder, value } = param;
      return (values) => kept(encoder, values[value.name]);
    }
    return () => param;
  });
  return (values) => ({ sql: text, params: filled.map((of) => of(values)) });
}

/** As drizzle keeps a value that is there from the beginning. */
const kept = (encoder: Param["encoder"], value: unknown) =>
  value === null ? null : encoder.mapToDriverValue(value);

/** All that drizzle's batch asks of a select is `_prepare`, and of that what stands here. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the maker's word is all there is
function asSelect<S>(item: {
  readonly toSQL: () => Query;
  readonly _prepare: () => Prepared & { readonly stmt: D1PreparedStatement };
}): S {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as said above; tests ask a real D1 through it
  return item as unknown as S;
}
