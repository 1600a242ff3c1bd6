import { eq } from "drizzle-orm";
import { change, merge, unchanged } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { NEVER } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { finished, postponed } from "../db/work.ts";
import type { Work } from "../db/work.ts";
import { fallsDueAt, isOpen } from "./rules.ts";
import { requests } from "./tables.ts";
import { takeStep } from "./transition.ts";

/**
 * The verb of the work kind `request_expiry`: what nobody decided in time expires. A questioned request whose clock
 * stands still needs no further look: its answer asks for one.
 */
export async function expire(ctx: Ctx, row: Work): Promise<Change> {
  const [[request]] = await ctx.db.read([
    ctx.db.q.select().from(requests).where(eq(requests.id, row.key)),
  ]);
  const done = change({ writes: [finished(ctx, row)] });
  if (request === undefined || !isOpen(request.state)) return done;
  const due = fallsDueAt(request);
  const asRead = change({ guards: [unchanged(requests, request)] });
  if (due === NEVER) return merge(asRead, done);
  if (due > ctx.now()) return merge(asRead, change({ writes: [postponed(ctx, row, due)] }));
  return merge(takeStep(ctx, request, "expire"), done);
}
