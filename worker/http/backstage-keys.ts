/**
 * The keys that Backstage signs users' tokens with.
 * @module
 */
import { createLocalJWKSet, errors } from "jose";
import type { JSONWebKeySet, JWTHeaderParameters, JWTVerifyGetKey } from "jose";
import { z } from "zod";
import type { Config } from "../config.ts";
import type { Instant, Ports } from "../db/context.ts";
import { askBackstage } from "./ask-backstage.ts";
import { TokenRefused } from "./token-refused.ts";

/** The keys could not be read, so that nothing can be said of a token signed by one we don't know. */
export class KeysUnavailable extends Error {
  override name = "KeysUnavailable";
}

/** At most one read in this time, also after failures: a flood of unknown key ids costs one request. */
const BETWEEN_READS = 30_000;
/** Read again after this. */
const FRESH = 10 * 60_000;
/** When Backstage can't be reached, keys it once showed are good for so long. */
const KEPT = 60 * 60_000;
const READ_AT_MOST = 6_000;
const LONGEST_KID = 200;

const keySet = z.object({ keys: z.array(z.unknown()).max(100) });
const userKey = z.looseObject({ kty: z.literal("EC"), crv: z.literal("P-256"), kid: z.string() });

type OfJose = ReturnType<typeof createLocalJWKSet>;
type KeyFinder = (...given: Parameters<OfJose>) => ReturnType<OfJose>;

interface Memory {
  find: KeyFinder | undefined;
  readAt: Instant;
  triedAt: Instant;
  failed: boolean;
  reading: boolean;
}

/**
 * Finds the key that a token names, for jose.
 * The finder throws TokenRefused for a key id that Backstage does not have, KeysUnavailable when that can't be known.
 */
export function backstageKeys(
  ctx: Pick<Ports, "now" | "sleep" | "fetch"> & { config: Pick<Config, "backstage"> },
): JWTVerifyGetKey {
  const { keys } = ctx.config.backstage;
  if (keys.kind === "static") {
    const find = finderOf(keys.jwks);
    return async (header, token) => {
      checkKid(header);
      return await find(header, token).catch(refuseUnknown);
    };
  }

  const memory: Memory = {
    find: undefined,
    readAt: -KEPT,
    triedAt: -BETWEEN_READS,
    failed: false,
    reading: false,
  };
  const age = () => Math.abs(ctx.now() - memory.readAt);

  async function readKeys(url: string): Promise<void> {
    // A promise of another request's fetch can't be awaited in Workers, so that the others watch the flag.
    for (let waited = 0; memory.reading && waited < READ_AT_MOST; waited += 20) await ctx.sleep(20);
    if (Math.abs(ctx.now() - memory.triedAt) < BETWEEN_READS) return;
    memory.triedAt = ctx.now();
    memory.reading = true;
    memory.failed = true;
    try {
      const answer = keySet.parse(await askBackstage(ctx, url, {}));
      const usable = answer.keys.map((key) => userKey.safeParse(key).data);
      memory.find = finderOf({ keys: usable.filter((key) => key !== undefined) });
      memory.readAt = ctx.now();
      memory.failed = false;
    } catch {
      // Told by `failed`: each caller that needs it answers with KeysUnavailable.
    } finally {
      memory.reading = false;
    }
  }

  return async (header, token) => {
    checkKid(header);
    if (memory.find !== undefined && age() < FRESH) {
      const key = await memory.find(header, token).catch(undefinedIfUnknown);
      if (key !== undefined) return key;
    }
    await readKeys(keys.url);
    if (memory.find === undefined || age() >= KEPT) throw new KeysUnavailable();
    return await memory
      .find(header, token)
      .catch(memory.failed ? unavailableIfUnknown : refuseUnknown);
  };
}

/** Whatever is wrong with a key, it opens nothing: what can't be imported is no fault of ours. */
function finderOf(jwks: JSONWebKeySet): KeyFinder {
  const find = createLocalJWKSet(jwks);
  return async (header, token) =>
    await find(header, token).catch((error: unknown) => {
      throw error instanceof errors.JOSEError ? error : new TokenRefused("key_unusable");
    });
}

function checkKid({ kid }: JWTHeaderParameters): void {
  if (typeof kid !== "string" || kid === "" || kid.length > LONGEST_KID)
    throw new TokenRefused("kid");
}

function undefinedIfUnknown(error: unknown): undefined {
  if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
}

function refuseUnknown(error: unknown): never {
  throw error instanceof errors.JWKSNoMatchingKey ? new TokenRefused("unknown_kid") : error;
}

function unavailableIfUnknown(error: unknown): never {
  throw error instanceof errors.JWKSNoMatchingKey ? new KeysUnavailable() : error;
}
