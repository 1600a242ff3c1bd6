/** The policy of the company in which Bruce asks. */
import type { PolicyDocument } from "../../../worker/policy/document.ts";
import { PROD, TEST } from "../policy/company.ts";

export const policy: PolicyDocument = {
  people: { manager_trust_after: "PT24H" },
  roles: { admin: ["user:default/olga"], auditor: ["user:default/audrey"] },
  accounts: { production: { ids: [PROD] }, both: { ids: [PROD, TEST] } },
  default_accounts: [PROD],
  baseline: [
    {
      name: "engineering",
      who: { department: "Engineering" },
      what: [{ accounts: [TEST], permission_set: "EngAdmin" }],
    },
  ],
  eligibility: [
    {
      name: "production",
      who: { department: "Engineering" },
      what: [{ accounts: "production", permission_sets: ["SecAudit"] }],
      duration: { longest: "PT4H", shortest: "PT5M" },
      justification: { least_characters: 10 },
      approval: {
        stages: [{ any_of: ["manager"] }],
        fallback: ["role:admin"],
        expires_after: "PT8H",
      },
      extension: { most: 1, each: "PT1H" },
    },
    {
      name: "reading",
      who: { email: "*" },
      what: [{ accounts: "both", permission_sets: ["ReadOnly"] }],
      duration: { longest: "PT1H" },
      approval: "automatic",
      extension: { most: 1, each: "PT10M" },
    },
    {
      name: "groups",
      who: { email: "*" },
      what: [{ group: "everybody" }],
      duration: { longest: "P1D" },
      approval: {
        stages: [{ any_of: ["group:default/security", "user:default/dana"] }],
        fallback: ["user:default/fred"],
      },
    },
    {
      name: "money",
      who: { department: "Engineering" },
      what: [{ accounts: "production", permission_sets: ["Billing"] }],
      duration: { longest: "PT2H" },
      ticket: { pattern: "[A-Z]{2,5}-[0-9]+", required: true },
      approval: { stages: [{ any_of: ["manager", "user:default/dana"] }] },
    },
  ],
  deny: [
    {
      name: "no-money-for-interns",
      who: { title: "Intern" },
      what: [{ accounts: "all", permission_set: "Billing" }],
    },
  ],
};
