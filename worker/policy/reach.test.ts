import { describe, expect, it } from "vitest";
import { baselineOf } from "./baseline.ts";
import { directory, person, policyOf, shown, target } from "./company.test-support.ts";
import { compile } from "./compile.ts";
import { eligibilityFor } from "./eligibility.ts";
import { optionsOf } from "./options.ts";

/** As a delegated administrator sees the company: SecAudit is assigned in the management account. */
const delegated = {
  ...directory,
  accounts: directory.accounts.map((one) => ({ ...one, unreachable: one.management })),
  permission_sets: directory.permission_sets.map((set) => ({
    ...set,
    unreachable: set.name === "SecAudit",
  })),
};
const everybody = { email: "*" };
const compiled = compile(
  policyOf({
    baseline: [
      {
        name: "standing",
        who: everybody,
        what: [
          { accounts: ["000000000001", "000000000011"], permission_set: "ReadOnly" },
          { accounts: ["000000000011"], permission_set: "SecAudit" },
        ],
      },
    ],
    eligibility: [
      {
        name: "asking",
        who: everybody,
        what: [
          { accounts: ["000000000001", "000000000011"], permission_sets: ["ReadOnly", "SecAudit"] },
        ],
        duration: { longest: "PT1H" },
        approval: "automatic",
      },
    ],
  }),
  delegated,
);
const management =
  "the account 000000000001 is the management account, which AWS refuses to a delegated administrator";
const secAudit =
  'the permission set "SecAudit" is assigned in the management account, so AWS refuses it to a delegated administrator';

describe("what AWS refuses to a delegated administrator", () => {
  it("is not offered", () =>
    expect(optionsOf(compiled, person(), "", 50).map((one) => shown(one.target))).toEqual([
      "shop-prod ReadOnly",
    ]));

  it.each([
    ["000000000001", "ReadOnly", management],
    ["000000000011", "SecAudit", secAudit],
  ])("can't be asked for, and why is said: %s %s", (account, set, detail) =>
    expect(eligibilityFor(compiled, person(), target(account, set))).toEqual({
      ok: false,
      why: "unreachable",
      detail,
    }),
  );

  it("is warned of wherever the policy names it", () =>
    expect(compiled.warnings.map(({ path, message }) => `${path}: ${message}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^baseline\[0\].*000000000001 is the management account/),
        expect.stringMatching(/^baseline\[0\].*"SecAudit" is assigned in the management account/),
        expect.stringMatching(/^eligibility\[0\].*"SecAudit" is assigned/),
      ]),
    ));

  it("takes no standing access away for a set that is refused: a refusal is no proof of anything", () =>
    expect(baselineOf(compiled, person()).map((entry) => shown(entry.target))).toEqual([
      "shop-prod ReadOnly",
      "shop-prod SecAudit",
    ]));
});
