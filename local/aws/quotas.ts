import { Refusal, type Service } from "./wire.ts";

/** Calls a second that AWS lets through in the long run, and at once. */
type Rate = { readonly perSecond: number; readonly burst: number };

/** IAM Identity Center: 20 a second over all its operations; the identity store: 20 a second for each. */
const identityCenterRate: Rate = { perSecond: 20, burst: 20 };

/** Organizations' rates for a management account; for operations that AWS does not list, the lowest. */
const organizationsRates: Readonly<Record<string, Rate>> = {
  ListAccounts: { perSecond: 8, burst: 12 },
  ListTagsForResource: { perSecond: 10, burst: 15 },
  DescribeAccount: { perSecond: 20, burst: 30 },
};
const organizationsRate: Rate = { perSecond: 5, burst: 8 };

type Bucket = { left: number; at: number };

/** AWS's rate quotas as token buckets. */
export class Quotas {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes one call at `at`; false when the quota is used up. */
  take(service: Service, operation: string, at: number): boolean {
    const rate = rateOf(service, operation);
    if (rate === undefined) return true;
    const name = service === "sso-admin" ? service : `${service}:${operation}`;
    const bucket = this.#buckets.get(name) ?? { left: rate.burst, at };
    const since = Math.max(0, at - bucket.at);
    bucket.left = Math.min(rate.burst, bucket.left + (since / 1000) * rate.perSecond);
    bucket.at = at;
    this.#buckets.set(name, bucket);
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  }
}

function rateOf(service: Service, operation: string): Rate | undefined {
  if (service === "sts") return undefined;
  if (service === "organizations") return organizationsRates[operation] ?? organizationsRate;
  return identityCenterRate;
}

/** The service's own throttling error. */
export function throttled(service: Service): Refusal {
  const { code, message, fields } = throttling[service];
  return new Refusal(code, message, fields);
}

const throttling = {
  "sso-admin": {
    code: "ThrottlingException",
    message: "There are too many requests processing. Please try again later.",
    fields: {},
  },
  identitystore: {
    code: "ThrottlingException",
    message: "Rate exceeded",
    fields: { RetryAfterSeconds: 1 },
  },
  organizations: {
    code: "TooManyRequestsException",
    message: "Rate exceeded",
    fields: { Type: "RATE_EXCEEDED" },
  },
  sts: { code: "Throttling", message: "Rate exceeded", fields: {} },
} as const;
