import { and, eq, sql } from "drizzle-orm";
import type { SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Ctx, Instant } from "../../db/context.ts";
import { statement } from "../../db/statement.ts";
import type { Statement } from "../../db/statement.ts";
import { assignments } from "../../grants/tables.ts";
import type { Assignment } from "./view.ts";

type Set = SQLiteUpdateSetSource<typeof assignments>;

/** Puts the next look off: only as it was read, so that a change meanwhile keeps it due. */
export function restUntil(ctx: Pick<Ctx, "db">, row: Assignment, until: Instant): Statement {
  return statement(
    ctx.db.q
      .update(assignments)
      .set({ check_at: until })
      .where(and(eq(assignments.id, row.id), eq(assignments.version, row.version))),
    1,
  );
}

/**
 * Claims the right to act: by compare-and-set on what was read, so that of two drivers one acts.
 * A stale claim is taken over by naming the old `op_id`.
 */
export function claimWith(ctx: Pick<Ctx, "db">, row: Assignment, set: Set): Statement {
  const asRead =
    row.op_id === null ? sql`${assignments.op_id} is null` : eq(assignments.op_id, row.op_id);
  return statement(
    ctx.db.q
      .update(assignments)
      .set(set)
      .where(
        and(
          eq(assignments.id, row.id),
          eq(assignments.version, row.version),
          eq(assignments.op, row.op),
          asRead,
        ),
      ),
    1,
  );
}

/**
 * Records an outcome. It stands whatever else changed, as long as the claim is still ours (`op_id`);
 * the next look is at `next` unless something changed since the row was read: then at once.
 */
export function outcome(
  ctx: Pick<Ctx, "db" | "now">,
  row: Assignment,
  next: Instant,
  set: Set,
): Statement {
  const now = ctx.now();
  const ours =
    row.op_id === null ? sql`${assignments.op_id} is null` : eq(assignments.op_id, row.op_id);
  return statement(
    ctx.db.q
      .update(assignments)
      .set({
        ...set,
        check_at: sql`iif(${assignments.version} = ${row.version}, ${next}, min(${assignments.check_at}, ${now}))`,
      })
      .where(and(eq(assignments.id, row.id), ours)),
    1,
  );
}
