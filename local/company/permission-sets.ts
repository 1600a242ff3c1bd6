import type { PermissionSetData } from "../aws/organization.ts";

export const instanceArn = "arn:aws:sso:::instance/ssoins-7223d4a5e6f70818";

const managed = (...names: string[]): string[] =>
  names.map((name) => `arn:aws:iam::aws:policy/${name}`);
const arn = (number: number): string =>
  `arn:aws:sso:::permissionSet/ssoins-7223d4a5e6f70818/ps-${number.toString(16).padStart(16, "0")}`;

/** The company's permission sets; `sessionDuration` is how long credentials outlive the end of access. */
export const permissionSets: readonly PermissionSetData[] = [
  {
    arn: arn(0x1001),
    name: "ReadOnly",
    description: "See everything, change nothing",
    sessionDuration: "PT8H",
    managedPolicies: managed("ReadOnlyAccess"),
  },
  {
    arn: arn(0x1002),
    name: "PowerUser",
    description: "Everything but users and permissions",
    sessionDuration: "PT2H",
    managedPolicies: managed("PowerUserAccess"),
  },
  {
    arn: arn(0x1003),
    name: "EngAdmin",
    description: "Build and break things where nobody is hurt",
    sessionDuration: "PT8H",
    managedPolicies: managed("PowerUserAccess", "IAMReadOnlyAccess"),
    customerManagedPolicies: [{ name: "engineering-boundary", path: "/boundaries/" }],
  },
  {
    arn: arn(0x1004),
    name: "SecAudit",
    description: "Configuration and logs, for investigations",
    sessionDuration: "PT1H",
    managedPolicies: managed("SecurityAudit", "AWSCloudTrail_ReadOnlyAccess"),
  },
  {
    arn: arn(0x1005),
    name: "Billing",
    description: "Costs, budgets and invoices",
    sessionDuration: "PT8H",
    managedPolicies: managed("job-function/Billing"),
  },
  {
    arn: arn(0x1006),
    name: "Administrator",
    description: "Everything",
    sessionDuration: "PT1H",
    managedPolicies: managed("AdministratorAccess"),
  },
  {
    arn: arn(0x1007),
    name: "DatabaseAdmin",
    description: "Databases, their backups and metrics",
    sessionDuration: "PT2H",
    managedPolicies: managed("job-function/DatabaseAdministrator"),
  },
  {
    arn: arn(0x1008),
    name: "Support",
    description: "AWS support cases and the health of services",
    sessionDuration: "PT8H",
    managedPolicies: managed("job-function/SupportUser"),
  },
  {
    arn: arn(0x1009),
    name: "NetworkAdmin",
    description: "VPCs, routes, DNS and firewalls",
    sessionDuration: "PT2H",
    managedPolicies: managed("job-function/NetworkAdministrator"),
  },
  {
    arn: arn(0x100a),
    name: "DataAnalyst",
    description: "Queries over prepared data",
    sessionDuration: "PT8H",
    managedPolicies: managed("AmazonAthenaFullAccess"),
    inlinePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:ListBucket"],
          Resource: ["arn:aws:s3:::example-prepared-*"],
        },
      ],
    }),
  },
];
