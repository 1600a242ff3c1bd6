import type { Organization } from "../aws/organization.ts";
import { accounts, managementAccountId, units } from "./accounts.ts";
import { assignments, emergency, groups } from "./groups.ts";
import { instanceArn, permissionSets } from "./permission-sets.ts";

/** The AWS organization of the company whose HR history is played in. */
export const organization = {
  id: "o-d4a5e6f708",
  managementAccountId,
  instanceArn,
  identityStoreId: "d-9067d4a5e6",
  units,
  accounts,
  permissionSets,
  users: [emergency],
  groups,
  assignments,
} satisfies Organization;

/** The key, the role and the Region with which Daypass reaches the emulated AWS; they open nothing anywhere else. */
export const awsAccess = {
  region: "us-east-1",
  credentials: [
    {
      accessKeyId: "AKIADAYPASSLOCAL0001",
      secretAccessKey: "local-secret-that-opens-nothing-0000001",
    },
  ],
  role: { arn: `arn:aws:iam::${managementAccountId}:role/Daypass`, externalId: "daypass-local" },
} as const;

/** Whom nobody but people in AWS's console may change. */
export const protectedInAws = { users: [emergency.userName], groups: ["break-glass"] };
