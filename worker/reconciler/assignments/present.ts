import { append } from "../../audit/append.ts";
import type { Entry } from "../../audit/append.ts";
import { change, merge, nothing } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import { openFinding, settleFindings } from "../../directory/finding.ts";
import { liveAt, wantedAt } from "../../grants/rules.ts";
import { settleOpen } from "../../held/hold.ts";
import type { Deps } from "../deps.ts";
import { afterDisagreement } from "./again.ts";
import type { Reading } from "./reading.ts";
import { entryOf } from "./entry.ts";
import { isOpen, keptReceipt, reopenedReceipt } from "./receipt.ts";
import { nextLook } from "./told.ts";
import type { Told } from "./told.ts";
import type { View } from "./view.ts";

/** A complete read showed the access. */
export function toldPresent(deps: Deps, view: View, reading: Reading): Told {
  const { ctx } = deps;
  const now = ctx.now();
  const { row, receipt } = view;
  const { doubtOver } = reading;
  const isRestored = row.withheld_at !== null && wantedAt(view.holds, now);
  const wanted = reading.wanted || isRestored;
  const ours = isOurs(view, wanted);
  const adopts = view.holds.some((hold) => hold.adopt && liveAt(hold, now));
  const isFound = row.origin === "found" || (!ours && !adopts);
  const reappeared = isOpen(receipt) && receipt.gone_at !== null && !wanted;
  const set = {
    op: "none",
    observed: "present",
    origin: isFound ? "found" : "managed",
    seen_at: now,
    missed_at: null,
    attempt: wanted ? 0 : row.attempt + 1,
    ...(doubtOver ? { doubt_until: null } : {}),
    ...(isRestored ? { withheld_at: null, withheld_by: null } : {}),
  } satisfies Told["set"];
  const kept = isOpen(receipt) ? { ...receipt, kept_at: now } : receipt;
  return {
    view,
    set,
    next: wanted ? nextLook(deps, view, set, kept) : afterDisagreement(ctx, row),
    entries:
      row.observed === "present"
        ? []
        : [entryOf(ctx, view, presentAction(isFound, reappeared, ours))],
    more: merge(
      change({
        writes: [
          ...(reappeared ? [reopenedReceipt(ctx, view)] : []),
          ...(wanted ? keptReceipt(ctx, view) : []),
        ],
      }),
      isRestored ? restored(ctx, view) : foundOf(ctx, row, { reappeared, isFound, wanted }),
    ),
  };
}

/** What is told of access that shows up and that nothing explains. */
function foundOf(
  ctx: Deps["ctx"],
  { identity_id, id }: View["row"],
  is: { readonly reappeared: boolean; readonly isFound: boolean; readonly wanted: boolean },
): Change {
  if (is.reappeared) return openFinding(ctx, "reappeared", identity_id, id);
  return is.isFound && !is.wanted ? openFinding(ctx, "no_rule", identity_id, id) : nothing;
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
    change({ audit: [append(ctx, entryOf(ctx, view, "assignment.given_back"))] }),
    settleFindings(ctx, id),
    settleOpen(ctx, "withheld", id, "dropped"),
  );
}

function presentAction(isFound: boolean, reappeared: boolean, ours: boolean): Entry["action"] {
  if (reappeared) return "assignment.reappeared";
  if (isFound) return "assignment.found";
  return ours ? "assignment.created" : "assignment.adopted";
}
