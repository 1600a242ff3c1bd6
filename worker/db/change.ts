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
  /** What is added to the figures of `/metrics`, by name: one statement, however many changes are merged. */
  readonly counts: ReadonlyMap<string, number>;
}

export const nothing: Change = { guards: [], writes: [], audit: [], counts: new Map() };

export function change(parts: Partial<Change>): Change {
  return { ...nothing, ...parts };
}

export function merge(...changes: readonly Change[]): Change {
  return {
    guards: changes.flatMap((c) => c.guards),
    writes: changes.flatMap((c) => c.writes),
    audit: changes.flatMap((c) => c.audit),
    counts: sums(changes.flatMap((c) => [...c.counts])),
  };
}

/** The counts of each name added up. */
export function sums(counts: Iterable<readonly [string, number]>): Map<string, number> {
  const all = new Map<string, number>();
  for (const [name, by] of counts) all.set(name, (all.get(name) ?? 0) + by);
  return all;
}

export function isNothing({ guards, writes, audit, counts }: Change): boolean {
  return guards.length + writes.length + audit.length + counts.size === 0;
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
