import type { Instant } from "../db/context.ts";
import type { DueAssignment, Span } from "./assignments/due.ts";

/** So many of each sort are kept at a time. */
export const KEPT = 100;

/** Everything that is due is read anew after this time, whatever is left of what was read before. */
const OLD_AFTER_MS = 10_000;

/** A commit may make something due as of a moment before the one at which it can be read. */
const OVERLAP_MS = 2_000;

/** Which creations can begin now. */
export interface Room {
  /** So many of access to accounts. */
  readonly accounts: number;
  readonly groups: boolean;
}

/**
 * The due assignments that a wake-up has read and not looked at yet. What is due is read whole once and then worked off;
 * between, only what has become due since is read: so a round costs what is new, however much is due.
 */
export interface Backlog {
  /** What is to be read next. */
  unread(now: Instant): Span;
  add(read: readonly DueAssignment[], span: Span): void;
  /** The most urgent ids, which are then the taker's; creations without room stay, and stand in nobody's way. */
  take(most: number, room: Room): string[];
  /** How many wait for room. */
  readonly waiting: number;
}

type Sort = DueAssignment["creates"];

const sortOf = ({ creates }: DueAssignment): Sort => creates;

export function createBacklog(): Backlog {
  let waiting = new Map<string, DueAssignment>();
  /** When everything was last read, and when anything. */
  let wholeAt: Instant | null = null;
  let readAt: Instant = 0;
  /** The sorts of which more was due than is kept. */
  let cut = new Set<Sort>();
  const isUsedUp = () => {
    const left = new Set([...waiting.values()].map(sortOf));
    return left.size === 0 || [...cut].some((sort) => !left.has(sort));
  };
  return {
    unread(now) {
      const isOld = wholeAt === null || now - wholeAt >= OLD_AFTER_MS || now < readAt;
      return { after: isOld || isUsedUp() ? null : readAt - OVERLAP_MS, until: now };
    },

    add(read, { after, until }) {
      if (after === null) {
        waiting = new Map();
        wholeAt = until;
        cut = new Set();
      }
      for (const one of read) waiting.set(one.id, one);
      readAt = until;
      for (const [sort, { length }] of Map.groupBy(read, sortOf)) if (length >= KEPT) cut.add(sort);
    },

    take(most, room) {
      const ids: string[] = [];
      let { accounts } = room;
      const inOrder = [...waiting.values()].toSorted(
        (a, b) => a.urgency - b.urgency || a.check_at - b.check_at,
      );
      for (const { id, creates } of inOrder) {
        if (ids.length === most) break;
        if (creates === "group" && !room.groups) continue;
        if (creates === "account" && accounts <= 0) continue;
        accounts -= creates === "account" ? 1 : 0;
        waiting.delete(id);
        ids.push(id);
      }
      return ids;
    },

    get waiting() {
      return waiting.size;
    },
  };
}
