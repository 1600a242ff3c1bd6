import { createHash, timingSafeEqual } from "node:crypto";
import { hmac } from "../../../local/aws/hmac.ts";

/** A key as the shim keeps it. */
interface HmacKey {
  readonly type: "secret";
  readonly algorithm: { readonly name: "HMAC"; readonly hash: { readonly name: string } };
  readonly extractable: boolean;
  readonly usages: readonly string[];
  readonly bytes: Uint8Array;
}

type Named = string | { readonly name: string; readonly hash?: string | { readonly name: string } };

/**
 * `crypto.subtle` for HMAC and SHA digests without a thread pool: WebCrypto's answers come in an order of chance, these are
 * settled at once. Everything else is refused by name.
 */
export const synchronousSubtle = {
  async digest(algorithm: Named, data: BufferSource): Promise<ArrayBuffer> {
    return bufferOf(
      createHash(hashNamed(nameOf(algorithm)))
        .update(bytesOf(data))
        .digest(),
    );
  },

  async importKey(
    format: string,
    data: BufferSource,
    algorithm: Named,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<HmacKey> {
    if (format !== "raw" || nameOf(algorithm) !== "HMAC" || typeof algorithm === "string")
      throw new Error(
        `the simulation's crypto imports raw HMAC keys only, not ${format} ${nameOf(algorithm)}`,
      );
    const name = nameOf(algorithm.hash ?? "");
    if (name !== "SHA-256") throw new Error(`the simulation's crypto has no HMAC over ${name}`);
    const bytes = bytesOf(data).slice();
    return {
      type: "secret",
      algorithm: { name: "HMAC", hash: { name } },
      extractable,
      usages,
      bytes,
    };
  },

  async sign(_: Named, key: HmacKey, data: BufferSource): Promise<ArrayBuffer> {
    return bufferOf(hmac(key.bytes, bytesOf(data)));
  },

  async verify(
    _: Named,
    key: HmacKey,
    signature: BufferSource,
    data: BufferSource,
  ): Promise<boolean> {
    const [given, right] = [bytesOf(signature), hmac(key.bytes, bytesOf(data))];
    return given.length === right.length && timingSafeEqual(given, right);
  },

  /** Cloudflare's own addition to `crypto.subtle`. */
  timingSafeEqual(one: BufferSource, other: BufferSource): boolean {
    return timingSafeEqual(bytesOf(one), bytesOf(other));
  },
};

function nameOf(algorithm: Named): string {
  return typeof algorithm === "string" ? algorithm : algorithm.name;
}

function hashNamed(name: string): string {
  if (!/^SHA-(?:1|256|384|512)$/.test(name))
    throw new Error(`the simulation's crypto has no ${name}`);
  return name.replace("-", "").toLowerCase();
}

function bytesOf(data: BufferSource): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function bufferOf(bytes: Buffer): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
