import { checkInstance, isKnown } from "./part.ts";
import type { Things } from "./things.ts";

/** The identity store's groups; the list tells all of them. */
export const groupThings: Things = {
  table: "groups",
  key: "id",
  perRun: 5,

  async list(ctx, aws) {
    await checkInstance(ctx, aws);
    const groups = await aws.identityStore.listGroups();
    return groups.map((group) => ({
      key: group.groupId,
      listed: {},
      told: { name: group.displayName, description: group.description },
    }));
  },

  async isThere({ identityStore }, key) {
    return await isKnown(identityStore.listMembers(key));
  },

  columns: {
    name: { value: "told->>'name'", required: true },
    description: { value: "told->>'description'", required: false },
  },
};
