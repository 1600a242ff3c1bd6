import { fault, ok, warning } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** More than the way to the Worker and back, and than the whole seconds of AWS's Date; far less than AWS takes amiss. */
const TOLERATED_MS = 30_000;

/** How far clocks are apart, in milliseconds; undefined where nobody could tell. */
export interface Clocks {
  /** The Worker's minus ours. */
  readonly workerMs: number;
  /** AWS's minus ours. */
  readonly awsMs: number | undefined;
  /** AWS's minus the Worker's, as the driver last saw it. */
  readonly driverMs: number | undefined;
}

/** Ends of grants are instants of the Worker's clock: it is the one that must be right. Pure. */
export function clockVerdicts({ workerMs, awsMs, driverMs }: Clocks): Verdict[] {
  const off = [
    ...(driverMs === undefined ? [] : [driverMs]),
    ...(awsMs === undefined ? [] : [awsMs - workerMs]),
  ];
  const most = off.toSorted((a, b) => Math.abs(b) - Math.abs(a))[0];
  return [
    most === undefined
      ? warning("clock", "nobody could compare the Worker's with AWS's", "give AWS's secrets too")
      : Math.abs(most) <= TOLERATED_MS
        ? ok("clock", `the Worker's and AWS's differ by ${seconds(most)}`)
        : fault(
            "clock",
            `AWS's is ${seconds(most)} from the Worker's`,
            "grants end by the Worker's: tell Cloudflare's support if AWS's health page is clean",
          ),
    ...(awsMs === undefined || Math.abs(awsMs) <= TOLERATED_MS || Math.abs(workerMs) <= TOLERATED_MS
      ? []
      : [
          warning(
            "this machine's clock",
            `AWS's is ${seconds(awsMs)} from it`,
            "set it; it is this machine's, not the deployment's",
          ),
        ]),
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
