import { eq } from "drizzle-orm";
import { append } from "../audit/append.ts";
import { change, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { actorText } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { statement } from "../db/statement.ts";
import { people } from "../people/tables.ts";
import { newestFreeze } from "./standing.ts";
import type { Freeze } from "./standing.ts";
import { freezes } from "./tables.ts";

/**
 * From the commit on no creation of any access or user begins; removals, disablements and clocks go on. While a freeze
 * stands, a second one changes nothing: the first one's instant and reason stay.
 */
export async function freeze(
  ctx: Ctx,
  reason: string | null,
): Promise<{ change: Change; freeze: Freeze }> {
  const { actor, db } = ctx;
  const [[newest], [who]] = await db.read([
    newestFreeze(ctx),
    db.q
      .select({ name: people.display_name })
      .from(people)
      .where(eq(people.id, actor.kind === "person" ? actor.id : "")),
  ]);
  if (newest?.state === "standing") return { change: nothing, freeze: newest };
  const set = {
    id: newId(ctx, "frz"),
    state: "standing" as const,
    since: ctx.now(),
    by: actorText(actor),
    reason,
    lifted_at: null,
    lifted_by: null,
  };
  return {
    freeze: { ...set, by_name: who?.name ?? null },
    change: change({
      writes: [statement(db.q.insert(freezes).values(set))],
      audit: [append(ctx, { action: "freeze.set", details: { freeze_id: set.id } })],
    }),
  };
}
