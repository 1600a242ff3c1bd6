import { desc, eq, sql } from "drizzle-orm";
import { built } from "../db/built.ts";
import { refuseIf } from "../db/change.ts";
import { NEVER } from "../db/context.ts";
import type { Ctx, Instant } from "../db/context.ts";
import type { Statement } from "../db/statement.ts";
import { people } from "../people/tables.ts";
import { freezes } from "./tables.ts";

/** The newest freeze, with the name of who set it where HR knows them. */
export interface Freeze {
  readonly id: string;
  readonly state: "standing" | "lifted";
  readonly since: Instant;
  readonly by: string;
  readonly by_name: string | null;
  readonly reason: string | null;
  readonly lifted_at: Instant | null;
  readonly lifted_by: string | null;
}

const newest = built((q) =>
  q
    .select({
      id: freezes.id,
      state: freezes.state,
      since: freezes.since,
      by: freezes.by,
      by_name: people.display_name,
      reason: freezes.reason,
      lifted_at: freezes.lifted_at,
      lifted_by: freezes.lifted_by,
    })
    .from(freezes)
    .leftJoin(people, eq(people.id, sql`substr(${freezes.by}, length('person:') + 1)`))
    .orderBy(desc(sql`freezes.rowid`))
    .limit(1),
);

/** Selects the newest freeze: one row, or none where there never was one. */
export function newestFreeze(ctx: Pick<Ctx, "db">) {
  return newest(ctx, {});
}

/** Since when access may be given, by the newest freeze: 0 = always; the year 9999 while one stands. */
export function givingSinceOf(rows: readonly Pick<Freeze, "state" | "lifted_at">[]): Instant {
  const [freeze] = rows;
  if (freeze === undefined) return 0;
  return freeze.state === "standing" ? NEVER : (freeze.lifted_at ?? NEVER);
}

const STANDING = sql`select 1 from ${freezes} where ${freezes.state} = 'standing'`;

/** Refuses the batch while a freeze stands: in the claim of every creation. */
export const UNLESS_FROZEN: Statement = refuseIf(STANDING);

/** Refuses the batch when no freeze stands any more: who begins to wait for its end must not miss it. */
export const WHILE_FROZEN: Statement = refuseIf(sql`select 1 where not exists (${STANDING})`);
