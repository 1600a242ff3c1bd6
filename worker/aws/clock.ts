/** Less than this is not worth correcting: AWS accepts dates that are minutes old. */
const TOLERATED_SKEW_MS = 30_000;
/** AWS's windows for a signature's date are 5 or 15 minutes wide, by service; a little less, for the way there. */
const STALE_SIGNATURE_MS = 270_000;

/** How far AWS's clock is from ours, learned from the answers' `Date`. */
export class AwsClock {
  #skewMs = 0;

  /** AWS's time minus ours, as last estimated. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /** What to add to our time before signing: the skew, when it matters. */
  get correctionMs(): number {
    return Math.abs(this.#skewMs) > TOLERATED_SKEW_MS ? this.#skewMs : 0;
  }

  /**
   * Learns from one answer. AWS wrote `date` at some instant between sending and receiving, so the skew lies in an
   * interval; the estimate moves no further than into it. A caller that was frozen in between makes the interval wide,
   * not the estimate wrong.
   */
  learn(date: string | null, sentAt: number, receivedAt: number): void {
    const second = parseDate(date);
    if (second === undefined || receivedAt < sentAt) return;
    const least = second - receivedAt;
    const most = second + 999 - sentAt;
    this.#skewMs = Math.min(Math.max(this.#skewMs, least), most);
  }
}

/** Whether an answer's `Date` is so far from the date of the signature that AWS refused it for its age. */
export function isStale(signedFor: number, date: string | null): boolean {
  const second = parseDate(date);
  return second !== undefined && Math.abs(second - signedFor) > STALE_SIGNATURE_MS;
}

function parseDate(date: string | null): number | undefined {
  const parsed = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(parsed) ? undefined : parsed;
}
