import { opaque, uuid } from "../ids.ts";
import type { Key } from "../rows.ts";
import { Refusal, type WireRequest } from "../wire.ts";
import type { World } from "../world.ts";
import { tenantOf } from "./tenant.ts";

/** A bearer token of the tenant; AWS shows it once, when it is made. */
export type BearerToken = {
  readonly id: string;
  readonly token: string;
  readonly createdAt: number;
};

/** What AWS shows of a token afterwards. */
export type TokenAge = {
  readonly id: string;
  readonly createdAt: number;
  readonly expiresAt: number;
};

/** A year. */
const lifetimeMs = 365 * 86_400_000;
const mostTokens = 2;

export function ageOf({ id, createdAt }: BearerToken): TokenAge {
  return { id, createdAt, expiresAt: createdAt + lifetimeMs };
}

/**
 * Makes a token, or takes the one given; `createdAt` may lie in the past.
 * @throws Error when there are two, or there is that one.
 */
export function addToken(
  world: World,
  at: number,
  given: { readonly token?: string; readonly createdAt?: number },
): BearerToken {
  const { bearerTokens, random } = world;
  if (bearerTokens.size >= mostTokens)
    throw new Error(`there are ${mostTokens} tokens: delete one before making another`);
  const token: BearerToken = {
    id: uuid(random),
    token: given.token ?? opaque(random, 150),
    createdAt: given.createdAt ?? at,
  };
  if ([...bearerTokens.values()].some((other) => other.token === token.token))
    throw new Error("there is that token already");
  bearerTokens.set(token.id, token);
  world.version += 1;
  return token;
}

/** @throws Error when there is no such token. */
export function removeToken(world: World, id: string): void {
  if (!world.bearerTokens.delete(id)) throw new Error(`there is no token ${JSON.stringify(id)}`);
  world.version += 1;
}

/**
 * Who calls. AWS has one answer for a missing, wrong, deleted or expired token and for another tenant's URL.
 * @throws Refusal
 */
export function bearerOf(world: World, request: WireRequest, at: number): Key {
  const tenant = new URL(request.url).pathname.split("/")[1];
  if (tenant !== tenantOf(world.names)) throw unauthorized("There is no such tenant.");
  const given = /^Bearer +(\S+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
  if (given === undefined) throw unauthorized("There is no bearer token.");
  const found = [...world.bearerTokens.values()].find(({ token }) => token === given);
  if (found === undefined) throw unauthorized("The bearer token is not known.");
  const { id, expiresAt } = ageOf(found);
  if (expiresAt <= at) throw unauthorized("The bearer token has expired.");
  return {
    accessKeyId: id,
    secretAccessKey: "",
    arn: actor,
    userId: id,
    session: { token: given, expiresAt },
  };
}

/** Who the identity store says has made or changed what came by SCIM (inferred). */
const actor = "identitystore-scim.amazonaws.com";

export function unauthorized(message: string): Refusal {
  return new Refusal("UnauthorizedException", message);
}
