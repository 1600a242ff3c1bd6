import type { BearerToken } from "./scim-tokens.ts";

/** Where one AWS organization's Identity Center is, and how to be let in. */
export interface AwsSettings {
  /** Identity Center's primary Region: other Regions of a replicated instance refuse these calls. */
  region: string;
  /** Where Organizations is called and signed for; by default the one Region that serves it. */
  organizationsRegion?: string;
  /** One base URL for all services (an emulator); by default AWS's own hosts. */
  endpoint?: string;
  /** How long each HTTP call may take, in milliseconds; 8,000 by default. */
  deadlineMs?: number;
  /** A key whose only right is to assume `roleArn`. */
  accessKeyId: string;
  secretAccessKey: string;
  roleArn: string;
  externalId: string;
  /** `arn:aws:sso:::instance/ssoins-...` */
  instanceArn: string;
  /** `d-...` */
  identityStoreId: string;
  /** Where Daypass writes users as an identity provider. */
  scim?: ScimSettings;
}

/** SCIM's endpoint, as Identity Center's console shows it, and how to be let in. */
export interface ScimSettings {
  /** `https://scim.{region}.amazonaws.com/{tenant}/scim/v2`, without a slash at its end. */
  endpoint: string;
  /** One or two: a new one is made before the old one ends. */
  tokens: readonly BearerToken[];
}
