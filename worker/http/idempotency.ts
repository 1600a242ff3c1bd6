import type { HonoRequest } from "hono";
import { wrongFields } from "../problem.ts";

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The caller's key for this write, if they gave one. @throws Problem 400 for what is no key */
export function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined || KEY.test(header)) return header;
  throw wrongFields([
    { field: "Idempotency-Key", message: "must be 1 to 255 visible ASCII characters" },
  ]);
}

/** SHA-256 of method, path, query and body, in hex: the same request has the same. */
export async function fingerprint(req: HonoRequest): Promise<string> {
  const { pathname, search } = new URL(req.url);
  const text = JSON.stringify([req.method, pathname, search, await req.text()]);
  return await sha256Hex(text);
}

export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
