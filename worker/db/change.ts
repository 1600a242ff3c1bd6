import { and, eq, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { raw } from "./statement.ts";
import type { Statement } from "./statement.ts";
import { guard } from "./tables.ts";

/** What a verb wants to happen, as plain data: all of it in one batch, or none. */
export interface Change {
  /** What the decision read and does not write: refused when it is no longer so. */
  readonly guards: readonly Statement[];
  readonly writes: readonly Statement[];
  readonly audit: readonly Statement[];
}

export const nothing: Change = { guards: [], writes: [], audit: [] };

export function change(parts: Partial<Change>): Change {
  return { ...nothing, ...parts };
}

export function merge(...changes: readonly Change[]): Change {
  return {
    guards: changes.flatMap((c) => c.guards),
    writes: changes.flatMap((c) => c.writes),
    audit: changes.flatMap((c) => c.audit),
  };
}

export function isNothing({ guards, writes, audit }: Change): boolean {
  return guards.length + writes.length + audit.length === 0;
}

/** Refuses the batch unless the row that was read is still at the version that was read. */
export function unchanged(
  table: SQLiteTable & { id: SQLiteColumn; version: SQLiteColumn },
  row: { id: string; version: number },
): Statement {
  const still = and(eq(table.id, row.id), eq(table.version, row.version));
  return raw(
    sql`insert into ${guard} select 1 where not exists (select 1 from ${table} where ${still})`,
  );
}

/** Refuses the batch when the condition (a query that finds rows) holds. */
export function refuseIf(found: ReturnType<typeof sql>): Statement {
  return raw(sql`insert into ${guard} select 1 where exists (${found})`);
}
