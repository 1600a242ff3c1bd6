/**
 * A small company for the tests of the policy's rules.
 * @module
 */
import { numbersSchema } from "../numbers.ts";
import { compile } from "./compile.ts";
import type { CompiledPolicy } from "./compile.ts";
import type { AccountFacts, DirectoryFacts, PersonFacts, Target } from "./facts.ts";
import { parse } from "./parse.ts";
import type { Policy } from "./policy.ts";

const INSTANCE = "arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-";

/** The ARN of the company's permission set of this name. */
export function arnOf(name: string): string {
  return INSTANCE + name.toLowerCase().padEnd(16, "0");
}

function account(
  id: string,
  name: string,
  ou: string,
  more: Partial<AccountFacts> = {},
): AccountFacts {
  return {
    id,
    name,
    state: "ACTIVE",
    ou_path: ou === "" ? [] : ou.split("/"),
    tags: {},
    management: false,
    ...more,
  };
}

/** What the company has in AWS. */
export const directory: DirectoryFacts = {
  accounts: [
    account("000000000001", "root", "", { management: true, tags: { env: "prod" } }),
    account("000000000011", "shop-prod", "Workloads/Prod", { tags: { env: "prod" } }),
    account("000000000012", "bank-prod", "Workloads/Prod", { tags: { env: "prod" } }),
    account("000000000021", "shop-test", "Workloads/Test", { tags: { env: "test" } }),
    account("000000000031", "alice-box", "Sandbox/People", {}),
    account("000000000032", "bob-box", "Sandbox/People", {}),
    account("000000000091", "old-prod", "Workloads/Prod", {
      state: "SUSPENDED",
      tags: { env: "prod" },
    }),
  ],
  permission_sets: [
    "ReadOnly",
    "SecAudit",
    "PowerUser",
    "EngAdmin",
    "Administrator",
    "Twin",
    "twin",
  ].map((name) => ({
    arn: name === "twin" ? arnOf("twin2") : arnOf(name),
    name,
    session_duration_ms: 3_600_000,
    policies: [name],
  })),
  groups: [
    { id: "g-eng", name: "eng-all" },
    { id: "g-fin", name: "finance-readers" },
  ],
};

/** Bruce, a programmer, with what is said of him here. */
export function person(more: Partial<PersonFacts> = {}): PersonFacts {
  return {
    id: "p1",
    email: "bruce@example.com",
    department: "IT",
    title: "Programmer",
    employment_type: "employee",
    attributes: {},
    ...more,
  };
}

/** A policy from a document that must be sound. */
export function policyOf(document: unknown): Policy {
  const parsed = parse(document, numbersSchema.parse({}));
  if (!parsed.ok)
    throw new Error(parsed.faults.map((fault) => `${fault.path}: ${fault.message}`).join("\n"));
  return parsed.policy;
}

/** A policy from a document that must be sound, in this company. */
export function compiled(document: unknown): CompiledPolicy {
  return compile(policyOf(document), directory);
}

/** An account target of the company. */
export function target(account_id: string, permission_set: string): Target {
  return { kind: "account", account_id, permission_set_arn: arnOf(permission_set) };
}

/** A target as tests read it: `shop-prod ReadOnly`, `group eng-all`. */
export function shown(one: Target): string {
  if (one.kind === "group")
    return `group ${directory.groups.find((group) => group.id === one.group_id)?.name}`;
  const account_name = directory.accounts.find((each) => each.id === one.account_id)?.name;
  const set = directory.permission_sets.find((each) => each.arn === one.permission_set_arn)?.name;
  return `${account_name} ${set}`;
}
