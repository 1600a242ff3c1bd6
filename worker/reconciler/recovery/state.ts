import { eq } from "drizzle-orm";
import { z } from "zod";
import { built } from "../../db/built.ts";
import type { Ctx } from "../../db/context.ts";
import type { Statement } from "../../db/statement.ts";
import { remember } from "../driver-state.ts";
import { driverState } from "../tables.ts";

/** How far Daypass is with what a restore of the database made it forget. */
const recovery = z.object({
  /** `needed`: creations are stopped, and an admin is waited for. */
  state: z.enum(["needed", "running", "done"]),
  /** From here on copies are read: what was asked for since may be forgotten. */
  since: z.int(),
  /** The key of the last copy that was compared. */
  cursor: z.string(),
  /** Copies of what the database knows. */
  known: z.int(),
  /** Accesses that were put back. */
  put_back: z.int(),
  /** Users whom the database does not know: by id, or by name where only their creation was copied. */
  unknown_users: z.array(z.string()),
});

export type Recovery = z.infer<typeof recovery>;

type Kept = Pick<typeof driverState.$inferSelect, "details"> | undefined;

const rowQuery = built((q) => q.select().from(driverState).where(eq(driverState.name, "recovery")));

export function recoveryQuery(ctx: Pick<Ctx, "db">) {
  return rowQuery(ctx, {});
}

/** What the row says; undefined when no restore was ever noticed. */
export function recoveryOf(row: Kept): Recovery | undefined {
  return row === undefined ? undefined : recovery.parse(row.details);
}

/** Creations wait. */
export function isUnrecovered(row: Kept): boolean {
  const told = recoveryOf(row);
  return told !== undefined && told.state !== "done";
}

export function rememberRecovery(ctx: Pick<Ctx, "db" | "now">, to: Recovery): Statement {
  return remember(ctx, "recovery", to);
}
