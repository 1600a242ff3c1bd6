import { append } from "../../audit/append.ts";
import { change, merge } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import { openFinding, settleUserLost } from "../../directory/finding.ts";
import { holdBack, settleOpen } from "../../held/hold.ts";
import type { Deps } from "../deps.ts";
import { ring } from "../../audit/ring.ts";
import type { Identity, IdentityView } from "./view.ts";
import { identityOutcome } from "./write.ts";

/** The look is done: when the next one is, and whether the user was lost or is back. */
export function looked({ ctx }: Deps, view: IdentityView, vanished: boolean): Change {
  const now = ctx.now();
  const { row } = view;
  const { look_live_ms, look_idle_ms } = ctx.config.numbers;
  const look_at = now + (view.hasLiveGrant ? look_live_ms : look_idle_ms);
  const seen = { look_at, attempt: 0, last_error: null };
  if (vanished === (row.status === "lost")) {
    return change({ writes: [identityOutcome(ctx, row, now, seen)] });
  }
  if (!vanished)
    return backAgain(
      ctx,
      row,
      change({ writes: [identityOutcome(ctx, row, now, { ...seen, status: "live" })] }),
    );
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
