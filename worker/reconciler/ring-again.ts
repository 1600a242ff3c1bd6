import { eq } from "drizzle-orm";
import { ring } from "../audit/ring.ts";
import type { Alarm } from "../audit/ring.ts";
import { change, merge, nothing } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { remember } from "./driver-state.ts";
import { driverState } from "./tables.ts";

/** Rings for what lasts: now, unless it rang less than `eachMs` ago. `name`: where its last ring is remembered. */
export async function ringAgain(
  ctx: Ctx,
  name: Parameters<typeof remember>[1],
  { alarm, eachMs }: { readonly alarm: Alarm; readonly eachMs: number },
  details: Readonly<Record<string, unknown>>,
): Promise<Change> {
  const [[last]] = await ctx.db.read([
    ctx.db.q.select().from(driverState).where(eq(driverState.name, name)),
  ]);
  if (last !== undefined && Math.abs(ctx.now() - last.at) < eachMs) return nothing;
  return merge(
    change({ writes: [remember(ctx, name, { ...details })] }),
    ring(ctx, alarm, { ...details }),
  );
}
