import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { person, policyOf } from "./company.test-support.ts";
import { foldPerson, globs, matcher } from "./match.ts";
import type { PersonFacts } from "./facts.ts";

function isFor(who: unknown, facts: Partial<PersonFacts> = {}): boolean {
  const policy = policyOf({ baseline: [{ who, what: [{ group: "eng-all" }] }] });
  const [rule] = policy.baseline;
  return rule !== undefined && matcher(rule.who)(foldPerson(person(facts)));
}

describe("a rule is for a person", () => {
  it("whose whole attribute matches one of the patterns, case aside", () => {
    expect(isFor({ department: "it" })).toBe(true);
    expect(isFor({ department: ["Sales", "I?"] })).toBe(true);
    expect(isFor({ title: "prog*" })).toBe(true);
    expect(isFor({ title: "Program" })).toBe(false);
    expect(isFor({ email: "*@EXAMPLE.com" })).toBe(true);
    expect(isFor({ department: "Ve\u0301lo" }, { department: "VÉLO" })).toBe(true);
  });
  it("who meets every line", () => {
    expect(isFor({ department: "IT", title: "Programmer" })).toBe(true);
    expect(isFor({ department: "IT", title: "Clerk" })).toBe(false);
    expect(isFor({ all: [{ department: "IT" }, { not: { employment_type: "contractor" } }] })).toBe(
      true,
    );
    expect(
      isFor(
        { any: [{ department: "Sales" }, { title: "Programmer" }], country: "US" },
        { country: "GB" },
      ),
    ).toBe(false);
  });
  it("by the HR source's own attributes", () => {
    expect(
      isFor({ attributes: { cost_center: "42*" } }, { attributes: { cost_center: "4200" } }),
    ).toBe(true);
    expect(isFor({ attributes: { cost_center: "42*" } }, { department: "42" })).toBe(false);
  });
  it("of whom a value is unknown only where the rule does not ask for it", () => {
    expect(isFor({ division: "*" })).toBe(false);
    expect(isFor({ division: "*" }, { division: "" })).toBe(false);
    expect(isFor({ not: { division: "Retail" } })).toBe(true);
    expect(isFor({ attributes: { constructor: "*" } })).toBe(false);
  });
});

describe("a glob", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "🙂", "."), maxLength: 12 });
  it("agrees with the regular expression that it stands for", () => {
    const pattern = fc.string({
      unit: fc.constantFrom("a", "b", "🙂", ".", "*", "?"),
      maxLength: 8,
    });
    fc.assert(
      fc.property(pattern, text, (glob, value) => {
        const source = glob.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".");
        expect(globs([glob])(value)).toBe(new RegExp(`^${source}$`, "su").test(value));
      }),
      { numRuns: 1000 },
    );
  });
  it("is quick where a regular expression would not be", () => {
    const started = performance.now();
    expect(globs(["*a".repeat(100)])(`${"a".repeat(5000)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
