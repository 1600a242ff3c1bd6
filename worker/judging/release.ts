import { sql } from "drizzle-orm";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { statement } from "../db/statement.ts";
import { schedule } from "../db/work.ts";
import { heldPeople } from "../held/tables.ts";
import { people } from "../people/tables.ts";

/**
 * An admin releases removals that the limits kept back: everybody they concern is judged again, now, and what they
 * then lose is not counted. The row itself is settled by the caller.
 */
export function releaseRemovals(ctx: Pick<Ctx, "db" | "now">, heldId: string): Change {
  const concerned = sql`${people.id} in (
    select ${heldPeople.person_id} from ${heldPeople} where ${heldPeople.held_id} = ${heldId} and ${heldPeople.event_id} is null)`;
  return change({
    writes: [
      statement(
        ctx.db.q
          .update(people)
          .set({ judged_epoch: 0, version: sql`${people.version} + 1` })
          .where(concerned),
      ),
      schedule(ctx, "judging", "people", ctx.now()),
    ],
  });
}
