import type { Aws } from "./aws.ts";

/** What AWS holds now, and its log of calls, as one HTML page. */
export function page(aws: Aws): string {
  return `<!doctype html><title>AWS</title><pre>${JSON.stringify(aws.state(), null, 2)}</pre>`;
}
