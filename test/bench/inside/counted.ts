/** D1 with a meter: what it says that each batch read and wrote. */
import { env } from "cloudflare:workers";

export interface Meter {
  roundTrips: number;
  statements: number;
  rowsRead: number;
  rowsWritten: number;
  databaseBytes: number;
}

/**
 * The database that the Worker is given; it sends nothing but batches.
 * @param around is handed each batch while it is under way
 */
export function countedD1(around: <T>(batch: Promise<T>) => Promise<T>): {
  readonly DB: D1Database;
  readonly meter: Meter;
} {
  const meter = { roundTrips: 0, statements: 0, rowsRead: 0, rowsWritten: 0, databaseBytes: 0 };
  const batch: D1Database["batch"] = async (statements) => {
    meter.roundTrips += 1;
    meter.statements += statements.length;
    const results = await around(env.DB.batch<never>(statements));
    for (const { meta } of results) {
      meter.rowsRead += meta.rows_read;
      meter.rowsWritten += meta.rows_written;
      meter.databaseBytes = meta.size_after;
    }
    return results;
  };
  const DB: D1Database = {
    batch,
    prepare: (sql) => env.DB.prepare(sql),
    exec: () => Promise.reject(new Error("the Worker sends batches alone")),
    withSession: () => {
      throw new Error("the Worker has no sessions");
    },
    dump: () => Promise.reject(new Error("the Worker takes no dumps")),
  };
  return { DB, meter };
}
