import type { Organization } from "../../../local/aws/organization.ts";

/** The company of the simulation: three accounts, four sets, four groups, a manager and five people. */
export const REGION = "eu-central-1";
export const KEY = {
  accessKeyId: "AKIASIMULATIONSIMUL0",
  secretAccessKey: "secret-of-the-simulation-only",
};
export const ROLE = {
  arn: "arn:aws:iam::111111111111:role/daypass",
  externalId: "daypass-simulation",
};
export const HR_SECRET = "whsec_c2VjcmV0LW9mLXRoZS1zaW11bGF0aW9uLW9ubHkh";
const INSTANCE = "ssoins-7223a1b2c3d4e5f6";

export const SETS = {
  ReadOnly: `arn:aws:sso:::permissionSet/${INSTANCE}/ps-1111111111111111`,
  PowerUser: `arn:aws:sso:::permissionSet/${INSTANCE}/ps-2222222222222222`,
  Administrator: `arn:aws:sso:::permissionSet/${INSTANCE}/ps-3333333333333333`,
  Billing: `arn:aws:sso:::permissionSet/${INSTANCE}/ps-4444444444444444`,
} as const;

export const GROUPS = {
  engineers: "90670000aa-00000000-0000-4000-8000-000000000001",
  sellers: "90670000aa-00000000-0000-4000-8000-000000000002",
  oncall: "90670000aa-00000000-0000-4000-8000-000000000003",
  /** Protected: Daypass gives and takes nothing of it. */
  vault: "90670000aa-00000000-0000-4000-8000-000000000004",
} as const;

export const PROD = "222222222222";
export const TEST = "333333333333";

export const organization: Organization = {
  id: "o-simulation0",
  managementAccountId: "111111111111",
  instanceArn: `arn:aws:sso:::instance/${INSTANCE}`,
  identityStoreId: "d-90670000aa",
  rootId: "r-simu",
  units: [{ id: "ou-simu-workload", name: "Workloads" }],
  accounts: [
    { id: "111111111111", name: "management", email: "aws@example.com" },
    { id: PROD, name: "prod", email: "prod@example.com", ou: "Workloads", tags: { env: "prod" } },
    { id: TEST, name: "test", email: "test@example.com", ou: "Workloads", tags: { env: "test" } },
  ],
  permissionSets: [
    { arn: SETS.ReadOnly, name: "ReadOnly", sessionDuration: "PT1H" },
    { arn: SETS.PowerUser, name: "PowerUser", sessionDuration: "PT2H" },
    { arn: SETS.Administrator, name: "Administrator", sessionDuration: "PT1H" },
    { arn: SETS.Billing, name: "Billing", sessionDuration: "PT1H" },
  ],
  groups: [
    { id: GROUPS.engineers, name: "engineers" },
    { id: GROUPS.sellers, name: "sellers" },
    { id: GROUPS.oncall, name: "oncall" },
    { id: GROUPS.vault, name: "vault" },
  ],
};

/** Which company a run is about. */
export type CompanyName = "small" | "busy" | "crowd";

/** Twenty people with nothing but their place. */
export const CROWD: readonly string[] = Array.from({ length: 20 }, (_, n) => `crowd${n + 1}`);

/** Everybody who may ever work here. The first is everybody's manager. */
export const PEOPLE = ["mia", "ben", "cleo", "dan", "eve", "fay"] as const;
/** Nobody's: the way in when all else fails. Protected. */
export const GLASS = "glass";
export const emailOf = (login: string) => `${login}@example.com`;
export const refOf = (login: string) => `user:default/${login}`;

/** The Worker's bindings but for the database and the driver's object. */
export const settings = {
  AWS_REGION: REGION,
  AWS_ENDPOINT: "http://aws.sim/",
  AWS_ACCESS_KEY_ID: KEY.accessKeyId,
  AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
  AWS_ROLE_ARN: ROLE.arn,
  AWS_ACCOUNT: "management",
  AWS_EXTERNAL_ID: ROLE.externalId,
  AWS_INSTANCE_ARN: `arn:aws:sso:::instance/${INSTANCE}`,
  AWS_IDENTITY_STORE_ID: "d-90670000aa",
  HR_SOURCES: JSON.stringify({ default: { domains: ["example.com"] } }),
  HR_SECRETS: JSON.stringify({ default: [HR_SECRET] }),
  PROTECTED: JSON.stringify({ users: [emailOf(GLASS)], groups: ["vault"] }),
  PORTAL_URL: "",
  BACKSTAGE_ISSUER: "http://backstage.sim/api/auth",
  BACKSTAGE_JWKS_URL: "",
  BACKSTAGE_KEYS: "",
  BACKSTAGE_CATALOG_URL: "http://backstage.sim/api/catalog",
  BACKSTAGE_CATALOG_TOKEN: "catalog-token-of-the-simulation",
  SCIM_TOKENS: "off",
  SCIM_LEAVERS: "keep",
  BACKSTAGE_JWKS_HEADERS: "off",
  PROXY_SECRET: "off",
  BOOTSTRAP_ADMIN: "user:default/ada",
  POLICY_FOUR_EYES: "on",
  OPERATOR_TOKEN: "operator-token-of-the-simulation",
  NUMBERS: "",
};
