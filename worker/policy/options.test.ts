import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compiled, directory, person, shown } from "./company.test-support.ts";
import { eligibilityFor } from "./eligibility.ts";
import { targetKey } from "./facts.ts";
import type { PersonFacts, Target } from "./facts.ts";
import { optionsOf } from "./options.ts";

const company = compiled({
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
      who: { department: "IT" },
      what: [
        { accounts: ["000000000011", "000000000021"], permission_sets: ["ReadOnly", "PowerUser"] },
        { accounts: ["000000000011"], permission_sets: ["PowerUser", "SecAudit"] },
        { group: "finance-readers" },
      ],
      duration: { longest: "P1D" },
      approval: "automatic",
    },
  ],
  deny: [{ who: { email: "*" }, what: [{ accounts: ["000000000012"], permission_sets: "all" }] }],
});

function options(query: string, limit = 50, facts: Partial<PersonFacts> = {}): string[] {
  return optionsOf(company, person(facts), query, limit).map(
    (one) => `${shown(one.target)} (${one.terms.rule})`,
  );
}

describe("what a person may ask for", () => {
  it("is every target once, by name, on its most favourable terms, without what is denied", () =>
    expect(options("")).toEqual([
      "alice-box ReadOnly (hour)",
      "bob-box ReadOnly (hour)",
      "group finance-readers (day)",
      "shop-prod PowerUser (day)",
      "shop-prod ReadOnly (day)",
      "shop-prod SecAudit (day)",
      "shop-test PowerUser (day)",
      "shop-test ReadOnly (day)",
    ]));
  it("is found by words of account and permission set, in any order and case", () => {
    expect(options("prod read")).toEqual(["shop-prod ReadOnly (day)"]);
    expect(options("READ shop")).toEqual(["shop-prod ReadOnly (day)", "shop-test ReadOnly (day)"]);
    expect(options("000000000031")).toEqual(["alice-box ReadOnly (hour)"]);
    expect(options("people")).toEqual(["alice-box ReadOnly (hour)", "bob-box ReadOnly (hour)"]);
    expect(options("prod moon")).toEqual([]);
  });
  it("is ranked: the whole name before the start of a word before its inside", () => {
    expect(options("read")).toEqual([
      "alice-box ReadOnly (hour)",
      "bob-box ReadOnly (hour)",
      "group finance-readers (day)",
      "shop-prod ReadOnly (day)",
      "shop-test ReadOnly (day)",
    ]);
    expect(options("user")).toEqual(["shop-prod PowerUser (day)", "shop-test PowerUser (day)"]);
    expect(options("test")[0]).toBe("shop-test PowerUser (day)");
  });
  it("is cut to the best", () => {
    expect(options("read", 2)).toEqual(options("read").slice(0, 2));
    expect(options("", 0)).toEqual([]);
  });
  it("is less for someone else", () =>
    expect(options("", 50, { department: "Sales" })).toEqual([
      "alice-box ReadOnly (hour)",
      "bob-box ReadOnly (hour)",
      "shop-prod ReadOnly (hour)",
      "shop-test ReadOnly (hour)",
    ]));
});

it("everything that is offered may be asked for on the terms shown, and nothing else may", () => {
  const every: Target[] = [
    ...directory.accounts.flatMap((account) =>
      directory.permission_sets.map((set): Target => ({
        kind: "account",
        account_id: account.id,
        permission_set_arn: set.arn,
      })),
    ),
    ...directory.groups.map((group): Target => ({ kind: "group", group_id: group.id })),
  ];
  const facts = fc.record({
    department: fc.constantFrom("IT", "Sales"),
    email: fc.constant("x@example.com"),
  });
  fc.assert(
    fc.property(facts, (given) => {
      const offered = new Map(
        optionsOf(company, person(given), "", 1000).map((one) => [one.key, one.terms]),
      );
      for (const one of every) {
        const eligibility = eligibilityFor(company, person(given), one);
        expect(offered.get(targetKey(one))).toEqual(eligibility.ok ? eligibility.terms : undefined);
      }
    }),
    { numRuns: 10 },
  );
});
