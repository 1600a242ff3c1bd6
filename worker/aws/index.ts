import { assignmentCalls } from "./assignments.ts";
import { AwsClock } from "./clock.ts";
import { Credentials } from "./credentials.ts";
import { groupCalls } from "./groups.ts";
import type { IdentityStore } from "./identity-store.ts";
import { instanceCalls } from "./instance.ts";
import { jsonClient } from "./json-client.ts";
import { organizationCalls } from "./organization.ts";
import type { Organizations } from "./organizations.ts";
import { permissionSetCalls } from "./permission-sets.ts";
import type { AwsPorts, CallRecord } from "./ports.ts";
import { type Scim, scimCalls } from "./scim.ts";
import { scimTransport } from "./scim-transport.ts";
import type { AwsSettings } from "./settings.ts";
import type { SsoAdmin } from "./sso-admin.ts";
import { createTransport } from "./transport.ts";
import { userCalls } from "./users.ts";

/** One organization's AWS side. */
export interface Aws {
  ssoAdmin: SsoAdmin;
  identityStore: IdentityStore;
  organizations: Organizations;
  /** Only where the settings have it. */
  scim?: Scim;
  /** AWS's clock minus ours (ms), as estimated from the last answer. */
  skewMs(): number;
}

/**
 * Wire clients for the settings' organization, over the ports alone: no clock, timer, randomness or retry of their
 * own. `observe` hears of every HTTP call. `credentials` may be one that an earlier `createAws` of the same settings
 * has filled: the session is then not fetched again.
 */
export function createAws(
  settings: AwsSettings,
  ports: AwsPorts,
  observe?: (call: CallRecord) => void,
  credentials: Credentials = new Credentials(),
): Aws {
  const clock = new AwsClock();
  const line = { settings, ports, clock, observe };
  const transport = createTransport(line, credentials);
  const { instanceArn, identityStoreId } = settings;
  const ssoAdmin = jsonClient("sso-admin", transport, { InstanceArn: instanceArn });
  const identityStore = jsonClient("identitystore", transport, {
    IdentityStoreId: identityStoreId,
  });
  return {
    ssoAdmin: {
      ...assignmentCalls(ssoAdmin),
      ...permissionSetCalls(ssoAdmin),
      ...instanceCalls(ssoAdmin, instanceArn),
    },
    identityStore: { ...userCalls(identityStore), ...groupCalls(identityStore) },
    organizations: organizationCalls(jsonClient("organizations", transport, {})),
    ...(settings.scim && { scim: scimCalls(scimTransport(line, settings.scim)) }),
    skewMs: () => clock.skewMs,
  };
}
