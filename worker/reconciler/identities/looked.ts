import { sql } from "drizzle-orm";
import { append } from "../../audit/append.ts";
import type { User } from "../../aws/identity-store.ts";
import { change, merge, nothing } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import { openFinding, settleUserLost } from "../../directory/finding.ts";
import { holdBack, settleOpen } from "../../held/hold.ts";
import { identities } from "../../people/tables.ts";
import type { Deps } from "../deps.ts";
import { ring } from "../../audit/ring.ts";
import { signInSeen } from "./sign-in.ts";
import type { Identity, IdentityView } from "./view.ts";
import { identityOutcome } from "./write.ts";

/** The look is done: when the next one is, whether the user was lost or is back, and whether they may sign in. */
export function looked(
  { ctx }: Deps,
  view: IdentityView,
  user: Pick<User, "status"> | "vanished",
): Change {
  const now = ctx.now();
  const vanished = user === "vanished";
  const { row } = view;
  const { look_live_ms, look_idle_ms } = ctx.config.numbers;
  // Who was suspended or left meanwhile is to be looked at again.
  const look_at = sql`iif(${identities.version} = ${row.version},
    ${now + (view.hasLiveGrant ? look_live_ms : look_idle_ms)}, ${identities.look_at})`;
  if (!vanished) {
    const { sign_in, rings } = signInOf(ctx, view, user);
    const isBack = row.status === "lost";
    const back = isBack ? { status: "live" as const } : {};
    const seen = { look_at, attempt: 0, last_error: null, sign_in, ...back };
    const told = rings === null ? nothing : ring(ctx, rings, whoIs(row));
    const shown = merge(change({ writes: [identityOutcome(ctx, row, now, seen)] }), told);
    return isBack ? backAgain(ctx, row, shown) : shown;
  }
  if (row.status === "lost") {
    const seen = { look_at, attempt: 0, last_error: null };
    return change({ writes: [identityOutcome(ctx, row, now, seen)] });
  }
  return merge(
    change({
      writes: [identityOutcome(ctx, row, now, { status: "lost", look_at, attempt: 0 })],
      audit: [
        append(ctx, {
          action: "identity.lost",
          person_id: row.person_id,
          details: { identity_id: row.id },
        }),
      ],
    }),
    openFinding(ctx, "user_lost", row.id, null),
    holdBack(ctx, {
      kind: "user_lost",
      key: row.id,
      details: { identity_id: row.id, person_id: row.person_id },
    }),
    ring(ctx, "user_lost", { identity_id: row.id }),
  );
}

/** Where Daypass says who may sign in, what the read tells of it. */
function signInOf(ctx: Deps["ctx"], view: IdentityView, { status }: Pick<User, "status">) {
  return ctx.config.mode === "scim"
    ? signInSeen(view, status, ctx.now(), ctx.config.numbers)
    : { sign_in: view.row.sign_in, rings: null };
}

function whoIs({ id, person_id }: Identity) {
  return { identity_id: id, ...(person_id === null ? {} : { person_id }) };
}

/** Somebody put the user there again, or AWS had not told all: nothing waits for an admin any more. */
function backAgain(ctx: Deps["ctx"], row: Identity, seen: Change): Change {
  const found = append(ctx, {
    action: "identity.matched",
    person_id: row.person_id,
    details: { identity_id: row.id },
  });
  return merge(
    seen,
    change({ audit: [found] }),
    settleUserLost(ctx, row.id),
    settleOpen(ctx, "user_lost", row.id, "dropped"),
  );
}
