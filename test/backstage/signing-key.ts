import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from "jose";
import type { CryptoKey, JWK } from "jose";

/** The key that users' tokens are signed with. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
  /** To be kept, so that tokens outlive a restart. */
  readonly privateJwk: JWK;
}

/** A key that was kept, or a new one. */
export async function signingKey(kept?: JWK): Promise<SigningKey> {
  const privateJwk =
    kept ?? (await exportJWK((await generateKeyPair("ES256", { extractable: true })).privateKey));
  const { d: _private, ...shared } = privateJwk;
  const kid = await calculateJwkThumbprint(shared);
  const publicJwk = { ...shared, kid, alg: "ES256" };
  return {
    kid,
    privateKey: await imported(privateJwk),
    publicKey: await imported(publicJwk),
    publicJwk,
    privateJwk,
  };
}

async function imported(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, "ES256");
  if (key instanceof Uint8Array) throw new TypeError("an ES256 key is never a secret's bytes");
  return key;
}
