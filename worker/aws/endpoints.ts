import type { SignedService } from "./ports.ts";
import type { AwsSettings } from "./settings.ts";

/** Where a service is called, and what its calls are signed for. */
export interface Endpoint {
  url: string;
  signingName: string;
  region: string;
}

const HOSTS = {
  "sso-admin": "sso",
  identitystore: "identitystore",
  organizations: "organizations",
  sts: "sts",
} as const satisfies Record<SignedService, string>;

/** AWS's own host for a service, or the one endpoint of the settings; each host's name is also its signing name. */
export function endpointOf(service: SignedService, settings: AwsSettings): Endpoint {
  const region = service === "organizations" ? organizationsRegion(settings) : settings.region;
  const host = HOSTS[service];
  const url = settings.endpoint ?? `https://${host}.${region}.${domainOf(region)}/`;
  return { url, signingName: host, region };
}

/** Organizations is served from one Region of each partition. */
function organizationsRegion(settings: AwsSettings): string {
  if (settings.organizationsRegion !== undefined) return settings.organizationsRegion;
  const { region } = settings;
  if (region.startsWith("us-gov-")) return "us-gov-west-1";
  return region.startsWith("cn-") ? "cn-northwest-1" : "us-east-1";
}

function domainOf(region: string): string {
  return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}
