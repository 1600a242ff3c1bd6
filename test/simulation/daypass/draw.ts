import type { Fault, FaultRule, FaultTarget } from "../../../local/aws/faults.ts";
import { drawSwitches } from "../../../local/aws/switches.ts";
import { evenRates } from "../world/faults.ts";
import { Random } from "../world/random.ts";
import type { Operation } from "./operations.ts";
import type { Run } from "./play.ts";

/** What a run's seed decides: what happens in the company, what fails and how often, how AWS is where nobody knows. */
export function draw(seed: number): Run {
  const random = new Random(seed, "run");
  const calm = random.chance(0.15);
  const count = random.between(2, 9);
  return {
    seed,
    mode: random.chance(0.75) ? "own" : "observed",
    operations: Array.from({ length: count }, () => drawOperation(random)),
    awsFaults: calm ? [] : Array.from({ length: random.between(0, 3) }, () => drawAwsFault(random)),
    switches: drawSwitches(() => random.fraction()),
    rates: calm
      ? {}
      : evenRates(random.pick([0.002, 0.01, 0.03]), [
          "fetch",
          "d1",
          "object",
          "service",
          "sleep",
          "storage",
          "cron",
          "alarm",
        ]),
  };
}

const PERIOD_S = 10 * 60;

function drawOperation(random: Random): Operation {
  const at = random.between(1, PERIOD_S);
  const person = random.between(0, 4);
  const kind = random.between(0, 19);
  if (kind < 2)
    return {
      at,
      do: "join",
      person,
      department: random.between(0, 2),
      lateS: random.between(0, 60),
      copies: random.between(1, 3),
    };
  if (kind < 4)
    return {
      at,
      do: "move",
      person,
      department: random.between(0, 2),
      lateS: random.between(0, 60),
      copies: random.between(1, 3),
    };
  if (kind < 6)
    return { at, do: "leave", person, lateS: random.between(0, 60), copies: random.between(1, 3) };
  if (kind < 11) {
    return {
      at,
      do: "ask",
      person: random.between(0, 1),
      target: random.between(0, 3),
      minutes: random.pick([1, 2, 3, 5, 10]),
      startsInMin: random.chance(0.2) ? random.between(1, 5) : 0,
    };
  }
  if (kind < 15)
    return {
      at,
      do: "approve",
      by: random.pick(["manager", "manager", "admin", "self"]),
      shorter: random.chance(0.2),
    };
  if (kind === 15)
    return { at, do: random.pick(["reject", "question"]), by: "manager", shorter: false };
  if (kind === 16) return { at, do: random.pick(["answer", "cancel"]), person };
  if (kind === 17) return { at, do: random.pick(["extend", "end"]), person };
  if (kind === 18) return { at, do: random.pick(["suspend", "resume"]), person };
  return { at, do: random.pick(["assign", "unassign"]), person, target: random.between(0, 4) };
}

const SERVICES: readonly [FaultTarget, ...FaultTarget[]] = [
  "*",
  "sso-admin:*",
  "identitystore:*",
  "sts:*",
];

function drawAwsFault(random: Random): FaultRule {
  const from = random.between(0, 10 * 60_000);
  const on = random.pick(SERVICES);
  const fault = random.pick<Fault>([
    { kind: "throttle" },
    { kind: "lost", effect: "before" },
    { kind: "lost", effect: "after" },
    { kind: "error", effect: "before" },
    { kind: "error", effect: "after" },
    { kind: "conflict", reason: "CONCURRENT_MODIFICATION" },
    { kind: "not-found" },
    { kind: "denied" },
    { kind: "expired" },
    { kind: "slow", ms: 10_000 },
    { kind: "stuck", effect: "done" },
    { kind: "stuck", effect: "none" },
    { kind: "takes", ms: 30_000 },
    { kind: "fails" },
    { kind: "forgotten" },
  ]);
  return {
    on,
    fault,
    from,
    until: from + random.between(5_000, 4 * 60_000),
    probability: random.pick([0.2, 0.6, 1]),
  };
}
