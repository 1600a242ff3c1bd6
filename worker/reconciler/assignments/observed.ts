import type { Entry } from "../../audit/append.ts";
import { change, merge } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import { openFinding, settleFindings } from "../../directory/finding.ts";
import { holdBack, settleOpen } from "../../held/hold.ts";
import { backoff } from "../backoff.ts";
import { countLateness } from "../figures.ts";
import { ring } from "../ring.ts";
import type { Deps } from "../deps.ts";
import { liveAt, wantedAt } from "../../grants/rules.ts";
import { owesReceipt } from "./decide.ts";
import { entry } from "./entry.ts";
import {
  confirmedReceipt,
  dueAt,
  goneReceipt,
  isOpen,
  keptReceipt,
  openReceipt,
  reopenedReceipt,
} from "./receipt.ts";
import type { View } from "./view.ts";
import { outcome } from "./write.ts";

interface Reading {
  readonly wanted: boolean;
  /** An earlier operation was in doubt, and by the time of this read could not arrive any more. */
  readonly doubtOver: boolean;
}

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
  const wasGone = row.observed === "absent" && row.doubt_until === null && !isOpen(receipt);
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

/** A complete read showed that the access is not there. */
export function recordAbsent(deps: Deps, view: View, reading: Reading): Change {
  return reading.wanted ? missed(deps, view, reading) : gone(deps, view, reading);
}

/** Wanted, and not there: never given yet, lost by a late operation of our own, or taken away by another hand. */
function missed({ ctx }: Deps, view: View, { doubtOver }: Reading): Change {
  const now = ctx.now();
  const { row } = view;
  const settled = {
    op: "none" as const,
    seen_at: now,
    ...(doubtOver ? { doubt_until: null } : {}),
  };
  const enforced = view.holds.some((hold) => hold.enforce && liveAt(hold, now));
  if (row.observed !== "present" || row.doubt_until !== null || enforced) {
    const next = afterDisagreement(ctx, row);
    return change({
      writes: [
        outcome(ctx, row, next, {
          ...settled,
          observed: "absent",
          missed_at: null,
          attempt: row.attempt + 1,
        }),
        ...keptReceipt(ctx, view),
      ],
    });
  }
  const confirmAt = (row.missed_at ?? now) + ctx.config.numbers.confirm_after_ms;
  if (row.missed_at === null || now < confirmAt) {
    return change({
      writes: [outcome(ctx, row, confirmAt, { ...settled, missed_at: row.missed_at ?? now })],
    });
  }
  return merge(
    change({
      writes: [
        outcome(ctx, row, now, {
          ...settled,
          observed: "absent",
          missed_at: null,
          withheld_at: now,
          withheld_by: "another hand",
        }),
      ],
      audit: [entry(ctx, view, "assignment.withheld")],
    }),
    openFinding(ctx, "vanished", row.identity_id, row.id),
    holdBack(ctx, {
      kind: "withheld",
      key: row.id,
      details: { assignment_id: row.id, person_id: view.person_id },
    }),
    ring(ctx, "access_removed_by_another_hand", { assignment_id: row.id }),
  );
}

/** Not wanted, and not there: the end of a stretch, or its confirmation. */
function gone(deps: Deps, view: View, { doubtOver }: Reading): Change {
  const { ctx } = deps;
  const now = ctx.now();
  const { row, receipt } = view;
  // While "not found" is not to be believed, neither is absence.
  if (deps.isStopped()) {
    return change({ writes: [outcome(ctx, row, now + ctx.config.numbers.overdue_after_ms, {})] });
  }
  const settled = change({
    writes: [
      outcome(ctx, row, now, {
        op: "none",
        observed: "absent",
        seen_at: now,
        missed_at: null,
        attempt: 0,
        ...(doubtOver ? { doubt_until: null } : {}),
      }),
    ],
  });
  const settledFindings = settleFindings(ctx, row.id);
  const open = isOpen(receipt) ? receipt : null;
  if (open !== null && open.gone_at !== null) {
    const isConfirmed =
      now >= open.gone_at + ctx.config.numbers.confirm_after_ms &&
      (row.doubt_until === null || doubtOver);
    if (!isConfirmed) return settled;
    return merge(
      settled,
      settledFindings,
      change({
        writes: [confirmedReceipt(ctx, view, now)],
        audit: [entry(ctx, view, "assignment.gone_confirmed")],
      }),
    );
  }
  if (open === null && !owesReceipt(view)) return merge(settled, settledFindings);
  const due = open === null ? dueAt(view, now) : open.due_at;
  return merge(
    settled,
    settledFindings,
    change({
      writes: [
        ...(open === null ? [openReceipt(ctx, view, null)] : []),
        goneReceipt(ctx, view, now),
        ...countLateness(ctx, Math.max(0, now - due)),
      ],
      audit: [
        entry(ctx, view, "assignment.gone", { due_at: due, late_ms: Math.max(0, now - due) }),
      ],
    }),
  );
}

/**
 * AWS does not show what was just asked of it: its lists lag, so the next try waits, longer each time.
 * What was never asked, or long ago, is acted on at once.
 */
function afterDisagreement(ctx: Deps["ctx"], row: View["row"]): number {
  const now = ctx.now();
  const { retry_grant_most_ms } = ctx.config.numbers;
  const askedLately =
    row.observed === "unknown" && row.op_asked_at !== null && now - row.op_asked_at < LISTS_LAG_MS;
  return askedLately ? now + backoff(ctx, row.attempt + 1, retry_grant_most_ms) : now;
}

/** How long after an operation a list that does not show it is taken to lag. */
const LISTS_LAG_MS = 120_000;

function presentAction(isFound: boolean, reappeared: boolean, ours: boolean): Entry["action"] {
  if (reappeared) return "assignment.reappeared";
  if (isFound) return "assignment.found";
  return ours ? "assignment.created" : "assignment.adopted";
}
