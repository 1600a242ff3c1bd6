import { writeFileSync } from "node:fs";
import { awsAccess, organization, protectedInAws } from "../company/organization.ts";
import { cast } from "../company/cast.ts";
import type { Secrets } from "./kept.ts";

/** Where the Worker's neighbours are, as the Worker reaches them. */
export interface Neighbours {
  readonly aws: string;
  readonly backstage: string;
  /** Mode `scim`: where SCIM is, and its token. */
  readonly scim: {
    readonly endpoint: string;
    readonly token: string;
    readonly madeAt: Date;
  } | null;
}

export const hrSource = "default";

/** The Worker's settings and secrets in the local stack, by their names in `worker/settings.ts`. */
export function workerSettings(secrets: Secrets, { aws, backstage, scim }: Neighbours) {
  const [key] = awsAccess.credentials;
  return {
    IDENTITY_MODE: scim === null ? "own" : "scim",
    AWS_REGION: awsAccess.region,
    AWS_ENDPOINT: aws,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_ROLE_ARN: awsAccess.role.arn,
    AWS_EXTERNAL_ID: awsAccess.role.externalId,
    AWS_INSTANCE_ARN: organization.instanceArn,
    AWS_IDENTITY_STORE_ID: organization.identityStoreId,
    // The emulator has no portal: whatever stands after the #, its page shows who has what.
    PORTAL_URL: aws,
    HR_SOURCES: JSON.stringify({ [hrSource]: { domains: ["example.com"] } }),
    HR_SECRETS: JSON.stringify({ [hrSource]: [secrets.hr_secret] }),
    SCIM_ENDPOINT: scim?.endpoint ?? "",
    SCIM_TOKENS:
      scim === null
        ? "off"
        : JSON.stringify([{ token: scim.token, created_at: scim.madeAt.toISOString() }]),
    PROTECTED: JSON.stringify(protectedInAws),
    BACKSTAGE_ISSUER: `${backstage}/api/auth`,
    BACKSTAGE_JWKS_HEADERS: "off",
    BACKSTAGE_CATALOG_URL: `${backstage}/api/catalog`,
    BACKSTAGE_CATALOG_TOKEN: secrets.catalog_token,
    PROXY_SECRET: secrets.proxy_secret,
    BOOTSTRAP_ADMIN: cast.bootstrap_admin,
    OPERATOR_TOKEN: secrets.operator_token,
    POLICY_FOUR_EYES: "on",
    // Nobody else has work for this AWS, and somebody waits for its first reading.
    NUMBERS: JSON.stringify({ directory_calls_per_second: 16 }),
  };
}

/**
 * Writes them where `wrangler dev --env-file` reads them.
 * @throws Error for a value that such a file can't carry
 */
export function writeEnvFile(file: string, settings: Readonly<Record<string, string>>): void {
  const lines = Object.entries(settings).map(([name, value]) => {
    if (/['$\n]/.test(value))
      throw new Error(`${name} has a character that an env file can't carry`);
    return `${name}='${value}'`;
  });
  writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o600 });
}
