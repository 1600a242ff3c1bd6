/**
 * The token that Backstage issues to a user who signed in.
 * @module
 */
import { errors, jwtVerify } from "jose";
import type { Config } from "../config.ts";
import type { Ports } from "../db/context.ts";
import { entityRef } from "../policy/entity-ref.ts";
import { backstageKeys } from "./backstage-keys.ts";
import { TokenRefused } from "./token-refused.ts";

/**
 * @returns the user's ref, `user:default/name`
 * @throws TokenRefused for every token that is not a valid one of a user
 * @throws KeysUnavailable when Backstage's keys can't be read
 */
export type VerifyToken = (token: string) => Promise<string>;

/** Backstage may issue up to this many characters; checked before anything is parsed. */
const LONGEST = 32_768;
/** Backstage clamps a token's life to 24 hours. */
const OLDEST_S = 24 * 60 * 60;

/** Checks users' tokens: ES256 and `vnd.backstage.user` alone, by the issuer and the keys of the configuration. */
export function backstageTokens(
  ctx: Pick<Ports, "now" | "sleep" | "fetch"> & { config: Pick<Config, "backstage"> },
): VerifyToken {
  const keys = backstageKeys(ctx);
  return async (token) => {
    if (token.length > LONGEST) throw new TokenRefused("too_long");
    const subject = await subjectOf(token);
    const ref = typeof subject === "string" ? entityRef(subject) : undefined;
    if (ref === undefined || !ref.startsWith("user:")) throw new TokenRefused("sub");
    return ref;
  };

  /** jose checks that there is a subject, not that it is a text. */
  async function subjectOf(token: string): Promise<unknown> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: ctx.config.backstage.issuer,
        audience: "backstage",
        typ: "vnd.backstage.user",
        algorithms: ["ES256"],
        requiredClaims: ["sub", "iat", "exp"],
        maxTokenAge: OLDEST_S,
        clockTolerance: 5,
        currentDate: new Date(ctx.now()),
      });
      return payload.sub;
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new TokenRefused(error.code);
      throw error;
    }
  }
}
