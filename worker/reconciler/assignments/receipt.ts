import { and, eq, isNull, sql } from "drizzle-orm";
import { refuseIf } from "../../db/change.ts";
import type { Ctx, Instant } from "../../db/context.ts";
import { newId } from "../../db/ids.ts";
import { statement } from "../../db/statement.ts";
import type { Statement } from "../../db/statement.ts";
import { receipts } from "../../grants/tables.ts";
import type { View } from "./view.ts";

/**
 * When the removal was due: the end of the wanted time, or a person's word over found access, whichever is later; now,
 * where an earlier receipt tells of that. Always after every receipt before it: the latest is the one that counts.
 */
export function dueAt(
  { row, stretch_end, receipt }: Pick<View, "row" | "stretch_end" | "receipt">,
  now: Instant,
): Instant {
  const due = Math.max(stretch_end ?? 0, row.taken_over_at ?? 0);
  if (receipt === null) return due || now;
  return due > receipt.due_at ? due : Math.max(now, receipt.due_at + 1);
}

/** The receipt of the stretch that ends, asked for now; an open one is kept as it is. */
export function openReceipt(
  ctx: Pick<Ctx, "db" | "now" | "random">,
  view: View,
  askedAt: Instant | null,
): Statement {
  return statement(
    ctx.db.q
      .insert(receipts)
      .values({
        id: newId(ctx, "rcp"),
        assignment_id: view.row.id,
        due_at: dueAt(view, ctx.now()),
        asked_at: askedAt,
      })
      .onConflictDoUpdate({
        target: receipts.assignment_id,
        targetWhere: sql`${receipts.confirmed_at} is null and ${receipts.kept_at} is null`,
        set: { asked_at: sql`coalesce(${receipts.asked_at}, excluded.asked_at)` },
      }),
  );
}

/**
 * Refuses the batch when there is a later receipt than the one that was read: whoever stood still since must not tell a
 * second time of a stretch whose end was proven meanwhile.
 */
export function noLaterReceipt({ row, receipt }: Pick<View, "row" | "receipt">): Statement {
  return refuseIf(sql`select 1 from ${receipts}
    where ${receipts.assignment_id} = ${row.id} and ${receipts.due_at} > ${receipt?.due_at ?? -1}`);
}

/** A complete read showed absence of these, and no other driver has said so yet of any: one statement. */
export function goneReceipts(ctx: Pick<Ctx, "db">, views: readonly View[], at: Instant): Statement {
  const deadBy = views.map(({ row, session_ms }) => [row.id, at + session_ms]);
  return statement(
    ctx.db.q
      .update(receipts)
      .set({ gone_at: at, credentials_dead_by: sql`one.value->>1` })
      .from(sql`json_each(${JSON.stringify(deadBy)}) one`)
      .where(
        and(sql`${receipts.assignment_id} = one.value->>0`, isOpenStill, isNull(receipts.gone_at)),
      ),
    views.length,
  );
}

/** The second read agrees. */
export function confirmedReceipt(ctx: Pick<Ctx, "db">, view: View, at: Instant): Statement {
  return statement(ctx.db.q.update(receipts).set({ confirmed_at: at }).where(openOf(view)), 1);
}

/** It is there again: not gone after all. */
export function reopenedReceipt(ctx: Pick<Ctx, "db">, view: View): Statement {
  return statement(
    ctx.db.q.update(receipts).set({ gone_at: null, credentials_dead_by: null }).where(openOf(view)),
  );
}

/** It is wanted again: the stretch that was ending ends unconfirmed. */
export function keptReceipt(ctx: Pick<Ctx, "db" | "now">, view: View): Statement[] {
  if (!isOpen(view.receipt)) return [];
  return [statement(ctx.db.q.update(receipts).set({ kept_at: ctx.now() }).where(openOf(view)))];
}

/** Whether the receipt's stretch still waits for its proof. */
export function isOpen(receipt: View["receipt"]): receipt is NonNullable<View["receipt"]> {
  return receipt !== null && receipt.confirmed_at === null && receipt.kept_at === null;
}

const isOpenStill = sql`${receipts.confirmed_at} is null and ${receipts.kept_at} is null`;

function openOf(view: View) {
  return and(eq(receipts.assignment_id, view.row.id), isOpenStill);
}
