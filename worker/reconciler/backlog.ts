import type { Instant } from "../db/context.ts";
import { STANDING } from "./assignments/due.ts";
import type { DueAssignment, DueStep, Span } from "./assignments/due.ts";

/** So many of each step are kept at a time. */
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
  /**
   * The most urgent ids, which are then the taker's: so many that need a call each, and with them all that are looked at
   * together. Creations without room stay, and stand in nobody's way. Standing access waits while more is to be read back
   * than is kept.
   */
  take(most: number, room: Room): string[];
  /** How many wait for room. */
  readonly waiting: number;
}

const stepOf = ({ step }: DueAssignment): DueStep => step;

/** While so many are followed, more that can be read together with them come of it: reading waits. */
const MANY = KEPT / 2;

/** What one call of AWS's tells of many of. */
const isLookedAtTogether = ({ step }: DueAssignment) => step === "follow" || step === "read";

export function createBacklog(): Backlog {
  let waiting = new Map<string, DueAssignment>();
  /** When everything was last read, and when anything. */
  let wholeAt: Instant | null = null;
  let readAt: Instant = 0;
  /** The steps for which more was due than is kept. */
  let cut = new Set<DueStep>();
  const isUsedUp = () => {
    const left = new Set([...waiting.values()].map(stepOf));
    return left.size === 0 || [...cut].some((step) => !left.has(step));
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
      for (const [step, { length }] of Map.groupBy(read, stepOf)) if (length >= KEPT) cut.add(step);
    },

    take(most, room) {
      const ids: string[] = [];
      let alone = 0;
      let followed = 0;
      let { accounts } = room;
      const inOrder = [...waiting.values()].toSorted(
        (a, b) => a.urgency - b.urgency || a.check_at - b.check_at,
      );
      const isReadingBack =
        cut.has("read") &&
        inOrder.some(({ step, urgency }) => step === "read" && urgency < STANDING);
      for (const one of inOrder) {
        if (alone === most || (isReadingBack && one.urgency >= STANDING)) break;
        if (one.step === "create_group" && !room.groups) continue;
        if (one.step === "create_account" && accounts <= 0) continue;
        if (one.step === "read" && followed >= MANY) continue;
        accounts -= one.step === "create_account" ? 1 : 0;
        alone += isLookedAtTogether(one) ? 0 : 1;
        followed += one.step === "follow" ? 1 : 0;
        waiting.delete(one.id);
        ids.push(one.id);
      }
      return ids;
    },

    get waiting() {
      return waiting.size;
    },
  };
}
