import { checkInstance, isKnown, unlessRefused } from "./part.ts";
import type { Things } from "./things.ts";

/** The instance's permission sets, with the names of their policies. */
export const permissionSetThings: Things = {
  table: "permission_sets",
  key: "arn",
  perRun: 1,

  async list(ctx, aws) {
    await checkInstance(ctx, aws);
    const arns = await aws.ssoAdmin.listPermissionSets();
    return arns.map((arn) => ({ key: arn, listed: {} }));
  },

  async ask({ config }, { ssoAdmin }, { key }) {
    const described = ssoAdmin.describePermissionSet(key);
    const isDelegated = config.aws.account === "delegated";
    const set = isDelegated ? await unlessRefused(described) : await described;
    // Nothing is told of it: what was known of it stays.
    if (set === undefined) return {};
    const managed = await ssoAdmin.listManagedPolicies(key);
    const own = await ssoAdmin.listCustomerManagedPolicies(key);
    const inline = (await ssoAdmin.inlinePolicy(key)) ? ["inline"] : [];
    return {
      name: set.name,
      description: set.description,
      session_duration_ms: set.sessionDurationMs,
      policies: [...new Set([...managed, ...own, ...inline])].toSorted(),
    };
  },

  async isThere({ ssoAdmin }, key) {
    return await isKnown(ssoAdmin.describePermissionSet(key));
  },

  columns: {
    name: { value: "told->>'name'", required: true },
    description: { value: "told->>'description'", required: false },
    session_duration_ms: { value: "told->>'session_duration_ms'", required: true },
    policies: { value: "told->'policies'", required: true },
  },
};
