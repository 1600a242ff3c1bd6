/** A thousand accounts and 750 permission sets: in AWS, in the directory as it was read, and in the policy. */
import { env } from "cloudflare:workers";
import type { Organization } from "../../../local/aws/organization.ts";
import type { PolicyDocument } from "../../../worker/policy/document.ts";
import { fill } from "../../worker/scale/years.ts";
import { testSettings } from "../../worker/settings.ts";

const ACCOUNTS = 1_000;
const SETS = 750;
/** Each has a tenth of the accounts and of the sets, and a rule that lets engineers ask for any of these there. */
const TEAMS = 10;

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
export const accountId = (n: number) => String(200_000_000_000 + n);
export const setArn = (n: number) =>
  `arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-${String(n).padStart(16, "0")}`;
/** The same in SQL, for the number that `n` is there. */
export const SQL = {
  accountId: (n: string) => `cast(200000000000 + ${n} as text)`,
  setArn: (n: string) =>
    `printf('arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-%016d', ${n})`,
};

export const organization: Organization = {
  managementAccountId: "111122223333",
  instanceArn: testSettings.AWS_INSTANCE_ARN,
  identityStoreId: testSettings.AWS_IDENTITY_STORE_ID,
  units: [],
  accounts: [
    { id: "111122223333", name: "management", email: "aws@example.com" },
    ...numbers(ACCOUNTS).map((n) => ({
      id: accountId(n),
      name: `account-${n}`,
      email: `account-${n}@example.com`,
      tags: { team: `team-${n % TEAMS}` },
    })),
  ],
  permissionSets: numbers(SETS).map((n) => ({ arn: setArn(n), name: `Set-${n}` })),
  groups: [],
};

export const policy: PolicyDocument = {
  people: { manager_trust_after: "PT0S" },
  roles: { admin: ["user:default/olga"] },
  accounts: Object.fromEntries(
    numbers(TEAMS).map((team) => [`team-${team}`, { tags: { team: `team-${team}` } }]),
  ),
  baseline: [
    {
      name: "engineering",
      who: { department: "Engineering" },
      what: [{ accounts: [accountId(0)], permission_set: "Set-0" }],
    },
  ],
  eligibility: numbers(TEAMS).map((team) => ({
    name: `team-${team}`,
    who: { department: "Engineering" },
    what: [
      {
        accounts: `team-${team}`,
        permission_sets: numbers(SETS / TEAMS).map((n) => `Set-${n * TEAMS + team}`),
      },
    ],
    duration: { longest: "PT8H" },
    approval: { stages: [{ any_of: ["manager"] }], fallback: ["role:admin"] },
  })),
};

/** The directory as a complete reading leaves it: another one finds nothing new in the accounts. */
export async function givenRead(at: number): Promise<void> {
  await fill(
    1,
    "accounts (id, name, email, state, management, ou_path, tags)",
    "'111122223333', 'management', 'aws@example.com', 'ACTIVE', 1, '[]', '{}'",
  );
  await fill(
    ACCOUNTS,
    "accounts (id, name, email, state, management, ou_path, tags)",
    `${SQL.accountId("i")}, 'account-' || i, 'account-' || i || '@example.com', 'ACTIVE', 0, '[]',
     json_object('team', 'team-' || (i % ${TEAMS}))`,
  );
  await fill(
    SETS,
    "permission_sets (arn, name, session_duration_ms, policies)",
    `${SQL.setArn("i")}, 'Set-' || i, 3600000, '[]'`,
  );
  await env.DB.prepare(
    "insert into directory_parts (part, version, changed_at, read_at) values ('accounts', 1, ?, ?)",
  )
    .bind(at, at)
    .run();
}
