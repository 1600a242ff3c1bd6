import { sql } from "drizzle-orm";
import { audit } from "../audit/tables.ts";
import { change } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import { actorText } from "../db/context.ts";
import type { Ctx } from "../db/context.ts";
import { raw, statement } from "../db/statement.ts";
import { fromOpenOf } from "./open.ts";
import { requests } from "./tables.ts";

/** Why nothing can come of a person's requests any more. */
export type VoidedWhy = "offboarding" | "suspension" | "not_started";

/**
 * Voids every open request of a person, however many there are. The entries of the log are written first, in the same
 * batch: they tell of exactly those that are still open then.
 */
export function voidRequests(
  ctx: Pick<Ctx, "db" | "now" | "actor" | "channel">,
  personId: string,
  why: VoidedWhy,
): Change {
  const now = ctx.now();
  const by = actorText(ctx.actor);
  const open = fromOpenOf(personId);
  return change({
    writes: [
      raw(sql`
        insert into ${audit} (at, actor, channel, action, person_id, request_id, grant_id, details)
        select ${now}, ${by}, ${ctx.channel}, 'request.voided', ${requests.person_id}, ${requests.id},
          ${requests.grant_id}, ${JSON.stringify({ why })}
        ${open}`),
      statement(
        ctx.db.q
          .update(requests)
          .set({
            state: "void",
            decided_at: now,
            decided_by: by,
            decision_reason: why,
            version: sql`${requests.version} + 1`,
          })
          .where(sql`${requests.id} in (select ${requests.id} ${open})`),
      ),
    ],
  });
}
