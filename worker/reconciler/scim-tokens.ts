/**
 * The ages of SCIM's bearer tokens: AWS tells nobody when one ends, and without one no user is disabled.
 * @module
 */
import { expiryOf, newestFirst } from "../aws/scim-tokens.ts";
import type { Config } from "../config.ts";
import type { Instant } from "../db/context.ts";

export interface TokenAge {
  readonly createdAt: Instant;
  readonly endsAt: Instant;
}

/** The newest first; none but in mode `scim`. */
export function tokenAges({ aws }: Pick<Config, "aws">): TokenAge[] {
  return newestFirst(aws.scim?.tokens ?? []).map((token) => ({
    createdAt: token.createdAt,
    endsAt: expiryOf(token),
  }));
}

/** The end of the newest token, when it is near or past: then another must be made. */
export function tokenEndNear(
  { aws, numbers }: Pick<Config, "aws" | "numbers">,
  now: Instant,
): Instant | null {
  const endsAt = tokenAges({ aws })[0]?.endsAt;
  return endsAt !== undefined && endsAt - now <= numbers.scim_token_rings_before_ms ? endsAt : null;
}
