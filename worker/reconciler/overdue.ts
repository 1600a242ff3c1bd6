import { and, inArray, isNull, lt, sql } from "drizzle-orm";
import { built } from "../db/built.ts";
import type { Value } from "../db/built.ts";
import { change, merge } from "../db/change.ts";
import { commit, LostRace } from "../db/commit.ts";
import type { Ctx, Instant } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import { receipts } from "../grants/tables.ts";
import { ring } from "../audit/ring.ts";

const RUNG_AT_ONCE = 50;

/** Removals that are overdue and have not been rung yet. */
export function overdueQuery(ctx: Pick<Ctx, "db" | "now" | "config">) {
  return notRung(ctx, { before: ctx.now() - ctx.config.numbers.overdue_after_ms });
}

type Overdue = Pick<typeof receipts.$inferSelect, "id" | "assignment_id" | "due_at">;

/** Rings each of these removals, once. */
export async function ringOverdue(ctx: Ctx, rows: readonly Overdue[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.id);
  const rung = commit(
    ctx,
    merge(
      change({
        writes: [
          statement(
            ctx.db.q
              .update(receipts)
              .set({ rung_at: ctx.now() })
              .where(and(inArray(receipts.id, ids), isNull(receipts.rung_at))),
            ids.length,
          ),
        ],
      }),
      ...rows.map(({ assignment_id, due_at }) => ring(ctx, "overdue", { assignment_id, due_at })),
    ),
  );
  await rung.catch((error: unknown) => {
    // Another driver rang first.
    if (!(error instanceof LostRace)) throw error;
  });
}

const notRung = built((q, value: Value<{ before: Instant }>) =>
  q
    .select({ id: receipts.id, assignment_id: receipts.assignment_id, due_at: receipts.due_at })
    .from(receipts)
    .where(
      and(
        lt(receipts.due_at, value("before")),
        sql`${receipts.gone_at} is null and ${receipts.kept_at} is null`,
        isNull(receipts.rung_at),
      ),
    )
    .limit(RUNG_AT_ONCE),
);
