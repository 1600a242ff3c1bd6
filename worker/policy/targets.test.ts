import { describe, expect, it } from "vitest";
import { arnOf, compiled, person, shown } from "./company.test-support.ts";
import type { PersonFacts } from "./facts.ts";
import { targetKey } from "./facts.ts";
import { resolveTarget } from "./targets.ts";
import type { TargetNames } from "./targets.ts";

const terms = { duration: { longest: "PT1H" }, approval: "automatic" };
const company = compiled({
  eligibility: [
    {
      name: "a",
      who: { department: "IT" },
      what: [{ accounts: ["000000000021"], permission_sets: ["SecAudit", "Twin", "twin"] }],
      ...terms,
    },
    {
      name: "b",
      who: { department: "IT" },
      what: [{ accounts: "all", permission_sets: ["ReadOnly"] }],
      ...terms,
    },
    {
      name: "c",
      who: { department: "Sales" },
      what: [{ accounts: ["000000000031"], permission_sets: ["SecAudit"] }],
      ...terms,
    },
  ],
  deny: [
    {
      who: { title: "Clerk" },
      what: [
        {
          accounts: ["000000000011", "000000000012", "000000000021", "000000000031"],
          permission_sets: ["ReadOnly"],
        },
      ],
    },
  ],
});

/** What names come to, as tests read it. */
function means(names: TargetNames, facts: Partial<PersonFacts> | null = {}): string {
  const resolved = resolveTarget(company, names, facts === null ? undefined : person(facts));
  if (resolved.ok) return shown(resolved.target);
  return resolved.why === "unknown"
    ? `unknown ${resolved.field}: ${resolved.detail}`
    : `ambiguous ${resolved.field}: ${resolved.candidates.map(shown).join(", ")}`;
}

describe("a permission set", () => {
  it("is named by its name, its ARN, or another ARN's last segment", () => {
    const account_id = "000000000021";
    for (const names of [
      { permission_set: "SecAudit" },
      { permission_set: "secaudit" },
      { permission_set: arnOf("SecAudit") },
      { permission_set_arn: arnOf("SecAudit") },
      { permission_set_arn: "arn:aws:sso:::permissionSet/SecAudit" },
    ])
      expect(means({ ...names, account_id })).toBe("shop-test SecAudit");
  });
  it("by its exact name before names that differ in case", () => {
    expect(means({ permission_set: "Twin" })).toBe("shop-test Twin");
    expect(means({ permission_set: "twin" })).toBe("shop-test twin");
    expect(means({ permission_set: "TWIN" })).toBe(
      "ambiguous permission_set: shop-test Twin, shop-test twin",
    );
  });
  it("that nobody knows is named as the fault", () => {
    expect(means({ permission_set: "Nope" })).toBe(
      'unknown permission_set: no permission set is named "Nope"',
    );
    expect(means({ permission_set_arn: arnOf("Nope") })).toMatch(/^unknown permission_set_arn: /);
    expect(means({ permission_set: "" })).toMatch(/^unknown permission_set: /);
  });
});

describe("an account that is left out", () => {
  it("is the only one where this person may ask for the set", () => {
    expect(means({ permission_set: "SecAudit" })).toBe("shop-test SecAudit");
    expect(means({ permission_set: "SecAudit" }, { department: "Sales" })).toBe(
      "alice-box SecAudit",
    );
  });
  it("is the only one where anyone may, when nobody is asking", () =>
    expect(means({ permission_set: "SecAudit" }, null)).toBe(
      "ambiguous account_id: alice-box SecAudit, shop-test SecAudit",
    ));
  it("must be said when there are several, which are named in order", () =>
    expect(means({ permission_set: "ReadOnly" })).toBe(
      "ambiguous account_id: alice-box ReadOnly, bank-prod ReadOnly, bob-box ReadOnly, shop-prod ReadOnly, shop-test ReadOnly",
    ));
  it("is not one that is denied", () =>
    expect(means({ permission_set: "ReadOnly" }, { title: "Clerk" })).toBe("bob-box ReadOnly"));
  it("cannot be found where there is none", () =>
    expect(means({ permission_set: "PowerUser" })).toBe(
      'unknown account_id: there is no account where "PowerUser" may be asked for',
    ));
});

describe("a target named in full", () => {
  it("is that target, whether or not it may be asked for", () =>
    expect(means({ permission_set: "Administrator", account_id: "000000000001" })).toBe(
      "root Administrator",
    ));
  it("has an account that exists", () =>
    expect(means({ permission_set: "ReadOnly", account_id: "nope" })).toBe(
      'unknown account_id: no account has the id "nope"',
    ));
});

describe("a group", () => {
  it("is named by its name or id", () => {
    expect(means({ group: "eng-all" })).toBe("group eng-all");
    expect(means({ group: "g-eng" })).toBe("group eng-all");
    expect(means({ group: "nobody" })).toBe('unknown group: no group is named "nobody"');
  });
  it("is in no account", () =>
    expect(means({ group: "eng-all", account_id: "000000000011" })).toMatch(
      /^unknown account_id: /,
    ));
});

it("one thing is asked for at a time", () => {
  expect(means({})).toMatch(/^unknown permission_set: name one of/);
  expect(means({ group: "eng-all", permission_set: "ReadOnly" })).toMatch(
    /^unknown permission_set: name one of/,
  );
});

it("a target's key is stable text", () => {
  expect(targetKey({ kind: "account", account_id: "1", permission_set_arn: "arn:x/y" })).toBe(
    "account/1/arn:x/y",
  );
  expect(targetKey({ kind: "group", group_id: "g" })).toBe("group/g");
});
