/**
 * Standard Webhooks 1.0: who sent this body, on the raw bytes. No state, no clock of its own.
 * @module
 */
import type { Instant } from "../db/context.ts";

/** How far the sender's clock may be from ours, either way. */
const TOLERANCE_MS = 5 * 60_000;
/** Visible ASCII but the dot, which separates the parts of the signed text. */
const ID = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;
/** Seconds, and nothing after them: `1614265330junk` is no instant. */
const SECONDS = /^(?:0|[1-9]\d{0,10})$/;
const MOST_SIGNATURES = 20;

export interface SignedBody {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  readonly body: Uint8Array<ArrayBuffer>;
}

export type Verified =
  | { readonly ok: true; readonly id: string }
  /** `reason` is for the sender's engineers; it tells nothing about the secrets. */
  | { readonly ok: false; readonly reason: string };

/**
 * Whether the body was signed with one of the secrets (two while rotating), and lately.
 * @param secrets `whsec_` and base64
 */
export async function verifyWebhook(
  { id, timestamp, signature, body }: SignedBody,
  secrets: readonly string[],
  now: Instant,
): Promise<Verified> {
  if (id === undefined || timestamp === undefined || signature === undefined) {
    return refused("The headers webhook-id, webhook-timestamp and webhook-signature are needed.");
  }
  if (!ID.test(id)) {
    return refused("webhook-id must be 1 to 256 visible ASCII characters without a dot.");
  }
  if (!SECONDS.test(timestamp)) return refused("webhook-timestamp must be a number of seconds.");
  if (Math.abs(now - Number(timestamp) * 1000) > TOLERANCE_MS) {
    return refused("webhook-timestamp is more than 5 minutes from now.");
  }
  const given = signature
    .split(" ", MOST_SIGNATURES)
    .filter((entry) => entry.startsWith("v1,"))
    .map((entry) => entry.slice("v1,".length));
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  let matches = false;
  for (const secret of secrets) {
    const expected = await hmac(secret, signed);
    for (const one of given) matches = isSameText(one, expected) || matches;
  }
  return matches ? { ok: true, id } : refused("No signature matches.");
}

function refused(reason: string): Verified {
  return { ok: false, reason };
}

async function hmac(secret: string, text: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (byte) => byte.charCodeAt(0));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, text));
  return btoa(String.fromCharCode(...mac));
}

function joined(head: Uint8Array, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return all;
}

/** In a time that does not depend on where the texts differ. */
function isSameText(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let i = 0; i < expected.length; i++) {
    difference |= (given.charCodeAt(i) || 0) ^ expected.charCodeAt(i);
  }
  return difference === 0;
}
