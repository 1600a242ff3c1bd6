import type { Fault, FaultRule, FaultTarget } from "../../../local/aws/faults.ts";
import type { Random } from "../world/random.ts";

const SERVICES: readonly [FaultTarget, ...FaultTarget[]] = [
  "*",
  "sso-admin:*",
  "identitystore:*",
  "scim:*",
  "sts:*",
  "sso-admin:CreateAccountAssignment",
  "sso-admin:DeleteAccountAssignment",
  "sso-admin:ListAccountAssignmentsForPrincipal",
];

/** One thing that goes wrong with AWS for a while; instants are milliseconds from the start. */
export function drawAwsFault(random: Random): FaultRule {
  const from = random.between(0, 7 * 60_000);
  if (random.chance(0.12)) {
    const on = random.pick<FaultTarget>(["sso-admin:*", "identitystore:*"]);
    const until = from + random.between(30_000, 240_000);
    return { on, fault: { kind: "not-found" }, from, until, probability: random.pick([0.5, 1]) };
  }
  if (random.chance(0.05)) return drawOutage(random);
  const on = random.pick(SERVICES);
  const fault = random.pick<Fault>([
    { kind: "throttle" },
    { kind: "lost", effect: "before" },
    { kind: "lost", effect: "after" },
    { kind: "error", effect: "before" },
    { kind: "error", effect: "after" },
    { kind: "conflict", reason: "CONCURRENT_MODIFICATION" },
    { kind: "conflict", reason: "UNIQUENESS_CONSTRAINT_VIOLATION" },
    { kind: "conflict" },
    { kind: "not-found" },
    { kind: "denied" },
    { kind: "expired" },
    { kind: "slow", ms: 10_000 },
    { kind: "skew", ms: random.between(-10, 10) * 60_000 },
    { kind: "stuck", effect: "done" },
    { kind: "stuck", effect: "none" },
    { kind: "takes", ms: 30_000 },
    { kind: "fails" },
    { kind: "forgotten" },
    { kind: "stale", windowMs: random.between(1_000, 60_000), rows: "present" },
    { kind: "stale", windowMs: random.between(1_000, 60_000), rows: "absent" },
    { kind: "stale", windowMs: random.between(1_000, 60_000), rows: "both" },
    { kind: "list", how: "breaks" },
    { kind: "list", how: "ends-early" },
    { kind: "list", how: "repeats-token" },
  ]);
  return {
    on,
    fault,
    from,
    until: from + random.between(5_000, 4 * 60_000),
    probability: random.pick([0.2, 0.6, 1]),
  };
}

/** 5: nothing but 500s, for longer than six tries take. */
function drawOutage(random: Random): FaultRule {
  const on = random.pick<FaultTarget>(["*", "sso-admin:*", "identitystore:*"]);
  const from = random.between(0, 120_000);
  return { on, fault: { kind: "error", effect: "before" }, from, until: from + 6 * 60_000 };
}
