import { hash, timingSafeEqual } from "node:crypto";
import { hmac } from "./hmac.ts";
import type { Key } from "./rows.ts";
import type { WireRequest } from "./wire.ts";

/** What a request says of its own signature (Signature Version 4, `Authorization` header). */
export type Signature = {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `X-Amz-Date`, as sent and in epoch milliseconds. */
  readonly timestamp: string;
  readonly signedAt: number;
  readonly sessionToken: string | undefined;
};

/** `missing`: not signed at all; `malformed`: signed in a form that AWS does not read. */
export type SignatureFault = "missing" | "malformed";

const authorizationForm =
  /^AWS4-HMAC-SHA256 +Credential=([^/, ]+)\/(\d{8})\/([^/, ]+)\/([^/, ]+)\/aws4_request, *SignedHeaders=([^, ]+), *Signature=([0-9a-f]{64})$/;
const timestampForm = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Reads the signature of a request. */
export function readSignature(request: WireRequest): Signature | SignatureFault {
  const authorization = request.headers["authorization"];
  if (authorization === undefined) return "missing";
  const [, accessKeyId, date, region, service, signedHeaders, signature] =
    authorizationForm.exec(authorization) ?? [];
  const timestamp = request.headers["x-amz-date"];
  const signedAt = timestamp === undefined ? undefined : instantOf(timestamp);
  if (
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined
  ) {
    return "malformed";
  }
  if (signedHeaders === undefined || signature === undefined) return "malformed";
  if (timestamp === undefined || signedAt === undefined || !timestamp.startsWith(date))
    return "malformed";
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(";"),
    signature,
    timestamp,
    signedAt,
    sessionToken: request.headers["x-amz-security-token"],
  };
}

/** `20261120T063300Z` for an instant in epoch milliseconds. */
export function amzDate(at: number): string {
  return new Date(at).toISOString().replaceAll(/[:-]|\.\d{3}/g, "");
}

/** Whether the request, as it arrived, was signed with the key's secret. */
export function signatureMatches(request: WireRequest, signature: Signature, key: Key): boolean {
  const { signedHeaders } = signature;
  // What is not signed could be changed on the way: AWS wants these, if they are there at all.
  const mustSign = ["host", "x-amz-date", "x-amz-target", "x-amz-security-token"];
  for (const name of mustSign) {
    const there = name === "host" || request.headers[name] !== undefined;
    if (there && !signedHeaders.includes(name)) return false;
  }
  const scope = `${signature.date}/${signature.region}/${signature.service}/aws4_request`;
  const canonical = hash("sha256", canonicalRequest(request, signedHeaders), "hex");
  const toSign = `AWS4-HMAC-SHA256\n${signature.timestamp}\n${scope}\n${canonical}`;
  const expected = hmac(signingKey(key.secretAccessKey, signature), Buffer.from(toSign));
  return timingSafeEqual(expected, Buffer.from(signature.signature, "hex"));
}

function canonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string {
  const url = new URL(request.url, "http://localhost");
  let headers = "";
  for (const name of signedHeaders) {
    const value = request.headers[name] ?? (name === "host" ? url.host : "");
    headers += `${name}:${value.trim().replaceAll(/ +/g, " ")}\n`;
  }
  const path = url.pathname.split("/").map(encode).join("/");
  const bodyHash = hash("sha256", request.body, "hex");
  return `${request.method}\n${path}\n${canonicalQuery(url)}\n${headers}\n${signedHeaders.join(";")}\n${bodyHash}`;
}

function canonicalQuery(url: URL): string {
  if (url.search === "") return "";
  const pairs = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.toSorted().join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const signingKeys = new Map<string, Buffer>();
const mostSigningKeys = 256;

/** The derived key of a secret, date, Region and service; kept, since deriving it costs four HMACs. */
function signingKey(secret: string, { date, region, service }: Signature): Buffer {
  const name = `${secret}/${date}/${region}/${service}`;
  const kept = signingKeys.get(name);
  if (kept !== undefined) return kept;
  const derived = [date, region, service, "aws4_request"].reduce<Buffer>(
    (key, part) => hmac(key, Buffer.from(part)),
    Buffer.from(`AWS4${secret}`),
  );
  const [oldest] = signingKeys.keys();
  if (signingKeys.size >= mostSigningKeys && oldest !== undefined) signingKeys.delete(oldest);
  signingKeys.set(name, derived);
  return derived;
}

function instantOf(timestamp: string): number | undefined {
  const [, year, month, day, hour, minute, second] = timestampForm.exec(timestamp) ?? [];
  if (year === undefined) return undefined;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? undefined : at;
}
