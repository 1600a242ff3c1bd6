import { classify, isEffectUnknown, isThrottled } from "./classify.ts";
import type { AwsClock } from "./clock.ts";
import { AwsError } from "./errors.ts";
import { type Answer, exchange } from "./exchange.ts";
import type { AwsPorts, CallOptions, CallRecord, ServiceName } from "./ports.ts";
import type { AwsSettings } from "./settings.ts";
import { isWrite, type Refusal } from "./wire.ts";

const DEADLINE_MS = 8_000;

/** What every call shares, however it says who is calling. */
export interface Line {
  settings: AwsSettings;
  ports: AwsPorts;
  clock: AwsClock;
  observe?: ((call: CallRecord) => void) | undefined;
}

/** Which operation of which service. */
export interface Named {
  service: ServiceName;
  operation: string;
}

/** Makes one call and reports it to `observe`. Throws the `AwsError` that it came to. */
export async function reported<T>(
  line: Line,
  { service, operation }: Named,
  perform: () => Promise<{ value: T } | AwsError>,
): Promise<T> {
  const startedAt = line.ports.now();
  const outcome = await perform();
  const code = outcome instanceof AwsError ? outcome.code : "ok";
  line.observe?.({
    service,
    operation,
    startedAt,
    tookMs: line.ports.now() - startedAt,
    outcome: code,
    throttled: isThrottled(code),
  });
  if (outcome instanceof AwsError) throw outcome;
  return outcome.value;
}

/** Sends one request, waits for its answer at most as long as the call may take, and learns AWS's time from it. */
export async function answered(
  { ports, clock, settings }: Line,
  named: Named,
  build: (signal: AbortSignal) => Request,
  options: CallOptions,
): Promise<Answer | AwsError> {
  const sentAt = ports.now();
  const deadlineMs = options.deadlineMs ?? settings.deadlineMs ?? DEADLINE_MS;
  const exchanged = await exchange(ports, build, deadlineMs);
  if (exchanged.kind === "late") return failed(named, { code: "NoAnswer" });
  if (exchanged.kind === "network") {
    return failed(named, { code: "Network" }, undefined, exchanged.cause);
  }
  clock.learn(exchanged.answer.headers.get("date"), sentAt, ports.now());
  return exchanged.answer;
}

/** What was read of a 2xx answer; nothing readable is a failure whose effect is unknown. */
export function whatWasRead<T>(
  named: Named,
  status: number,
  value: T | undefined,
): { value: T } | AwsError {
  return value === undefined ? failed(named, { code: "Malformed" }, status) : { value };
}

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** The error that a call came to, sorted by its code. */
export function failed(
  { service, operation }: Named,
  refusal: Refusal & { code: string; class?: "again" },
  status?: number,
  cause?: unknown,
): AwsError {
  return new AwsError(
    {
      service,
      operation,
      status,
      class: classify(refusal.code, refusal.reason, status),
      mayHaveHappened: isWrite(operation) && isEffectUnknown(refusal.code, status),
      ...refusal,
    },
    cause === undefined ? undefined : { cause },
  );
}
