import type { Fault, FaultRule, FaultTarget } from "./faults.ts";
import { longestFaultMs } from "./faults.ts";
import { isObject } from "./input.ts";
import { operationsOf } from "./route.ts";
import { longestStaleMs } from "./table.ts";
import type { Service } from "./wire.ts";

/** What came over the control surface is not right; the message says what. */
export class BadControl extends Error {}

/** Reads a fault rule that came as JSON. @throws BadControl naming the field that is wrong. */
export function readRule(given: unknown): FaultRule {
  const rule = object(given, "a fault rule");
  known(rule, ["on", "fault", "times", "from", "until", "probability"], "a fault rule");
  return {
    on: readTarget(rule["on"]),
    fault: readFault(rule["fault"]),
    ...(rule["times"] === undefined ? {} : { times: number(rule["times"], "times", 1, 1e9) }),
    ...(rule["from"] === undefined ? {} : { from: number(rule["from"], "from", 0, 1e15) }),
    ...(rule["until"] === undefined ? {} : { until: number(rule["until"], "until", 0, 1e15) }),
    ...(rule["probability"] === undefined
      ? {}
      : { probability: number(rule["probability"], "probability", 0, 1) }),
  };
}

function readTarget(value: unknown): FaultTarget {
  if (value === "*") return "*";
  const [service, operation, ...rest] = text(value, "on").split(":");
  if (isService(service) && operation !== undefined && rest.length === 0) {
    if (operation === "*") return `${service}:*`;
    if (operationsOf[service].has(operation)) return `${service}:${operation}`;
  }
  throw new BadControl(
    `"on" must be "*", "service:*" or "service:Operation", not ${JSON.stringify(value)}`,
  );
}

function readFault(value: unknown): Fault {
  const fault = object(value, '"fault"');
  const kind = text(fault["kind"], "fault.kind");
  const only = (...names: string[]): void =>
    known(fault, ["kind", ...names], `a fault of kind ${kind}`);
  switch (kind) {
    case "throttle":
    case "not-found":
    case "denied":
    case "expired":
    case "forgotten":
      only();
      return { kind };
    case "lost":
    case "error":
      only("effect");
      return { kind, effect: word(fault["effect"], "fault.effect", ["before", "after"]) };
    case "conflict": {
      only("reason");
      const reasons = ["UNIQUENESS_CONSTRAINT_VIOLATION", "CONCURRENT_MODIFICATION"] as const;
      return fault["reason"] === undefined
        ? { kind }
        : { kind, reason: word(fault["reason"], "fault.reason", reasons) };
    }
    case "skew":
      only("ms");
      return { kind, ms: number(fault["ms"], "fault.ms", -longestFaultMs, longestFaultMs) };
    case "slow":
    case "takes":
      only("ms");
      return { kind, ms: number(fault["ms"], "fault.ms", 0, longestFaultMs) };
    case "stuck":
      only("effect");
      return { kind, effect: word(fault["effect"], "fault.effect", ["done", "none"]) };
    case "fails":
      only("reason");
      return fault["reason"] === undefined
        ? { kind }
        : { kind, reason: text(fault["reason"], "fault.reason") };
    case "stale":
      only("windowMs", "rows");
      return {
        kind,
        windowMs: number(fault["windowMs"], "fault.windowMs", 0, longestStaleMs),
        rows: word(fault["rows"], "fault.rows", ["present", "absent", "both"]),
      };
    case "list":
      only("how");
      return {
        kind,
        how: word(fault["how"], "fault.how", ["breaks", "ends-early", "repeats-token"]),
      };
    default:
      throw new BadControl(`there is no fault of kind ${JSON.stringify(kind)}`);
  }
}

function isService(name: string | undefined): name is Service {
  return name !== undefined && Object.hasOwn(operationsOf, name);
}

/** @throws BadControl unless it is an object. */
export function object(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw new BadControl(`${what} must be an object`);
  return value;
}

/** @throws BadControl unless it is text. */
export function text(value: unknown, name: string): string {
  if (typeof value !== "string" || value === "") throw new BadControl(`"${name}" must be text`);
  return value;
}

/** @throws BadControl naming a member that is not one of `names`. */
export function known(
  value: Readonly<Record<string, unknown>>,
  names: readonly string[],
  what: string,
): void {
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new BadControl(`${what} has no ${JSON.stringify(unknown)}; it has ${names.join(", ")}`);
}

/** @throws BadControl unless it is one of `words`. */
export function word<const W extends string>(value: unknown, name: string, words: readonly W[]): W {
  const found = words.find((one) => one === value);
  if (found === undefined) throw new BadControl(`"${name}" must be one of ${words.join(", ")}`);
  return found;
}

function number(value: unknown, name: string, min: number, max: number): number {
  if (typeof value !== "number" || !(value >= min && value <= max)) {
    throw new BadControl(`"${name}" must be a number from ${min} to ${max}`);
  }
  return value;
}
