/** Tokens as Backstage issues them, and as attackers make them up. */
import { SignJWT, exportJWK, generateKeyPair } from "jose";
import { START } from "./clock.ts";
import { testSettings } from "./settings.ts";

const KID = "test-key";

/** Made anew in each run; nothing in the repository opens anything. */
const keyPair = await generateKeyPair("ES256", { extractable: true });
const jwk = await exportJWK(keyPair.publicKey);

/** What Backstage's `jwks.json` answers. */
export const publicKeys = { keys: [{ ...jwk, kty: "EC", kid: KID, alg: "ES256" }] };

/** A user's token; `header` and `claims` replace single parts of a good one. */
export async function tokenFor(
  ref: string,
  {
    now = START,
    header = {},
    claims = {},
    key = keyPair.privateKey,
  }: {
    now?: number;
    header?: Readonly<Record<string, unknown>>;
    claims?: Readonly<Record<string, unknown>>;
    key?: CryptoKey | Uint8Array;
  } = {},
): Promise<string> {
  const iat = Math.floor(now / 1000);
  const payload = {
    iss: testSettings.BACKSTAGE_ISSUER,
    sub: ref,
    aud: "backstage",
    iat,
    exp: iat + 3600,
    ...claims,
  };
  return await new SignJWT(payload)
    .setProtectedHeader({ typ: "vnd.backstage.user", alg: "ES256", kid: KID, ...header })
    .sign(key);
}
