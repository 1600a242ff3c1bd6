import type { Fault } from "../../../../local/aws/faults.ts";
import type { WireRequest } from "../../../../local/aws/wire.ts";
import { readAwsCall } from "../invariants/aws-call.ts";

/** One of each of AWS's own faults, as a single call has it. */
export const AWS_FAULTS: readonly Fault[] = [
  { kind: "throttle" },
  { kind: "lost", effect: "before" },
  { kind: "lost", effect: "after" },
  { kind: "error", effect: "before" },
  { kind: "error", effect: "after" },
  { kind: "conflict" },
  { kind: "conflict", reason: "CONCURRENT_MODIFICATION" },
  { kind: "conflict", reason: "UNIQUENESS_CONSTRAINT_VIOLATION" },
  { kind: "not-found" },
  { kind: "denied" },
  { kind: "expired" },
  { kind: "skew", ms: 10 * 60_000 },
  { kind: "slow", ms: 10_000 },
  { kind: "stuck", effect: "done" },
  { kind: "stuck", effect: "none" },
  { kind: "takes", ms: 30_000 },
  { kind: "fails" },
  { kind: "forgotten" },
  { kind: "stale", windowMs: 60_000, rows: "present" },
  { kind: "stale", windowMs: 60_000, rows: "absent" },
  { kind: "stale", windowMs: 60_000, rows: "both" },
  { kind: "list", how: "breaks" },
  { kind: "list", how: "ends-early" },
  { kind: "list", how: "repeats-token" },
];

export function nameOfFault(fault: Fault): string {
  const detail = Object.entries(fault).find(([name]) =>
    ["effect", "how", "rows", "reason"].includes(name),
  );
  return `aws: ${detail === undefined ? fault.kind : `${fault.kind} ${String(detail[1])}`}`;
}

/** Whether the fault makes a difference to this call: a list can break, a creation can get stuck. */
export function canStrike(fault: Fault, request: WireRequest): boolean {
  const call = readAwsCall(request, "");
  switch (fault.kind) {
    case "throttle":
    case "lost":
    case "error":
    case "denied":
    case "skew":
    case "slow":
      return true;
    case "conflict":
    case "not-found":
    case "expired":
      return call !== undefined;
    case "stuck":
    case "takes":
    case "fails":
    case "forgotten":
      return call !== undefined && /^(?:Create|Delete)AccountAssignment$/.test(call.operation);
    case "stale":
      return call !== undefined && READS.test(call.operation);
    case "list":
      return call !== undefined && isListed(call, fault.how);
  }
}

const READS = /^(?:List|Describe|Get|IsMember)(?!.*Status$)/;

/** SCIM's lists have no pages. */
function isListed(
  { service, operation, input }: NonNullable<ReturnType<typeof readAwsCall>>,
  how: "breaks" | "ends-early" | "repeats-token",
): boolean {
  if (service === "scim" || !operation.startsWith("List")) return false;
  return how !== "breaks" || input["NextToken"] !== undefined;
}
