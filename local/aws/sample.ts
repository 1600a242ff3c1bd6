import type { Organization } from "./organization.ts";

/** A small organization to try things on: two OUs, four accounts, three permission sets, one group. */
export const sampleOrganization: Organization = {
  id: "o-samplecorp0",
  managementAccountId: "111111111111",
  instanceArn: "arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6",
  identityStoreId: "d-9067000001",
  rootId: "r-smpl",
  units: [
    {
      id: "ou-smpl-workload",
      name: "Workloads",
      units: [{ id: "ou-smpl-prodprod", name: "Production" }],
    },
    { id: "ou-smpl-sandboxs", name: "Sandbox" },
  ],
  accounts: [
    { id: "111111111111", name: "management", email: "aws@example.com" },
    {
      id: "222222222222",
      name: "shop-production",
      email: "aws+shop@example.com",
      ou: "Workloads/Production",
      tags: { env: "prod", team: "shop" },
    },
    {
      id: "333333333333",
      name: "shop-test",
      email: "aws+test@example.com",
      ou: "Workloads",
      tags: { env: "test" },
    },
    {
      id: "444444444444",
      name: "sandbox",
      email: "aws+sandbox@example.com",
      ou: "Sandbox",
      tags: { env: "sandbox" },
    },
  ],
  permissionSets: [
    {
      arn: "arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-1111111111111111",
      name: "ReadOnly",
      description: "Look, and touch nothing",
      sessionDuration: "PT1H",
      managedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
    },
    {
      arn: "arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-2222222222222222",
      name: "PowerUser",
      sessionDuration: "PT4H",
      managedPolicies: ["arn:aws:iam::aws:policy/PowerUserAccess"],
    },
    {
      arn: "arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-3333333333333333",
      name: "Administrator",
      sessionDuration: "PT1H",
      managedPolicies: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    },
  ],
  users: [
    {
      id: "9067000001-11111111-1111-4111-a111-111111111111",
      userName: "admin@example.com",
      givenName: "Emergency",
      familyName: "Admin",
      email: "admin@example.com",
    },
  ],
  groups: [
    {
      id: "9067000001-22222222-2222-4222-a222-222222222222",
      name: "administrators",
      description: "For emergencies",
      members: ["admin@example.com"],
    },
  ],
  assignments: [
    {
      accountId: "222222222222",
      permissionSet: "Administrator",
      principal: { group: "administrators" },
    },
  ],
};

/** The key, role and Region of the sample; none of them is worth anything anywhere else. */
export const sampleAccess = {
  region: "us-east-1",
  credentials: [
    {
      accessKeyId: "AKIADAYPASSLOCAL0001",
      secretAccessKey: "local-secret-that-opens-nothing-0000001",
    },
  ],
  role: { arn: "arn:aws:iam::111111111111:role/Daypass", externalId: "daypass-local" },
} as const;
