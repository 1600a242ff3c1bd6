import { sql } from "drizzle-orm";
import { builtWrite } from "../db/built.ts";
import type { Value } from "../db/built.ts";
import type { Ctx } from "../db/context.ts";
import type { Statement } from "../db/statement.ts";
import { driverState } from "./tables.ts";

type Name = (typeof driverState.$inferSelect)["name"];

/** Remembers one thing across wake-ups, in place of what was remembered under its name. */
export function remember(
  ctx: Pick<Ctx, "db" | "now">,
  name: Name,
  details: Record<string, unknown>,
): Statement {
  return remembered(ctx, { name, at: ctx.now(), details });
}

const remembered = builtWrite(
  (q, value: Value<Pick<typeof driverState.$inferSelect, "name" | "at" | "details">>) =>
    q
      .insert(driverState)
      .values({ name: value("name"), at: value("at"), details: value("details") })
      .onConflictDoUpdate({
        target: driverState.name,
        set: { at: sql`excluded.at`, details: sql`excluded.details` },
      }),
);
