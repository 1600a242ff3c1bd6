import { change, merge, nothing } from "../../db/change.ts";
import type { Change } from "../../db/change.ts";
import { openFinding, settleFindings } from "../../directory/finding.ts";
import { liveAt } from "../../grants/rules.ts";
import { compareSignIn } from "../../people/identity.ts";
import { holdBack } from "../../held/hold.ts";
import type { Deps } from "../deps.ts";
import { latenessOf } from "../figures.ts";
import { ring } from "../../audit/ring.ts";
import { afterDisagreement } from "./again.ts";
import { owesReceipt } from "./decide.ts";
import { entry } from "./entry.ts";
import {
  confirmedReceipt,
  dueAt,
  goneReceipt,
  isOpen,
  keptReceipt,
  openReceipt,
} from "./receipt.ts";
import type { Reading } from "./reading.ts";
import type { View } from "./view.ts";
import { outcome } from "./write.ts";

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
  const settledFindings = view.has_finding ? settleFindings(ctx, row.id) : nothing;
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
        // With the last removal read back the user is disabled.
        ...(view.is_out && view.person_id !== null && ctx.config.mode === "scim"
          ? [compareSignIn(ctx, view.person_id)]
          : []),
      ],
      counts: latenessOf(Math.max(0, now - due)),
      audit: [
        entry(ctx, view, "assignment.gone", { due_at: due, late_ms: Math.max(0, now - due) }),
      ],
    }),
  );
}
