/**
 * A grant as it is told: from its holds, its assignment and its receipt.
 * @module
 */
import type { Instant } from "../db/context.ts";
import { liveAt } from "./rules.ts";
import { grantSpan, grantState } from "./state.ts";
import type { GrantState } from "./state.ts";
import type { assignments, holds, receipts } from "./tables.ts";

type Hold = Pick<
  typeof holds.$inferSelect,
  "reason" | "reason_id" | "grant_id" | "starts_at" | "ends_at" | "granted_until" | "released_why"
>;
type Receipt = typeof receipts.$inferSelect;
type Assignment = Pick<
  typeof assignments.$inferSelect,
  "observed" | "op" | "op_asked_at" | "taken_over_at" | "withheld_at" | "last_error"
>;

/** Everything about one grant's access: all holds and receipts of its assignment, those of others too. */
export interface GrantFacts {
  readonly grant_id: string;
  readonly assignment: Assignment;
  readonly holds: readonly Hold[];
  readonly receipts: readonly Receipt[];
  readonly session_ms: number;
}

export interface Grant {
  readonly state: GrantState;
  readonly starts_at: Instant;
  /** When it ends or ended; a person's word may have brought it forward. */
  readonly ends_at: Instant;
  /** What was approved, extensions included. */
  readonly granted_until: Instant;
  readonly extensions: number;
  /** Null while it has not ended: `time`, who ended it, or `another_hand`. */
  readonly ended_by: string | null;
  /** Another reason that the same access goes on for. */
  readonly kept_by: { readonly reason: "baseline" | "grant"; readonly id: string } | null;
  readonly receipt: Receipt | null;
  /** Until then a session that was open at the end may live on; null while the access is there. */
  readonly credentials_dead_by: Instant | null;
  /** What AWS answered last, while it does not have what is wanted. */
  readonly last_error: string | null;
}

/** The states in which AWS may have refused something of this grant's. */
const REFUSABLE: ReadonlySet<GrantState> = new Set(["starting", "ending", "failed"]);

/** The grant at `now`; undefined where it has no hold. */
export function grantView(facts: GrantFacts, now: Instant): Grant | undefined {
  const { grant_id, assignment, session_ms } = facts;
  const own = facts.holds.filter((hold) => hold.grant_id === grant_id);
  const [first, ...later] = own.toSorted((a, b) => a.starts_at - b.starts_at);
  if (first === undefined) return undefined;
  const last = later.at(-1) ?? first;
  const span = grantSpan(own) ?? { starts_at: first.starts_at, ends_at: last.ends_at };
  const receipt = receiptOf(facts, span.ends_at);
  const isGone = receipt !== null && receipt.gone_at !== null;
  const isKept = receipt !== null && receipt.kept_at !== null;
  const keeper = isGone
    ? undefined
    : facts.holds.find((hold) => hold.grant_id !== grant_id && liveAt(hold, now));
  const state = grantState(
    {
      holds: own,
      assignment: seenBy(assignment, isGone || isKept),
      keptByOther: keeper !== undefined,
    },
    now,
  );
  const isOver = state === "ended" || state === "ending" || state === "failed";
  const withheld_at = state === "ended" && now < span.ends_at ? assignment.withheld_at : null;
  return {
    state,
    ...span,
    granted_until: last.granted_until,
    extensions: later.length,
    ended_by: isOver
      ? withheld_at === null
        ? (last.released_why ?? "time")
        : "another_hand"
      : null,
    kept_by:
      isOver && keeper !== undefined
        ? { reason: keeper.reason, id: keeper.grant_id ?? keeper.reason_id }
        : null,
    receipt,
    credentials_dead_by:
      withheld_at === null ? (receipt?.credentials_dead_by ?? null) : withheld_at + session_ms,
    last_error: REFUSABLE.has(state) ? assignment.last_error : null,
  };
}

/** The receipt of the stretch that the grant ended in: due when that ended, before the access was wanted again. */
function receiptOf({ holds: all, receipts: given }: GrantFacts, ended: Instant): Receipt | null {
  const end = stretchEnd(all, ended);
  const starts = all.filter((hold) => hold.starts_at < hold.ends_at && hold.starts_at > end);
  const again = Math.min(...starts.map((hold) => hold.starts_at));
  const own = given.filter(({ due_at }) => due_at >= end && due_at < again);
  return own.toSorted((a, b) => a.due_at - b.due_at)[0] ?? null;
}

/** How far the wanted time goes on from `end` without a gap. */
function stretchEnd(all: readonly Hold[], end: Instant): Instant {
  const next = all.find((hold) => hold.starts_at <= end && hold.ends_at > end);
  return next === undefined ? end : stretchEnd(all, next.ends_at);
}

/** What was seen of this grant's own stretch: a later one of the same access says nothing about it. */
function seenBy(assignment: Assignment, isSettled: boolean): Assignment {
  const neverAsked =
    assignment.observed === "unknown" &&
    assignment.op_asked_at === null &&
    assignment.taken_over_at === null;
  return isSettled || neverAsked ? { ...assignment, observed: "absent", op: "none" } : assignment;
}
