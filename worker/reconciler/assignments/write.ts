import { and, eq, isNull, sql } from "drizzle-orm";
import type { SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Ctx, Instant } from "../../db/context.ts";
import { statement } from "../../db/statement.ts";
import type { Statement } from "../../db/statement.ts";
import { assignments } from "../../grants/tables.ts";
import type { Assignment } from "./view.ts";

type Set = SQLiteUpdateSetSource<typeof assignments>;

/**
 * Puts the next look off: only as it was read, so that a change meanwhile keeps it due. A driver that stood still may
 * come with what it read long ago: whoever acted or looked since has left another claim or another next look.
 */
export function restUntil(ctx: Pick<Ctx, "db">, row: Assignment, until: Instant): Statement {
  return statement(
    ctx.db.q
      .update(assignments)
      .set({ check_at: until })
      .where(
        and(
          eq(assignments.id, row.id),
          eq(assignments.version, row.version),
          eq(assignments.check_at, row.check_at),
          claimAsRead(row),
        ),
      ),
    1,
  );
}

/**
 * Claims the right to act: by compare-and-set on what was read, so that of two drivers one acts.
 * A stale claim is taken over by naming the old `op_id`.
 */
export function claimWith(ctx: Pick<Ctx, "db">, row: Assignment, set: Set): Statement {
  return statement(
    ctx.db.q
      .update(assignments)
      .set(set)
      .where(
        and(
          eq(assignments.id, row.id),
          eq(assignments.version, row.version),
          eq(assignments.op, row.op),
          claimAsRead(row),
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
  return statement(
    ctx.db.q
      .update(assignments)
      .set({
        ...set,
        check_at: sql`iif(${assignments.version} = ${row.version}, ${next}, min(${assignments.check_at}, ${now}))`,
      })
      .where(and(eq(assignments.id, row.id), claimAsRead(row))),
    1,
  );
}

/** Nobody has claimed the row since it was read. */
function claimAsRead({ op_id }: Assignment) {
  return op_id === null ? isNull(assignments.op_id) : eq(assignments.op_id, op_id);
}
