/** Calls a second that AWS lets through in the long run, and at once. */
export type Rate = { readonly perSecond: number; readonly burst: number };

/**
 * Rates by what AWS counts together: `service` all operations of a service, `service:Operation` that one alone,
 * `service:*` every other one, each for itself. What has no entry is not limited.
 */
export type Rates = Readonly<Record<string, Rate>>;

type Bucket = { left: number; at: number };

/** Rates as token buckets, on the clock that it is given. */
export class RateQuotas {
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => number;
  readonly #rates: () => Rates;

  /** @param now epoch milliseconds @param rates those in force, asked for at each call */
  constructor(now: () => number, rates: () => Rates) {
    this.#now = now;
    this.#rates = rates;
  }

  /**
   * Takes `calls` of an operation at once, all or none.
   * @returns nothing when they are let through, else the milliseconds after which they would be
   */
  take(service: string, operation: string, calls = 1): number | undefined {
    const found = rateOf(this.#rates(), service, operation);
    if (found === undefined) return undefined;
    const { name, rate } = found;
    const at = this.#now();
    const bucket = this.#buckets.get(name) ?? { left: rate.burst, at };
    const since = Math.max(0, at - bucket.at);
    bucket.left = Math.min(rate.burst, bucket.left + (since / 1000) * rate.perSecond);
    bucket.at = at;
    this.#buckets.set(name, bucket);
    if (bucket.left < calls) return Math.ceil(((calls - bucket.left) / rate.perSecond) * 1000);
    bucket.left -= calls;
    return undefined;
  }
}

function rateOf(rates: Rates, service: string, operation: string) {
  const together = rates[service];
  if (together !== undefined) return { name: service, rate: together };
  const name = `${service}:${operation}`;
  const rate = rates[name] ?? rates[`${service}:*`];
  return rate === undefined ? undefined : { name, rate };
}
