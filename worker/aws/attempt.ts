import { AwsV4Signer } from "aws4fetch";
import { isBadSignature } from "./classify.ts";
import { isStale } from "./clock.ts";
import { endpointOf } from "./endpoints.ts";
import { AwsError } from "./errors.ts";
import type { Answer } from "./exchange.ts";
import { answered, failed, isSuccess, type Line, reported, whatWasRead } from "./line.ts";
import type { CallOptions } from "./ports.ts";
import type { Wire } from "./wire.ts";

/** What a call is signed with. */
export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  /** Keys derived from the secret, by day, Region and service; they live as long as it does. */
  derived: Map<string, ArrayBuffer>;
}

/** Makes one HTTP call and reports it to `observe`. Throws `AwsError`; never tries twice. */
export function attempt<T>(
  line: Line,
  wire: Wire<T>,
  keys: Keys,
  options: CallOptions,
): Promise<T> {
  return reported(line, wire, async () => {
    const signedFor = (options.signedAt ?? line.ports.now()) + line.clock.correctionMs;
    const build = await sign(line, wire, keys, signedFor);
    const answer = await answered(line, wire, build, options);
    return answer instanceof AwsError ? answer : judge(wire, answer, signedFor);
  });
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
  if (isSuccess(answer)) return whatWasRead(wire, answer.status, wire.read(answer.text));
  const refusal = wire.refusal(answer);
  const { code = "Malformed" } = refusal;
  const stale = isBadSignature(code) && isStale(signedFor, answer.headers.get("date"));
  return failed(wire, { ...refusal, code, ...(stale && { class: "again" }) }, answer.status);
}
