import { AwsV4Signer } from "aws4fetch";
import { classify, isBadSignature, isEffectUnknown, isThrottled } from "./classify.ts";
import { type AwsClock, isStale } from "./clock.ts";
import { endpointOf } from "./endpoints.ts";
import { AwsError } from "./errors.ts";
import { type Answer, exchange } from "./exchange.ts";
import type { AwsPorts, CallOptions, CallRecord } from "./ports.ts";
import type { AwsSettings } from "./settings.ts";
import { isWrite, type Refusal, type Wire } from "./wire.ts";

const DEADLINE_MS = 8_000;

/** What every call shares. */
export interface Line {
  settings: AwsSettings;
  ports: AwsPorts;
  clock: AwsClock;
  observe?: ((call: CallRecord) => void) | undefined;
}

/** What a call is signed with. */
export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  /** Keys derived from the secret, by day, Region and service; they live as long as it does. */
  derived: Map<string, ArrayBuffer>;
}

/** Makes one HTTP call and reports it to `observe`. Throws `AwsError`; never tries twice. */
export async function attempt<T>(
  line: Line,
  wire: Wire<T>,
  keys: Keys,
  options: CallOptions,
): Promise<T> {
  const startedAt = line.ports.now();
  const outcome = await perform(line, wire, keys, options);
  const code = outcome instanceof AwsError ? outcome.code : "ok";
  line.observe?.({
    service: wire.service,
    operation: wire.operation,
    startedAt,
    tookMs: line.ports.now() - startedAt,
    outcome: code,
    throttled: isThrottled(code),
  });
  if (outcome instanceof AwsError) throw outcome;
  return outcome.value;
}

async function perform<T>(
  line: Line,
  wire: Wire<T>,
  keys: Keys,
  options: CallOptions,
): Promise<{ value: T } | AwsError> {
  const { ports, clock } = line;
  const signedFor = (options.signedAt ?? ports.now()) + clock.correctionMs;
  const build = await sign(line, wire, keys, signedFor);
  const sentAt = ports.now();
  const deadlineMs = options.deadlineMs ?? line.settings.deadlineMs ?? DEADLINE_MS;
  const exchanged = await exchange(ports, build, deadlineMs);
  if (exchanged.kind === "late") return failed(wire, { code: "NoAnswer" });
  if (exchanged.kind === "network") {
    return failed(wire, { code: "Network" }, undefined, exchanged.cause);
  }
  clock.learn(exchanged.answer.headers.get("date"), sentAt, ports.now());
  return judge(wire, exchanged.answer, signedFor);
}

async function sign<T>(
  { settings }: Line,
  wire: Wire<T>,
  { accessKeyId, secretAccessKey, sessionToken, derived }: Keys,
  signedFor: number,
): Promise<(signal: AbortSignal) => Request> {
  const { url, signingName, region } = endpointOf(wire.service, settings);
  const { headers } = await new AwsV4Signer({
    method: "POST",
    url,
    headers: wire.headers,
    body: wire.body,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    service: signingName,
    region,
    cache: derived,
    datetime: new Date(signedFor).toISOString().replaceAll(/[:-]|\.\d{3}/g, ""),
  }).sign();
  // A redirect would take the signed call to another host; AWS sends none.
  return (signal) =>
    new Request(url, { method: "POST", headers, body: wire.body, redirect: "manual", signal });
}

function judge<T>(wire: Wire<T>, answer: Answer, signedFor: number): { value: T } | AwsError {
  if (answer.status >= 200 && answer.status < 300) {
    const value = wire.read(answer.text);
    return value === undefined ? failed(wire, { code: "Malformed" }, answer.status) : { value };
  }
  const refusal = wire.refusal(answer);
  const { code = "Malformed" } = refusal;
  const stale = isBadSignature(code) && isStale(signedFor, answer.headers.get("date"));
  return failed(wire, { ...refusal, code, ...(stale && { class: "again" }) }, answer.status);
}

function failed<T>(
  { service, operation }: Wire<T>,
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
