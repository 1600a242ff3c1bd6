import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileExpression, LONGEST_TESTED } from "./expression.ts";

function matches(source: string, text: string): boolean | string {
  const compiled = compileExpression(source);
  return compiled.ok ? compiled.matches(text) : compiled.reason;
}

describe("an expression", () => {
  it("is matched against the whole text, case counting", () => {
    const ticket = "[A-Z]{2,10}-[0-9]{1,7}";
    expect(matches(ticket, "OPS-123")).toBe(true);
    expect(matches(ticket, "see OPS-123")).toBe(false);
    expect(matches(ticket, "OPS-123\n")).toBe(false);
    expect(matches(ticket, "ops-123")).toBe(false);
    expect(matches("A|B", "AB")).toBe(false);
  });
  it("matches no text over its limit", () =>
    expect(matches("a*", "a".repeat(LONGEST_TESTED + 1))).toBe(false));
});

describe("an expression is taken", () => {
  it.each([
    "INC\\d{6,10}",
    "(OPS|SEC)-\\d+",
    ".*(prod|incident).*",
    "([A-Z]{2,10}-)?\\d{1,7}",
    "(?:[A-Z]{2,5}-){1,2}\\d+",
    "[^)(*+]+",
    "\\p{L}+ \\u{1F642}?",
    "(?:\\d{3}-){2}\\d{4}",
    "https://tickets\\.example\\.com/\\w+",
  ])("%s", (source) => expect(compileExpression(source).ok).toBe(true));
});

describe("an expression is refused that could take very long", () => {
  it.each([
    "(a+)+",
    "(a*)*b",
    "(a|a)*b",
    "(a|b)+",
    "(?:a?){30}a{30}",
    "(.*)*",
    "((ab)*c*)*",
    "(a{0,20}){0,20}",
    "a*a*a*a*b",
    ".*.*.*x",
    "(\\d+){5}",
    "([a-z]+\\.)+com",
    "a{0,99}a{0,99}a{0,99}a{0,99}b",
  ])("%s", (source) => expect(matches(source, "x")).toMatch(/^could take very long/));
});

describe("an expression is refused", () => {
  it.each([
    ["", "must have 1 to 200 characters"],
    ["a".repeat(201), "must have 1 to 200 characters"],
    ["(", "is not a regular expression"],
    ["a)|(b", "is not a regular expression"],
    ["[z-a]", "is not a regular expression"],
    ["(a)\\1", "must not look around or refer back: no (?=, (?!, (?<, \\1"],
    ["(?=a)a", "must not look around or refer back: no (?=, (?!, (?<, \\1"],
    ["(?<n>a)\\k<n>", "must not look around or refer back: no (?=, (?!, (?<, \\1"],
  ])("%s", (source, reason) => expect(matches(source, "a")).toBe(reason));
});

it("no expression that is taken is slow, whatever it is made of", () => {
  const piece = fc.constantFrom(
    "a",
    "a*",
    "a+",
    "a?",
    "(",
    "(?:",
    ")",
    ")*",
    ")+",
    "){0,9}",
    "|",
    "[ab]",
    ".",
    "{2,7}",
    "\\d",
    "b",
  );
  const texts = ["a".repeat(400), `${"a".repeat(400)}b`, `${"ab".repeat(200)}!`];
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const compiled = compileExpression(pieces.join(""));
      if (!compiled.ok) return;
      const started = performance.now();
      for (const text of texts) compiled.matches(text);
      expect(performance.now() - started).toBeLessThan(1000);
    }),
    { numRuns: 2000 },
  );
});
