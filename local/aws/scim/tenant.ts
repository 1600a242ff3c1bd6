import { hash } from "node:crypto";
import type { Names } from "../world.ts";

/** The tenant that stands in SCIM's URLs: the same for the same identity store, in the form of AWS's (three more than a UUID). */
export function tenantOf({ identityStoreId }: Pick<Names, "identityStoreId">): string {
  const h = hash("sha256", identityStoreId, "hex");
  return `${h.slice(0, 11)}-${h.slice(11, 15)}-${h.slice(15, 19)}-${h.slice(19, 23)}-${h.slice(23, 35)}`;
}

/** Where SCIM is, under `https://scim.{region}.amazonaws.com` or the emulator's own URL. */
export function pathOf(names: Pick<Names, "identityStoreId">): string {
  return `/${tenantOf(names)}/scim/v2`;
}

/**
 * Whose external ids those are that came by SCIM, as the identity store shows them. The host has been seen in the field;
 * that the tenant follows it is inferred.
 */
export function issuerOf(names: Pick<Names, "identityStoreId">): string {
  return `https://scim.aws.com/${tenantOf(names)}`;
}
