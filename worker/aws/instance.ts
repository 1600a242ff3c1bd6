import * as z from "zod";
import { type JsonClient, maybe } from "./json-client.ts";
import type { Instance, SsoAdmin } from "./sso-admin.ts";

const described = z.object({
  InstanceArn: z.string(),
  IdentityStoreId: z.string(),
  Status: maybe(z.string()),
  OwnerAccountId: maybe(z.string()),
  Name: maybe(z.string()),
  PrimaryRegion: maybe(z.string()),
  PermissionSetsEnabled: maybe(z.boolean()),
});

/** The part of sso-admin that tells of the instance itself: whether we talk to the right one, and can use it. */
export function instanceCalls(
  client: JsonClient,
  instanceArn: string,
): Pick<SsoAdmin, "describeInstance"> {
  return {
    describeInstance: (options) =>
      client.call(
        {
          name: "DescribeInstance",
          input: {},
          output: described,
          read: (out) => (out.InstanceArn === instanceArn ? readInstance(out) : undefined),
        },
        options,
      ),
  };
}

function readInstance(out: z.infer<typeof described>): Instance {
  return {
    arn: out.InstanceArn,
    identityStoreId: out.IdentityStoreId,
    status: out.Status,
    ownerAccountId: out.OwnerAccountId,
    name: out.Name,
    primaryRegion: out.PrimaryRegion,
    permissionSetsEnabled: out.PermissionSetsEnabled,
  };
}
