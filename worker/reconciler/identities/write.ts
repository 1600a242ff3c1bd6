import { and, eq, isNull, sql } from "drizzle-orm";
import type { SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import { append } from "../../audit/append.ts";
import type { Action } from "../../audit/actions.ts";
import { change } from "../../db/change.ts";
import { commit, LostRace } from "../../db/commit.ts";
import type { Ctx, Instant } from "../../db/context.ts";
import { newId } from "../../db/ids.ts";
import { statement } from "../../db/statement.ts";
import type { Statement } from "../../db/statement.ts";
import { identities } from "../../people/tables.ts";
import type { Deps } from "../deps.ts";
import type { Identity, IdentityView } from "./view.ts";

type Set = SQLiteUpdateSetSource<typeof identities>;

/** Puts the next look off: only as it was read; a driver that stood still may come with what it read long ago. */
export function restIdentity(ctx: Pick<Ctx, "db">, row: Identity, until: Instant): Statement {
  return statement(
    ctx.db.q
      .update(identities)
      .set({ check_at: until })
      .where(
        and(
          eq(identities.id, row.id),
          eq(identities.version, row.version),
          eq(identities.check_at, row.check_at),
          claimAsRead(row),
        ),
      ),
    1,
  );
}

/** Records an outcome while the claim (or the reading) is still ours. */
export function identityOutcome(
  ctx: Pick<Ctx, "db" | "now">,
  row: Identity,
  next: Instant,
  set: Set,
): Statement {
  const now = ctx.now();
  return statement(
    ctx.db.q
      .update(identities)
      .set({
        ...set,
        check_at: sql`iif(${identities.version} = ${row.version}, ${next}, min(${identities.check_at}, ${now}))`,
      })
      .where(and(eq(identities.id, row.id), claimAsRead(row))),
    1,
  );
}

/** Claims a write to Identity Center; null when somebody else has it. A stale claim is taken over. */
export async function claimIdentity(
  { ctx }: Deps,
  view: IdentityView,
  op: "create" | "update" | "delete",
  action: Action,
): Promise<(Identity & { op_asked_at: number }) | null> {
  const now = ctx.now();
  const { row } = view;
  const claimed = {
    op,
    op_id: newId(ctx, "op"),
    op_asked_at: now,
    check_at: now + ctx.config.numbers.claim_stale_after_ms,
  };
  try {
    await commit(
      ctx,
      change({
        writes: [
          statement(
            ctx.db.q
              .update(identities)
              .set(claimed)
              .where(
                and(
                  eq(identities.id, row.id),
                  eq(identities.version, row.version),
                  claimAsRead(row),
                ),
              ),
            1,
          ),
        ],
        audit: [
          append(ctx, {
            action,
            person_id: row.person_id,
            details: { identity_id: row.id, op_id: claimed.op_id },
          }),
        ],
      }),
    );
  } catch (error) {
    if (error instanceof LostRace) return null;
    throw error;
  }
  return { ...row, ...claimed };
}

/** Nobody has claimed the row since it was read. */
function claimAsRead({ op_id }: Identity) {
  return op_id === null ? isNull(identities.op_id) : eq(identities.op_id, op_id);
}
