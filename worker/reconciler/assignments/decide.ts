import type { Numbers } from "../../numbers.ts";
import { NEVER } from "../../db/context.ts";
import type { Instant } from "../../db/context.ts";
import { FROZEN_LOOK_MS } from "../../freeze/lift.ts";
import { liveAt, nextBoundary, wantedAt } from "../../grants/rules.ts";
import { isOpen } from "./receipt.ts";
import type { Hold, View } from "./view.ts";

/** What is to be done about one assignment now. */
export type Step =
  | { readonly do: "rest"; readonly until: Instant }
  /** Found access that nothing wants: it stays, and a finding tells of it. */
  | { readonly do: "leave"; readonly until: Instant }
  | { readonly do: "create" }
  /** A freeze stands: look again until it is lifted. */
  | { readonly do: "wait"; readonly until: Instant }
  | { readonly do: "delete" }
  /** Ask AWS how the operation under way is doing. */
  | { readonly do: "follow"; readonly op: "create" | "delete" }
  /** The outcome of an operation is unknown: find out what it did. */
  | { readonly do: "recover" }
  /** Read what AWS has. */
  | { readonly do: "read" }
  /** These grants did not come about in time. */
  | { readonly do: "give_up"; readonly grants: readonly Hold[] };

/** A create that nobody wants any more is doubted sooner: its removal waits for it. */
const UNWANTED_CREATE_DOUBTED_AFTER_MS = 60_000;

/** Whether access is wanted now: some hold says so, and no other hand has taken it away. */
export function isWanted({ holds, row }: Pick<View, "holds" | "row">, now: Instant): boolean {
  return row.withheld_at === null && wantedAt(holds, now);
}

/** What a decision about access stands on beside the access itself. */
export interface Terms {
  readonly numbers: Numbers;
  /** Since when access may be given: 0 = always; the year 9999 while a freeze stands. */
  readonly givingSince: Instant;
}

/** Decides the next step from what is wanted, what was observed and what is under way. Pure. */
export function decide(view: View, now: Instant, terms: Terms): Step {
  const { numbers } = terms;
  const { row } = view;
  if (row.op !== "none") return underWay(view, row.op, now, numbers);
  if (row.doubt_until !== null && row.doubt_until <= now && view.principal_id !== null)
    return { do: "read" };
  return isWanted(view, now) ? wanted(view, now, terms) : unwanted(view, now, numbers);
}

function underWay(view: View, op: "create" | "delete", now: Instant, numbers: Numbers): Step {
  const { row } = view;
  const askedAt = row.op_asked_at ?? now;
  if (row.op_request_id === null) {
    const stale = askedAt + numbers.claim_stale_after_ms;
    return row.doubt_until !== null || stale <= now
      ? { do: "recover" }
      : { do: "rest", until: stale };
  }
  const patience =
    op === "create" && !isWanted(view, now)
      ? UNWANTED_CREATE_DOUBTED_AFTER_MS
      : numbers.progress_doubted_after_ms;
  return askedAt + patience <= now ? { do: "recover" } : { do: "follow", op };
}

function wanted(view: View, now: Instant, terms: Terms): Step {
  const { row, holds } = view;
  const { numbers, givingSince } = terms;
  const live = holds.filter((hold) => liveAt(hold, now));
  const boundary = nextBoundary(holds, now);
  if (row.observed === "present") {
    // Wanted again before its removal came about: the receipt that still waits for it is closed by a read.
    if (isOpen(view.receipt) && row.missed_at === null) return { do: "read" };
    const again = row.missed_at === null ? NEVER : row.missed_at + numbers.confirm_after_ms;
    return again <= now ? { do: "read" } : rest(boundary, row.doubt_until, again);
  }
  const late = live.filter((hold) => hold.reason === "grant" && givesUpAt(hold, terms) <= now);
  if (late.length > 0 && live.length === late.length) return { do: "give_up", grants: late };
  const patienceEnds = Math.min(
    NEVER,
    ...live.filter((h) => h.reason === "grant").map((h) => givesUpAt(h, terms)),
  );
  if (view.principal_id === null || view.identity_status !== "live") {
    return rest(boundary, patienceEnds > now ? patienceEnds : null);
  }
  if (view.is_protected) return rest(boundary);
  if (row.observed === "unknown") return { do: "read" };
  if (givingSince <= now) return { do: "create" };
  return { do: "wait", until: Math.min(boundary, row.doubt_until ?? NEVER, now + FROZEN_LOOK_MS) };
}

function unwanted(view: View, now: Instant, numbers: Numbers): Step {
  const { row, holds, receipt } = view;
  const boundary = nextBoundary(holds, now);
  const everAsked = row.op_asked_at !== null;
  if (view.principal_id === null) return rest(boundary);
  switch (row.observed) {
    case "present":
      return row.origin === "found" || view.is_protected
        ? { do: "leave", until: Math.min(boundary, row.doubt_until ?? NEVER) }
        : { do: "delete" };
    case "unknown":
      return everAsked || row.taken_over_at !== null ? { do: "read" } : rest(boundary);
    case "absent":
      return owesReceipt(view) || (isOpen(receipt) && receipt.gone_at === null)
        ? { do: "read" }
        : confirmLater(view, now, boundary, numbers);
  }
}

/**
 * Whether a stretch of wanted time has ended of which no receipt tells yet. A stretch in which nothing was asked owes
 * none: what was gone before it is gone still, and that receipt's confirmation says so.
 */
export function owesReceipt({ row, stretch_end, receipt }: View): boolean {
  if (row.op_asked_at === null || stretch_end === null) return false;
  if (receipt === null) return true;
  if (receipt.due_at >= stretch_end) return false;
  return receipt.gone_at === null || row.op_asked_at > receipt.gone_at;
}

/** Absence is read a second time: two minutes later, and when no operation in doubt can arrive any more. */
function confirmLater(
  { row, receipt }: View,
  now: Instant,
  boundary: Instant,
  numbers: Numbers,
): Step {
  if (!isOpen(receipt) || receipt.gone_at === null) return rest(boundary, row.doubt_until);
  const confirmAt = Math.max(receipt.gone_at + numbers.confirm_after_ms, row.doubt_until ?? 0);
  return confirmAt <= now ? { do: "read" } : rest(boundary, confirmAt);
}

/**
 * When a grant that AWS still does not show is given up: its start, or its approval or the end of a freeze where that came
 * later, and a while.
 */
function givesUpAt(hold: Hold, { numbers, givingSince }: Terms): Instant {
  const from = Math.max(hold.starts_at, hold.created_at, givingSince);
  return from + numbers.grant_gives_up_after_ms;
}

function rest(...instants: (Instant | null)[]): Step {
  return { do: "rest", until: Math.min(NEVER, ...instants.filter((at) => at !== null)) };
}
