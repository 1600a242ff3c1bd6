/** What the database does for a query: its plan, and the rows that D1 says it read. */
import { env } from "cloudflare:workers";
import { openDb } from "../../../worker/db/client.ts";
import type { Ctx } from "../../../worker/db/context.ts";
import { testCtx } from "../fresh.ts";

export interface Measured<T> {
  readonly answer: T;
  /** Rows read by all statements, as D1 bills them. */
  readonly rowsRead: number;
  /** The plan of each select, in SQLite's words. */
  readonly plans: readonly (readonly string[])[];
}

type Reading<T> = (ctx: Ctx, DB: D1Database) => Promise<T>;

interface Sent {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Runs what reads the database, counts what D1 read for it, and has each of its selects explained. */
export async function measured<T>(read: Reading<T>): Promise<Measured<T>> {
  const { answer, rowsRead, sent } = await counted(read);
  const selects = sent.filter(({ sql }) => /^\s*select/i.test(sql));
  const plans = await Promise.all(selects.map(({ sql, params }) => planOf(sql, params)));
  return { answer, rowsRead, plans };
}

/** Runs what reads the database, and counts what D1 read for it. */
export async function counted<T>(
  read: Reading<T>,
): Promise<Pick<Measured<T>, "answer" | "rowsRead"> & { sent: readonly Sent[] }> {
  const sent: Sent[] = [];
  const real = new Map<unknown, Sent>();
  let rowsRead = 0;
  const prepared = (sql: string, params: readonly unknown[]): D1PreparedStatement => {
    const statement = env.DB.prepare(sql).bind(...params);
    real.set(statement, { sql, params });
    return Object.create(statement, {
      bind: { value: (...given: unknown[]) => prepared(sql, given) },
      real: { value: statement },
    });
  };
  const recording: D1Database = Object.create(env.DB, {
    prepare: { value: (sql: string) => prepared(sql, []) },
    batch: {
      value: async (statements: { real: D1PreparedStatement }[]) => {
        const results = await env.DB.batch(statements.map((one) => one.real));
        for (const one of statements) sent.push(real.get(one.real) ?? { sql: "", params: [] });
        for (const { meta } of results) rowsRead += meta.rows_read;
        return results;
      },
    },
  });
  const answer = await read(testCtx({ db: openDb(recording) }), recording);
  return { answer, rowsRead, sent };
}

async function planOf(sql: string, params: readonly unknown[]): Promise<string[]> {
  const { results } = await env.DB.prepare(`explain query plan ${sql}`)
    .bind(...params)
    .all<{ detail: string }>();
  return results.map(({ detail }) => detail);
}

/** Tables that grow with people or with time. */
const GROWING: ReadonlySet<string> = new Set([
  "assignments",
  "audit",
  "changes",
  "findings",
  "held",
  "held_people",
  "holds",
  "hr_events",
  "identities",
  "people",
  "receipts",
  "request_approvers",
  "requests",
  "work",
]);

/** The steps of the plans that walk through a whole table or index that grows with people or with time. */
export function scans({ plans }: Pick<Measured<unknown>, "plans">): string[] {
  const tables = plans.flat().flatMap((step) => /^SCAN (\w+)/.exec(step)?.[1] ?? []);
  return tables.filter((table) => GROWING.has(table));
}
