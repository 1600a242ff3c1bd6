/**
 * Service tokens: `dpt_` and 32 random bytes; only the SHA-256 is kept.
 * @module
 */
import { base64url } from "jose";
import type { Instant, Ports } from "../db/context.ts";
import type { Caller, Scope } from "./caller.ts";
import { scopes } from "./caller.ts";
import type { serviceTokens } from "./tables.ts";
import { TokenRefused } from "./token-refused.ts";

export const TOKEN_PREFIX = "dpt_";

export type ServiceToken = typeof serviceTokens.$inferSelect;

/** A new token, as it is shown once. */
export function newToken(ctx: Pick<Ports, "random">): string {
  return `${TOKEN_PREFIX}${base64url.encode(ctx.random(32))}`;
}

/** Whom the token lets in now. @throws TokenRefused for one that is unknown, revoked or past its end */
export function tokenCaller(row: ServiceToken | undefined, now: Instant): Caller {
  if (row === undefined) throw new TokenRefused("service_token_unknown");
  if (row.revoked_at !== null) throw new TokenRefused("service_token_revoked");
  if (row.expires_at <= now) throw new TokenRefused("service_token_expired");
  const { name, created_by: maker } = row;
  return { kind: "service", name, maker, scopes: new Set(scopesOf(row)) };
}

/** The row's scopes that still exist. */
export function scopesOf(row: Pick<ServiceToken, "scopes">): Scope[] {
  return scopes.filter((scope) => row.scopes.includes(scope));
}
