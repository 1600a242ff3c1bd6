import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/d1";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { distinctColumns } from "./distinct-columns.ts";
import { mayPass, reasonOf, Unavailable } from "./errors.ts";
import type { Statement } from "./statement.ts";

/**
 * The database as the rooms see it. Queries are built with `q` and sent with `read`, several to a round trip;
 * writes go through `commit` alone. It counts, because a paid invocation ends at 1,000 statements.
 */
export interface Db {
  /** Builds queries. Never awaited by itself: what it builds is sent by `read` or becomes a statement of a change. */
  readonly q: DrizzleD1Database & { readonly $client: D1Database };
  /**
   * Sends the selects as one batch: one round trip, one consistent view.
   * @throws Unavailable when D1 fails in a way that passes, twice
   */
  read<U extends BatchItem<"sqlite">, T extends Readonly<[U, ...U[]]>>(
    queries: T,
  ): Promise<BatchResponse<T>>;
  /** Sends the statements as one transaction. For `commit.ts` alone. */
  send(statements: readonly Statement[]): Promise<void>;
  /** What this invocation has used so far. */
  readonly used: { statements: number; roundTrips: number };
}

export function openDb(d1: D1Database): Db {
  const q = drizzle(distinctColumns(d1));
  const used = { statements: 0, roundTrips: 0 };
  const count = (statements: number) => {
    used.statements += statements;
    used.roundTrips += 1;
  };
  return {
    q,
    used,
    async read(queries) {
      for (let attempt = 1; ; attempt++) {
        count(queries.length);
        try {
          return await q.batch(queries);
        } catch (error) {
          const reason = reasonOf(error);
          if (!mayPass(reason)) throw error;
          if (attempt === 2) throw new Unavailable(reason);
        }
      }
    },
    async send(statements) {
      count(statements.length);
      await d1.batch(statements.map(({ sql, params }) => d1.prepare(sql).bind(...params)));
    },
  };
}
