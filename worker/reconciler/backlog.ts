import type { Instant } from "../db/context.ts";
import { STANDING } from "./assignments/due.ts";
import type { DueAssignment, DueStep, Span } from "./assignments/due.ts";

/** So many of each step are kept at a time. */
export const KEPT = 300;

/** Everything that is due is read anew after this time, whatever is left of what was read before. */
const OLD_AFTER_MS = 10_000;

/** A commit may make something due as of a moment before the one at which it can be read. */
const OVERLAP_MS = 2_000;

/** Which creations can begin now. */
export interface Room {
  /** So many of access to accounts. */
  readonly accounts: number;
  readonly groups: boolean;
  /** Nothing goes on of which more creations could come. */
  readonly isLast: boolean;
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
   * than is kept; reading back waits while it is still to be found out which of many removals are over, and standing access
   * that AWS has taken is confirmed when no more of it is about to be asked for: so one list tells of as many as may be.
   */
  take(most: number, room: Room): string[];
  /** What was taken has been looked at. What became due of it meanwhile is in the backlog again. */
  done(ids: readonly string[]): void;
  /** The creations of access to accounts that are taken and not done. */
  readonly creating: readonly string[];
  /** How many wait for room. */
  readonly waiting: number;
}

const stepOf = ({ step }: DueAssignment): DueStep => step;

/** While so many are followed, more that can be read together with them come of it: reading waits. */
const MANY = 50;

/** So soon after it was asked for it is known what became of the last of many removals: they are read back with it. */
const FOLLOWED_WITHIN_MS = 1_500;

/** What one call of AWS's tells of many of. */
const isLookedAtTogether = ({ step }: DueAssignment) =>
  step === "follow" || step === "confirm" || step === "read";

/** What can be confirmed with what will be asked soon waits for that, but no longer than this. */
const CONFIRMED_WITHIN_MS = 30_000;

export function createBacklog(): Backlog {
  let waiting = new Map<string, DueAssignment>();
  /** What is taken and not done, with what was read of it since. */
  const inHand = new Map<string, { readonly taken: DueAssignment; again?: DueAssignment }>();
  /** When everything was last read, and when anything. */
  let wholeAt: Instant | null = null;
  let readAt: Instant = 0;
  /** When removals were last being asked for. */
  let removedAt: Instant = 0;
  /** The steps for which more was due than is kept, and how urgent the last of it is that was kept. */
  let cut = new Map<DueStep, number>();
  const takenFor = (...steps: readonly DueStep[]) =>
    [...inHand.values()].map(({ taken }) => taken).filter(({ step }) => steps.includes(step));
  const isUsedUp = () => {
    const together = takenFor("follow", "confirm", "read");
    const left = new Set([...waiting.values(), ...together].map(stepOf));
    return left.size === 0 || [...cut.keys()].some((step) => !left.has(step));
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
        cut = new Map();
      }
      for (const one of read) {
        // What is left out belongs behind all that is kept: the next reading of everything brings it in its order.
        if (one.urgency >= (cut.get(one.step) ?? Infinity)) continue;
        const held = inHand.get(one.id);
        if (held === undefined) waiting.set(one.id, one);
        else if (one.check_at !== held.taken.check_at) held.again = one;
      }
      readAt = until;
      for (const [step, kept] of Map.groupBy(read, stepOf))
        if (kept.length >= KEPT && !cut.has(step))
          cut.set(step, Math.max(...kept.map(({ urgency }) => urgency)));
    },

    take(most, room) {
      const ids: string[] = [];
      let alone = 0;
      let followed = takenFor("follow").length;
      let { accounts } = room;
      const inOrder = [...waiting.values()].toSorted(
        (a, b) => a.urgency - b.urgency || a.check_at - b.check_at,
      );
      if (takenFor("remove").length > 0) removedAt = readAt;
      const readsWait =
        cut.has("follow") || (cut.has("read") && readAt < removedAt + FOLLOWED_WITHIN_MS);
      const isReadingBack =
        cut.has("read") &&
        !readsWait &&
        inOrder.some(({ step, urgency }) => step === "read" && urgency < STANDING);
      const isLast = room.isLast && !inOrder.some(({ step }) => step === "create_account");
      const confirmsNow =
        isLast ||
        inOrder.some(
          ({ step, check_at }) => step === "confirm" && check_at <= readAt - CONFIRMED_WITHIN_MS,
        );
      for (const one of inOrder) {
        if (alone === most || (isReadingBack && one.urgency >= STANDING)) break;
        if (one.step === "create_group" && !room.groups) continue;
        if (one.step === "create_account" && accounts <= 0) continue;
        if (one.step === "confirm" && !confirmsNow) continue;
        if (one.step === "read" && (readsWait || followed >= MANY)) continue;
        accounts -= one.step === "create_account" ? 1 : 0;
        alone += isLookedAtTogether(one) ? 0 : 1;
        followed += one.step === "follow" ? 1 : 0;
        waiting.delete(one.id);
        inHand.set(one.id, { taken: one });
        ids.push(one.id);
      }
      return ids;
    },

    done(ids) {
      for (const id of ids) {
        const again = inHand.get(id)?.again;
        inHand.delete(id);
        if (again !== undefined) waiting.set(id, again);
      }
    },

    get creating() {
      return takenFor("create_account").map(({ id }) => id);
    },

    get waiting() {
      return waiting.size;
    },
  };
}
