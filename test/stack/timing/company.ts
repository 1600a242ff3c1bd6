import type { Organization } from "../../../local/aws/organization.ts";

/** The company of the timing tests: three accounts, two sets for each. */
const INSTANCE = "ssoins-5555666677778888";

export const access = {
  region: "eu-central-1",
  credentials: [
    { accessKeyId: "AKIATIMINGTIMING0000", secretAccessKey: "secret-of-the-timing-tests" },
  ],
  role: { arn: "arn:aws:iam::111111111111:role/daypass", externalId: "daypass-timing" },
} as const;

export const ACCOUNTS = ["222222222222", "333333333333", "444444444444"] as const;
export const SETS = ["ReadOnly", "PowerUser"] as const;

export const organization: Organization = {
  id: "o-timing0000",
  managementAccountId: "111111111111",
  instanceArn: `arn:aws:sso:::instance/${INSTANCE}`,
  identityStoreId: "d-9067666666",
  rootId: "r-time",
  units: [],
  groups: [],
  accounts: ["111111111111", ...ACCOUNTS].map((id) => ({
    id,
    name: `account-${id.slice(0, 1)}`,
    email: `aws-${id}@example.com`,
  })),
  permissionSets: SETS.map((name) => ({ name, sessionDuration: "PT1H" })),
};

const what = [{ accounts: "all", permission_sets: [...SETS] }];
const duration = { longest: "PT1H" };

/** Whoever holds is given at once; whoever asks waits for their manager. */
export const policy = {
  people: { manager_trust_after: "PT0S" },
  roles: { admin: ["user:default/ada"] },
  eligibility: [
    { name: "at-once", who: { department: "Holding" }, what, duration, approval: "automatic" },
    {
      name: "by-manager",
      who: { department: "Asking" },
      what,
      duration,
      approval: { stages: [{ any_of: ["manager"] }], fallback: ["role:admin"] },
    },
  ],
};

export const HOLDERS = ["hal", "ida", "jan", "kim", "lea"] as const;

const worker = (login: string, department: string) => ({
  event: "user_onboard",
  email: `${login}@example.com`,
  employee_id: login,
  given_name: login,
  family_name: "Example",
  department,
  manager_email: "mia@example.com",
  occurred_at: "2026-01-01T00:00:00Z",
});

export const onboardings = [
  worker("mia", "Management"),
  worker("ben", "Asking"),
  ...HOLDERS.map((login) => worker(login, "Holding")),
];
