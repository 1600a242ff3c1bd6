import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Ctx } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import type { Statement } from "../db/statement.ts";
import { assignments } from "./tables.ts";

/** The driver looks at these assignments now; what is known to be so of them meanwhile is set with it. */
export function makeDue(
  ctx: Pick<Ctx, "db" | "now">,
  which: SQL,
  known: { readonly observed?: "absent" } = {},
): Statement {
  const now = ctx.now();
  return statement(
    ctx.db.q
      .update(assignments)
      .set({
        check_at: sql`min(${assignments.check_at}, ${now})`,
        version: sql`${assignments.version} + 1`,
        ...known,
      })
      .where(which),
  );
}
