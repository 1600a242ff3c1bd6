/** A bearer token of SCIM. AWS shows it once, and no API tells its age: who made it says when. */
export interface BearerToken {
  readonly token: string;
  /** Epoch ms. */
  readonly createdAt: number;
}

/** AWS lets a token live a year. */
const LIFETIME_MS = 365 * 86_400_000;

/** Epoch ms. */
export function expiryOf({ createdAt }: BearerToken): number {
  return createdAt + LIFETIME_MS;
}

/** The order in which tokens are tried: who makes a new one means it to be used. */
export function newestFirst(tokens: readonly BearerToken[]): BearerToken[] {
  return tokens.toSorted((a, b) => b.createdAt - a.createdAt);
}
