import { change, merge, nothing } from "../../db/change.ts";
import { openFinding, settleFindings } from "../../directory/finding.ts";
import { liveAt } from "../../grants/rules.ts";
import { compareSignIn } from "../../people/identity.ts";
import { holdBack } from "../../held/hold.ts";
import type { Deps } from "../deps.ts";
import { latenessOf } from "../figures.ts";
import { ring } from "../../audit/ring.ts";
import { afterDisagreement } from "./again.ts";
import { owesReceipt } from "./decide.ts";
import { entryOf } from "./entry.ts";
import {
  confirmedReceipt,
  dueAt,
  isOpen,
  keptReceipt,
  noLaterReceipt,
  openReceipt,
} from "./receipt.ts";
import type { Reading } from "./reading.ts";
import { nextLook } from "./told.ts";
import type { Told } from "./told.ts";
import type { View } from "./view.ts";

/** A complete read showed that the access is not there. */
export function toldAbsent(deps: Deps, view: View, reading: Reading): Told {
  return reading.wanted ? missed(deps, view, reading) : gone(deps, view, reading);
}

/** Wanted, and not there: never given yet, lost by a late operation of our own, or taken away by another hand. */
function missed({ ctx }: Deps, view: View, { doubtOver }: Reading): Told {
  const now = ctx.now();
  const { row } = view;
  const settled = {
    op: "none",
    seen_at: now,
    ...(doubtOver ? { doubt_until: null } : {}),
  } satisfies Told["set"];
  const enforced = view.holds.some((hold) => hold.enforce && liveAt(hold, now));
  if (row.observed !== "present" || row.doubt_until !== null || enforced) {
    return {
      view,
      set: { ...settled, observed: "absent", missed_at: null, attempt: row.attempt + 1 },
      next: afterDisagreement(ctx, row),
      entries: [],
      more: change({ writes: keptReceipt(ctx, view) }),
    };
  }
  const confirmAt = (row.missed_at ?? now) + ctx.config.numbers.confirm_after_ms;
  if (row.missed_at === null || now < confirmAt) {
    const set = { ...settled, missed_at: row.missed_at ?? now };
    return { view, set, next: confirmAt, entries: [] };
  }
  return {
    view,
    set: {
      ...settled,
      observed: "absent",
      missed_at: null,
      withheld_at: now,
      withheld_by: "another hand",
    },
    next: now,
    entries: [entryOf(ctx, view, "assignment.withheld")],
    more: merge(
      openFinding(ctx, "vanished", row.identity_id, row.id),
      holdBack(ctx, {
        kind: "withheld",
        key: row.id,
        details: { assignment_id: row.id, person_id: view.person_id },
      }),
      ring(ctx, "access_removed_by_another_hand", { assignment_id: row.id }),
    ),
  };
}

/** Not wanted, and not there: the end of a stretch, or its confirmation. */
function gone(deps: Deps, view: View, { doubtOver }: Reading): Told {
  const { ctx } = deps;
  const now = ctx.now();
  const { row, receipt } = view;
  // While "not found" is not to be believed, neither is absence.
  if (deps.isStopped()) {
    return { view, set: {}, next: now + ctx.config.numbers.overdue_after_ms, entries: [] };
  }
  const set = {
    op: "none",
    observed: "absent",
    seen_at: now,
    missed_at: null,
    attempt: 0,
    ...(doubtOver ? { doubt_until: null } : {}),
  } satisfies Told["set"];
  const settled = (after: View["receipt"]) => ({
    view,
    set,
    next: nextLook(deps, view, set, after),
    entries: [],
  });
  const settledFindings = view.has_finding ? settleFindings(ctx, row.id) : nothing;
  const open = isOpen(receipt) ? receipt : null;
  if (open !== null && open.gone_at !== null) {
    const isConfirmed =
      now >= open.gone_at + ctx.config.numbers.confirm_after_ms &&
      (row.doubt_until === null || doubtOver);
    if (!isConfirmed) return settled(receipt);
    return {
      ...settled({ ...open, confirmed_at: now }),
      entries: [entryOf(ctx, view, "assignment.gone_confirmed")],
      more: merge(settledFindings, change({ writes: [confirmedReceipt(ctx, view, now)] })),
    };
  }
  if (open === null && !owesReceipt(view)) return { ...settled(receipt), more: settledFindings };
  const due = open === null ? dueAt(view, now) : open.due_at;
  const late_ms = Math.max(0, now - due);
  return {
    ...settled({ due_at: due, gone_at: now, confirmed_at: null, kept_at: null }),
    isGone: true,
    entries: [entryOf(ctx, view, "assignment.gone", { due_at: due, late_ms })],
    more: merge(
      settledFindings,
      change({
        guards: open === null ? [noLaterReceipt(view)] : [],
        writes: [
          ...(open === null ? [openReceipt(ctx, view, null)] : []),
          // With the last removal read back the user is disabled.
          ...(view.is_out && view.person_id !== null && ctx.config.mode === "scim"
            ? [compareSignIn(ctx, view.person_id)]
            : []),
        ],
        counts: latenessOf(late_ms),
      }),
    ),
  };
}
