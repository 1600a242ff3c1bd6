import type { UserProfile } from "../../aws/identity-store.ts";
import type { CallOptions } from "../../aws/ports.ts";
import type { Deps } from "../deps.ts";
import { profileOperations } from "./profile.ts";

/**
 * Who writes users: Identity Store's own API, or SCIM where Daypass is the identity provider. Both write the same users
 * under the same ids; only SCIM takes an external id.
 */
export interface UserWriter {
  /** The new user's id. */
  create(profile: UserProfile, externalId: string, options: CallOptions): Promise<string>;
  update(
    userId: string,
    profile: UserProfile,
    externalId: string,
    options: CallOptions,
  ): Promise<void>;
  delete(userId: string, options: CallOptions): Promise<void>;
}

export function writerOf({ aws: { identityStore, scim } }: Pick<Deps, "aws">): UserWriter {
  if (scim !== undefined) {
    return {
      create: (profile, externalId, options) => scim.createUser(profile, externalId, options),
      update: (userId, profile, externalId, options) =>
        scim.updateUser(userId, profile, externalId, options),
      delete: (userId, options) => scim.deleteUser(userId, options),
    };
  }
  return {
    create: (profile, _, options) => identityStore.createUser(profile, options),
    update: (userId, profile, _, options) =>
      identityStore.updateUser(userId, profileOperations(profile), options),
    delete: (userId, options) => identityStore.deleteUser(userId, options),
  };
}
