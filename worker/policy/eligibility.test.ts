import { describe, expect, it } from "vitest";
import { compiled, directory, person, target } from "./company.test-support.ts";
import { compile } from "./compile.ts";
import { eligibilityFor } from "./eligibility.ts";
import type { Asked } from "./eligibility.ts";
import type { PersonFacts, Target } from "./facts.ts";

const it_department = { department: "IT" };
const manager = { stages: [{ any_of: ["manager"] }] };

const company = compiled({
  accounts: { production: { tags: { env: "prod" } } },
  permission_sets: { Administrator: { risk: "high" } },
  eligibility: [
    {
      name: "hour",
      who: { email: "*" },
      what: [{ accounts: "all", permission_sets: ["ReadOnly"] }],
      duration: { longest: "PT1H" },
      approval: "automatic",
    },
    {
      name: "day",
      who: it_department,
      what: [
        { accounts: "production", permission_sets: ["ReadOnly", "Administrator"] },
        { group: "eng-all" },
      ],
      duration: { longest: "P1D", shortest: "PT30M" },
      ticket: { pattern: "OPS-\\d+", required: true },
      approval: manager,
    },
    {
      name: "other-day",
      who: it_department,
      what: [{ accounts: "production", permission_sets: ["ReadOnly"] }],
      duration: { longest: "PT24H" },
      approval: manager,
    },
  ],
  deny: [
    {
      name: "no-contractors",
      who: { employment_type: "contractor" },
      what: [{ accounts: "production", permission_sets: "all" }],
    },
  ],
});

/** The rule that counts, or why none does. */
function rule(one: Target, asked?: Asked, facts: Partial<PersonFacts> = {}): string {
  const eligibility = eligibilityFor(company, person(facts), one, asked);
  return eligibility.ok ? eligibility.terms.rule : eligibility.why;
}

/** The risk that the terms carry. */
function risk(one: Target): string | undefined {
  const eligibility = eligibilityFor(company, person(), one);
  return eligibility.ok ? eligibility.terms.risk : undefined;
}

const readOnly = target("000000000011", "ReadOnly");
const HOUR = 3_600_000;

describe("of several rules the most favourable counts", () => {
  it("the longest, and of equals the first in the document", () =>
    expect(rule(readOnly)).toBe("day"));
  it("unless what is asked fits only another", () => {
    expect(rule(readOnly, { duration_ms: 20 * HOUR, ticket: "OPS-1" })).toBe("day");
    expect(rule(readOnly, { duration_ms: 20 * HOUR })).toBe("other-day");
    expect(rule(readOnly, { duration_ms: 20 * HOUR, ticket: "nonsense" })).toBe("other-day");
    expect(rule(readOnly, { duration_ms: 20 * HOUR }, { department: "Sales" })).toBe("hour");
  });
  it("and the terms are told even where what is asked fits none", () =>
    expect(rule(readOnly, { duration_ms: 48 * HOUR })).toBe("day"));
});

describe("the terms", () => {
  it("carry the risk of the permission set, medium where the policy says nothing", () => {
    expect(risk(target("000000000011", "Administrator"))).toBe("high");
    expect(risk(readOnly)).toBe("medium");
    expect(risk({ kind: "group", group_id: "g-eng" })).toBe("medium");
  });
  it("are plain JSON, to be kept with the request", () => {
    const eligibility = eligibilityFor(company, person(), readOnly);
    expect(JSON.parse(JSON.stringify(eligibility))).toEqual(eligibility);
  });
});

describe("nothing may be asked for", () => {
  it("that no rule allows this person", () => {
    expect(rule(target("000000000021", "Administrator"))).toBe("no_rule");
    expect(rule(target("000000000001", "ReadOnly"))).toBe("no_rule");
    expect(rule({ kind: "group", group_id: "g-eng" }, undefined, { department: "Sales" })).toBe(
      "no_rule",
    );
  });
  it("that is denied, which wins over every rule", () => {
    expect(rule(readOnly, undefined, { employment_type: "contractor" })).toBe("denied");
    expect(
      rule(target("000000000021", "ReadOnly"), undefined, { employment_type: "contractor" }),
    ).toBe("hour");
  });
  it("that AWS does not have or cannot give", () => {
    expect(rule(target("999999999999", "ReadOnly"))).toBe("unknown_target");
    expect(rule(target("000000000091", "ReadOnly"))).toBe("unknown_target");
    expect(rule(target("000000000011", "Nope"))).toBe("unknown_target");
    expect(rule({ kind: "group", group_id: "g-none" })).toBe("unknown_target");
  });
  it("any more when its account closes", () => {
    const closed = directory.accounts.map((each) =>
      each.id === "000000000011" ? { ...each, state: "PENDING_CLOSURE" as const } : each,
    );
    const later = compile(company.policy, { ...directory, accounts: closed });
    expect(eligibilityFor(later, person(), readOnly)).toMatchObject({
      ok: false,
      detail: "the account 000000000011 is PENDING_CLOSURE",
    });
  });
});
