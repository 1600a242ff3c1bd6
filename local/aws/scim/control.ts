import type { Aws } from "../aws.ts";
import type { World } from "../world.ts";
import { pathOf, tenantOf } from "./tenant.ts";
import { addToken, ageOf, removeToken, type BearerToken, type TokenAge } from "./tokens.ts";

/** Automatic provisioning in Identity Center's console: the tenant and its bearer tokens. */
export type ScimTenant = {
  readonly tenant: string;
  /** `/{tenant}/scim/v2`, under the emulator's URL or any host. */
  readonly path: string;
  /** The tokens without their secrets, the oldest first. */
  tokens(): readonly TokenAge[];
  /**
   * Makes a token, of two that there may be; or takes the one given, made when it is said to be (epoch milliseconds).
   * @throws Error
   */
  createToken(given?: Partial<Pick<BearerToken, "token" | "createdAt">>): BearerToken & TokenAge;
  /** @throws Error when there is no such token. */
  deleteToken(id: string): void;
};

export function makeScimTenant(settled: () => World, now: () => number): ScimTenant {
  return {
    get tenant() {
      return tenantOf(settled().names);
    },
    get path() {
      return pathOf(settled().names);
    },
    tokens: () => [...settled().bearerTokens.values()].map(ageOf),
    createToken(given = {}) {
      const made = addToken(settled(), now(), given);
      return { ...made, ...ageOf(made) };
    },
    deleteToken: (id) => removeToken(settled(), id),
  };
}

/** The tenant as JSON. */
export function scimControl({ scim }: Aws): unknown {
  return { tenant: scim.tenant, path: scim.path, tokens: scim.tokens().map(tokenJson) };
}

export function tokenJson({ id, createdAt, expiresAt }: TokenAge) {
  return {
    id,
    created_at: new Date(createdAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
  };
}
