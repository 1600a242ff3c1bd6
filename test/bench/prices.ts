/** What Cloudflare asks for, as its pages said on 2026-11-20; docs/benchmarks.md names them. US dollars, a month. */
export const PLAN = 5;

export interface Price {
  readonly what: string;
  readonly included: number;
  /** For each further million. */
  readonly eachMillion: number;
}

export const PRICES = {
  requests: { what: "Workers requests, cron's runs among them", included: 10e6, eachMillion: 0.3 },
  cpuMs: { what: "Workers CPU ms, at most", included: 30e6, eachMillion: 0.02 },
  rowsRead: { what: "D1 rows read", included: 25e9, eachMillion: 0.001 },
  rowsWritten: { what: "D1 rows written", included: 50e6, eachMillion: 1 },
  storageBytes: { what: "D1 bytes stored, after a year", included: 5e9, eachMillion: 0.75 / 1e3 },
  objectRequests: { what: "Durable Object requests", included: 1e6, eachMillion: 0.15 },
  objectGbS: {
    what: "Durable Object GB-s, were it never at rest",
    included: 400e3,
    eachMillion: 12.5,
  },
} as const satisfies Record<string, Price>;

/** @returns dollars */
export function costOf({ included, eachMillion }: Price, used: number): number {
  return (Math.max(0, used - included) / 1e6) * eachMillion;
}
