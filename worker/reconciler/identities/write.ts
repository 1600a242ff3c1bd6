import type { SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import { append } from "../../audit/append.ts";
import type { Action } from "../../audit/actions.ts";
import { change } from "../../db/change.ts";
import { newId } from "../../db/ids.ts";
import { UNLESS_FROZEN } from "../../freeze/standing.ts";
import { identities } from "../../people/tables.ts";
import { claimsOn, takeClaim } from "../claim.ts";
import type { Deps } from "../deps.ts";
import type { Identity, IdentityView } from "./view.ts";

const writes = claimsOn<SQLiteUpdateSetSource<typeof identities>, "op" | "status">(identities, [
  "op",
  "status",
]);

/** What a driver writes to identities. */
export const { restUntil: restIdentity, outcome: identityOutcome } = writes;

/**
 * Claims a write to Identity Center; null when somebody else has it, or a freeze lets no user be made. A stale claim is
 * taken over.
 */
export async function claimIdentity(
  { ctx }: Deps,
  view: IdentityView,
  {
    op,
    ...set
  }: { readonly op: Exclude<Identity["op"], "none">; readonly sign_in?: Identity["sign_in"] },
  action: Action,
): Promise<(Identity & { op_asked_at: number }) | null> {
  const now = ctx.now();
  const { row } = view;
  const claim = {
    ...set,
    op,
    op_id: newId(ctx, "op"),
    op_asked_at: now,
    check_at: now + ctx.config.numbers.claim_stale_after_ms,
  };
  const asked = append(ctx, {
    action,
    person_id: row.person_id,
    details: { identity_id: row.id, op_id: claim.op_id },
  });
  const isOurs = await takeClaim(
    ctx,
    change({
      guards: op === "create" ? [UNLESS_FROZEN] : [],
      writes: [writes.claimWith(ctx, row, claim)],
      audit: [asked],
    }),
  );
  return isOurs ? { ...row, ...claim } : null;
}
