import type { Ctx } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { driverState } from "./tables.ts";

type Name = (typeof driverState.$inferSelect)["name"];

/** Remembers one thing across wake-ups, in place of what was remembered under its name. */
export function remember(
  ctx: Pick<Ctx, "db" | "now">,
  name: Name,
  details: Record<string, unknown>,
): Statement {
  const row = { at: ctx.now(), details };
  return statement(
    ctx.db.q
      .insert(driverState)
      .values({ name, ...row })
      .onConflictDoUpdate({ target: driverState.name, set: row }),
  );
}
