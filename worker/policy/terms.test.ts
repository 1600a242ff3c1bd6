import { describe, expect, it } from "vitest";
import { checkJustification, checkTicket } from "./terms.ts";

const justification = (text: string | undefined, pattern: string | null = null): string => {
  const check = checkJustification({ justification: { least_characters: 10, pattern } }, text);
  return check.ok ? "good" : check.detail;
};
const ticket = (text: string | undefined, required = true): string => {
  const check = checkTicket({ ticket: { pattern: "[A-Z]{2,10}-\\d{1,7}", required } }, text);
  return check.ok ? "good" : check.detail;
};

describe("a justification", () => {
  it("is long enough in characters, spaces around it aside", () => {
    expect(justification("0123456789")).toBe("good");
    expect(justification(" 01234567 ")).toBe("must have at least 10 characters");
    expect(justification("🙂".repeat(10))).toBe("good");
    expect(justification("🙂".repeat(9))).toBe("must have at least 10 characters");
    expect(justification("e\u0301".repeat(9))).toBe("must have at least 10 characters");
    expect(justification(undefined)).toBe("must have at least 10 characters");
  });
  it("matches the rule's pattern as a whole", () => {
    expect(justification("incident 42 in shop", "incident .*")).toBe("good");
    expect(justification("an incident 42 in shop", "incident .*")).toBe("must match incident .*");
  });
  it("may be left out where the rule asks for none", () =>
    expect(
      checkJustification({ justification: { least_characters: 0, pattern: null } }, undefined).ok,
    ).toBe(true));
});

describe("a ticket", () => {
  it("matches the rule's pattern as a whole", () => {
    expect(ticket(" OPS-123 ")).toBe("good");
    expect(ticket("OPS-123 and more")).toBe("must match [A-Z]{2,10}-\\d{1,7}");
  });
  it("may be left out only where it is not required, and is checked if given", () => {
    expect(ticket(undefined)).toBe("must be given");
    expect(ticket(" ")).toBe("must be given");
    expect(ticket(undefined, false)).toBe("good");
    expect(ticket("nonsense", false)).toBe("must match [A-Z]{2,10}-\\d{1,7}");
  });
  it("is free where the rule says nothing of tickets", () => {
    expect(checkTicket({ ticket: null }, undefined).ok).toBe(true);
    expect(checkTicket({ ticket: null }, "anything").ok).toBe(true);
  });
});
