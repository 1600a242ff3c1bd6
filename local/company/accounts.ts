import type { AccountData, OrganizationalUnitData } from "../aws/organization.ts";

export const managementAccountId = "111122223333";

/** The company's OUs, the root's children first. */
export const units: readonly OrganizationalUnitData[] = [
  { name: "Security", tags: { owner: "platform-security" } },
  { name: "Infrastructure", units: [{ name: "Network" }, { name: "Shared" }] },
  {
    name: "Workloads",
    units: [{ name: "Production" }, { name: "Staging" }, { name: "Development" }],
  },
  { name: "Business", units: [{ name: "Finance" }, { name: "Marketing" }] },
  { name: "Sandbox", units: [{ name: "Engineering" }, { name: "Data" }] },
  { name: "Suspended" },
];

const account = (
  id: string,
  name: string,
  ou: string,
  tags: Readonly<Record<string, string>>,
): AccountData => ({ id, name, email: `aws+${name}@example.com`, ou, tags });

/** The company's accounts: seventeen in use, one suspended. */
export const accounts: readonly AccountData[] = [
  account(managementAccountId, "management", "", { env: "prod", owner: "platform-security" }),
  account("333344440001", "security-audit", "Security", { env: "security", owner: "platform" }),
  account("333344440002", "log-archive", "Security", { env: "security", owner: "platform" }),
  account("444455550001", "network", "Infrastructure/Network", { env: "infra", owner: "it" }),
  account("444455550002", "shared-services", "Infrastructure/Shared", {
    env: "infra",
    owner: "it",
  }),
  account("555566660001", "shop-prod", "Workloads/Production", { env: "prod", app: "shop" }),
  account("555566660002", "payments-prod", "Workloads/Production", {
    env: "prod",
    app: "payments",
    data: "pci",
  }),
  account("555566660003", "warehouse-prod", "Workloads/Production", {
    env: "prod",
    app: "warehouse",
  }),
  account("555566660004", "crm-prod", "Workloads/Production", { env: "prod", app: "crm" }),
  account("555566660011", "shop-staging", "Workloads/Staging", { env: "staging", app: "shop" }),
  account("555566660012", "payments-staging", "Workloads/Staging", {
    env: "staging",
    app: "payments",
  }),
  account("555566660021", "shop-dev", "Workloads/Development", { env: "dev", app: "shop" }),
  account("555566660022", "payments-dev", "Workloads/Development", { env: "dev", app: "payments" }),
  account("222233334444", "finance", "Business/Finance", { env: "business", owner: "finance" }),
  account("666677770001", "campaigns", "Business/Marketing", {
    env: "business",
    owner: "marketing",
  }),
  account("777788880001", "it-sandbox", "Sandbox/Engineering", { env: "sandbox", owner: "it" }),
  account("777788880002", "data-sandbox", "Sandbox/Data", { env: "sandbox", owner: "it" }),
  {
    ...account("888899990001", "old-shop", "Suspended", { env: "prod", app: "shop" }),
    state: "SUSPENDED",
  },
];
