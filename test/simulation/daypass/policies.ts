import type { CompanyName } from "./company.ts";

/** What the company's policy says. */
export const policy = {
  people: { manager_trust_after: "PT0S" },
  roles: { admin: ["user:default/ada", "user:default/abe"], auditor: ["user:default/una"] },
  accounts: { prod: { tags: { env: "prod" } }, test: { tags: { env: "test" } } },
  baseline: [
    {
      name: "engineering",
      who: { department: "Engineering" },
      what: [
        { accounts: "test", permission_set: "PowerUser" },
        { group: "engineers" },
        { accounts: "prod", permission_set: "ReadOnly" },
      ],
    },
    {
      name: "sales",
      who: { department: "Sales" },
      what: [{ group: "sellers" }, { accounts: "prod", permission_set: "ReadOnly" }],
    },
  ],
  limits: {
    removals: { per_run: { count: 100, percent: 100 }, per_day: { count: 100, percent: 100 } },
  },
  eligibility: [
    {
      name: "debugging",
      who: { department: ["Engineering", "Sales"] },
      what: [
        { accounts: "prod", permission_sets: ["PowerUser", "Administrator", "ReadOnly"] },
        { group: "oncall" },
      ],
      duration: { longest: "PT1H" },
      approval: {
        stages: [{ any_of: ["manager"] }],
        fallback: ["role:admin"],
        expires_after: "PT10M",
      },
      extension: { most: 2, each: "PT30M" },
    },
  ],
};

const [debugging] = policy.eligibility;

/**
 * `small`: as above. `busy`: others decide beside the manager, an employee among them, who is an admin too. `crowd`: twenty more
 * people, and limits on removals that bite.
 */
export const POLICIES: Readonly<Record<CompanyName, object>> = {
  small: policy,
  busy: {
    ...policy,
    roles: { ...policy.roles, admin: [...policy.roles.admin, "user:default/cleo"] },
    default_accounts: "test",
    eligibility: [
      {
        ...debugging,
        approval: {
          ...debugging?.approval,
          stages: [{ any_of: ["manager", "user:default/abe", "user:default/cleo"] }],
        },
      },
    ],
  },
  crowd: {
    ...policy,
    limits: {
      removals: { per_run: { count: 4, percent: 30 }, per_day: { count: 6, percent: 60 } },
    },
  },
};

/** What the policies say that are proposed while everything runs, over the company's own. */
export const AMENDMENTS: readonly object[] = [
  {},
  { baseline: [policy.baseline[0], { ...policy.baseline[1], what: [{ group: "sellers" }] }] },
  {
    baseline: [
      ...policy.baseline,
      {
        name: "billing",
        who: { department: "Sales" },
        what: [{ accounts: "test", permission_set: "Billing" }],
        adopt: true,
      },
    ],
  },
  {
    baseline: policy.baseline.map((rule) => ({ ...rule, enforce: true })),
    eligibility: [{ ...debugging, who: { department: "Engineering" } }],
  },
  {
    baseline: [
      policy.baseline[0],
      {
        ...policy.baseline[1],
        what: [
          { group: "sellers" },
          { accounts: "test", permission_set: "Billing" },
          { accounts: "test", permission_set: "PowerUser" },
        ],
      },
    ],
  },
];
