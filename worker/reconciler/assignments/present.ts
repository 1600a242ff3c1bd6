import type { Entry } from "../../audit/append.ts";
import { change, merge } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import { openFinding, settleFindings } from "../../directory/finding.ts";
import { liveAt, wantedAt } from "../../grants/rules.ts";
import { settleOpen } from "../../held/hold.ts";
import type { Deps } from "../deps.ts";
import { afterDisagreement } from "./again.ts";
import type { Reading } from "./reading.ts";
import { entry } from "./entry.ts";
import { isOpen, keptReceipt, reopenedReceipt } from "./receipt.ts";
import type { View } from "./view.ts";
import { outcome } from "./write.ts";

/** A complete read showed the access. */
export function recordPresent({ ctx }: Deps, view: View, reading: Reading): Change {
  const now = ctx.now();
  const { row, receipt } = view;
  const { doubtOver } = reading;
  const isRestored = row.withheld_at !== null && wantedAt(view.holds, now);
  const wanted = reading.wanted || isRestored;
  const ours = isOurs(view, wanted);
  const adopts = view.holds.some((hold) => hold.adopt && liveAt(hold, now));
  const isFound = row.origin === "found" || (!ours && !adopts);
  const reappeared = isOpen(receipt) && receipt.gone_at !== null && !wanted;
  const seen = change({
    writes: [
      outcome(ctx, row, wanted ? now : afterDisagreement(ctx, row), {
        op: "none",
        observed: "present",
        origin: isFound ? "found" : "managed",
        seen_at: now,
        missed_at: null,
        attempt: wanted ? 0 : row.attempt + 1,
        ...(doubtOver ? { doubt_until: null } : {}),
        ...(isRestored ? { withheld_at: null, withheld_by: null } : {}),
      }),
      ...(reappeared ? [reopenedReceipt(ctx, view)] : []),
      ...(wanted ? keptReceipt(ctx, view) : []),
    ],
    audit:
      row.observed === "present"
        ? []
        : [entry(ctx, view, presentAction(isFound, reappeared, ours))],
  });
  if (isRestored) return merge(seen, restored(ctx, view));
  if (reappeared) return merge(seen, openFinding(ctx, "reappeared", row.identity_id, row.id));
  return isFound && !wanted
    ? merge(seen, openFinding(ctx, "no_rule", row.identity_id, row.id))
    : seen;
}

/**
 * Whether the access that is shown can be of our making. What was read as gone, with nothing of ours on its way since,
 * is another hand's: it stays, but for somebody who is out.
 */
function isOurs({ row, receipt, is_out }: View, wanted: boolean): boolean {
  if (row.op_asked_at === null && row.taken_over_at === null) return false;
  const isUnderWay = row.op !== "none" || row.doubt_until !== null;
  const wasGone = row.observed === "absent" && !isUnderWay && !isOpen(receipt);
  return wanted || is_out || !wasGone;
}

/** The hand that took the access away, or another, gave it back while it was wanted: nothing waits any more. */
function restored(ctx: Deps["ctx"], view: View): Change {
  const { id } = view.row;
  return merge(
    change({ audit: [entry(ctx, view, "assignment.given_back")] }),
    settleFindings(ctx, id),
    settleOpen(ctx, "withheld", id, "dropped"),
  );
}

function presentAction(isFound: boolean, reappeared: boolean, ours: boolean): Entry["action"] {
  if (reappeared) return "assignment.reappeared";
  if (isFound) return "assignment.found";
  return ours ? "assignment.created" : "assignment.adopted";
}
