import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numbersSchema } from "../numbers.ts";
import { parse } from "./parse.ts";

const defaults = numbersSchema.parse({});

describe("whatever is put in, a document is read or its faults are named", () => {
  it("without an exception", () => {
    const key = fc.constantFrom(
      "people",
      "roles",
      "accounts",
      "default_accounts",
      "baseline",
      "eligibility",
      "deny",
      "who",
      "what",
      "approval",
      "stages",
      "all",
      "not",
      "name",
      "department",
      "permission_sets",
      "__proto__",
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 7 },
        fc.constantFrom(null, 0, "", "x", "all", "automatic", "PT1H", true),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(key, tie("tree"), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (raw) => {
        const parsed = parse(raw, defaults);
        if (parsed.ok) return;
        expect(parsed.faults.length).toBeGreaterThan(0);
        for (const fault of parsed.faults) expect(fault.message).not.toBe("");
      }),
      { numRuns: 2000 },
    );
  });
});
