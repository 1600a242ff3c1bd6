import { eq } from "drizzle-orm";
import { append } from "../../audit/append.ts";
import type { Action } from "../../audit/actions.ts";
import { change } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import type { Ctx, Instant } from "../../db/context.ts";
import { makeDue } from "../../grants/due.ts";
import { assignments } from "../../grants/tables.ts";
import type { Identity } from "./view.ts";
import { identityOutcome } from "./write.ts";

interface Binding {
  readonly userId: string;
  readonly how: Action;
  readonly set: {
    readonly look_at: Instant;
    readonly profile_digest?: string;
    readonly sign_in?: Identity["sign_in"];
  };
  /** What is known of everything that waited for the user. */
  readonly observed?: "absent";
}

/** The user is this person's: everything that waited for it is due. */
export function bound(ctx: Ctx, row: Identity, { userId, how, set, observed }: Binding): Change {
  const live = {
    ...set,
    op: "none" as const,
    status: "live" as const,
    principal_id: userId,
    attempt: 0,
    last_error: null,
  };
  return change({
    writes: [
      identityOutcome(ctx, row, ctx.now(), live),
      makeDue(ctx, eq(assignments.identity_id, row.id), observed === undefined ? {} : { observed }),
    ],
    audit: [
      append(ctx, {
        action: how,
        person_id: row.person_id,
        details: { identity_id: row.id, user_id: userId },
      }),
    ],
  });
}
