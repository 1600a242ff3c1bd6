import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baselineOf, whoMatches } from "./baseline.ts";
import { compiled, directory, person, policyOf, shown } from "./company.test-support.ts";
import { compile } from "./compile.ts";
import type { PersonFacts } from "./facts.ts";

const anyone = { email: "*" };

/** What a person has by a document, as tests read it. */
function has(document: unknown, facts: Partial<PersonFacts> = {}): string[] {
  return baselineOf(compiled(document), person(facts))
    .map((entry) => shown(entry.target))
    .toSorted();
}

/** What everybody has by one `what`. */
function gives(what: object, rest: object = {}): string[] {
  return has({ ...rest, baseline: [{ who: anyone, what: [what] }] });
}

describe("standing access follows from who a person is", () => {
  const document = {
    default_accounts: ["000000000021"],
    baseline: [
      { department: "IT", permission_set_arn: "arn:aws:sso:::permissionSet/EngAdmin" },
      { department: "Finance", permission_set: "ReadOnly" },
      {
        who: { title: "Programmer" },
        what: [{ group: "eng-all" }, { permission_set: "ReadOnly" }],
      },
    ],
  };
  it("from every rule that is for them", () => {
    expect(has(document)).toEqual(["group eng-all", "shop-test EngAdmin", "shop-test ReadOnly"]);
    expect(has(document, { department: "Finance", title: "Clerk" })).toEqual([
      "shop-test ReadOnly",
    ]);
  });
  it("and is nothing for someone without a department", () =>
    expect(
      baselineOf(compiled(document), { id: "p", email: "a@example.com", attributes: {} }),
    ).toEqual([]));
  it("each target once, by its key, under its first rule, adopted or enforced if any rule says so", () => {
    const twice = compiled({
      baseline: [
        {
          name: "a",
          who: anyone,
          what: [{ accounts: ["000000000021", "000000000011"], permission_set: "ReadOnly" }],
        },
        {
          name: "b",
          who: anyone,
          what: [{ accounts: "all", permission_sets: ["ReadOnly"] }, { group: "eng-all" }],
          adopt: true,
        },
        { name: "c", who: anyone, what: [{ group: "g-eng" }], enforce: true },
      ],
    });
    const entries = baselineOf(twice, person());
    expect(entries.map((entry) => entry.key)).toEqual(
      [...new Set(entries.map((entry) => entry.key))].toSorted(),
    );
    expect(
      entries.map(({ target, rule, adopt, enforce }) => [shown(target), rule, adopt, enforce]),
    ).toEqual([
      ["shop-prod ReadOnly", "a", true, false],
      ["bank-prod ReadOnly", "b", true, false],
      ["shop-test ReadOnly", "a", true, false],
      ["alice-box ReadOnly", "b", true, false],
      ["bob-box ReadOnly", "b", true, false],
      ["group eng-all", "b", true, true],
    ]);
  });
});

describe("accounts are", () => {
  it("all: neither the management account nor one that is not active", () =>
    expect(gives({ accounts: "all", permission_set: "ReadOnly" })).toEqual([
      "alice-box ReadOnly",
      "bank-prod ReadOnly",
      "bob-box ReadOnly",
      "shop-prod ReadOnly",
      "shop-test ReadOnly",
    ]));
  it.each([
    [{ tags: { env: "prod" } }, ["bank-prod", "shop-prod"]],
    [{ tags: { env: ["t?st", "nothing"] } }, ["shop-test"]],
    [{ tags: { Env: "prod" } }, []],
    [{ tags: { env: "*" }, except: ["000000000012"] }, ["shop-prod", "shop-test"]],
    [{ ou: "Sandbox" }, ["alice-box", "bob-box"]],
    [{ ou: "People" }, ["alice-box", "bob-box"]],
    [{ ou: "Workloads/Test" }, ["shop-test"]],
    [{ ou: ["Test", "Sandbox/People"] }, ["alice-box", "bob-box", "shop-test"]],
    [{ ou: "Sand" }, []],
    [{ ou: "Workloads", tags: { env: "test" } }, ["shop-test"]],
    [{ ids: ["000000000011", "000000000031"] }, ["alice-box", "shop-prod"]],
    [{ ids: ["000000000001", "000000000091"] }, ["root"]],
    [{ except: ["000000000011", "000000000012", "000000000021"] }, ["alice-box", "bob-box"]],
  ])("%j", (set, names) =>
    expect(gives({ accounts: "set", permission_set: "ReadOnly" }, { accounts: { set } })).toEqual(
      names.map((name) => `${name} ReadOnly`),
    ),
  );
  it("a list of ids: the management account only when named, never one that is not active", () =>
    expect(
      gives({ accounts: ["000000000001", "000000000091"], permission_set: "ReadOnly" }),
    ).toEqual(["root ReadOnly"]));
  it("the default where a rule names none", () =>
    expect(
      gives(
        { permission_set: "ReadOnly" },
        { default_accounts: "set", accounts: { set: { ou: "Test" } } },
      ),
    ).toEqual(["shop-test ReadOnly"]));
});

describe("a denial wins", () => {
  const baseline = [
    {
      who: anyone,
      what: [
        { accounts: "all", permission_sets: ["ReadOnly", "Administrator"] },
        { group: "eng-all" },
      ],
    },
  ];
  it("for whom and what it names, and for no other", () => {
    const deny = [
      {
        who: { employment_type: "contractor" },
        what: [{ accounts: "prod", permission_sets: ["Administrator"] }, { group: "eng-all" }],
      },
    ];
    const accounts = { prod: { tags: { env: "prod" } } };
    const all = has({ accounts, baseline, deny });
    const left = has({ accounts, baseline, deny }, { employment_type: "contractor" });
    expect(all.filter((one) => !left.includes(one))).toEqual([
      "bank-prod Administrator",
      "group eng-all",
      "shop-prod Administrator",
    ]);
  });
  it("over every permission set and account, the management account too", () => {
    const document = {
      baseline: [
        ...baseline,
        { who: anyone, what: [{ accounts: ["000000000001"], permission_set: "PowerUser" }] },
      ],
      deny: [{ who: anyone, what: [{ accounts: "all", permission_sets: "all" }] }],
    };
    expect(has(document)).toEqual(["group eng-all"]);
  });
  it("over all that a doubtful name may mean, where a rule would give nothing", () => {
    const what = { accounts: ["000000000021"], permission_sets: ["Twin", "twin"] };
    const deny = [
      {
        who: { employment_type: "contractor" },
        what: [{ accounts: "all", permission_sets: ["TWIN"] }],
      },
    ];
    expect(has({ baseline: [{ who: anyone, what: [what] }], deny })).toHaveLength(2);
    expect(
      has({ baseline: [{ who: anyone, what: [what] }], deny }, { employment_type: "contractor" }),
    ).toEqual([]);
    expect(gives({ accounts: ["000000000021"], permission_set: "TWIN" })).toEqual([]);
  });
});

describe("what cannot be resolved gives nothing and is warned of, with its path", () => {
  it("once", () => {
    const { warnings } = compiled({
      accounts: {
        none: { tags: { env: "moon" } },
        some: { ids: ["000000000091", "999999999999"] },
      },
      default_accounts: ["999999999998"],
      permission_sets: { Missing: { risk: "high" } },
      baseline: [
        { department: "IT", permission_set: "Nope" },
        {
          department: "IT",
          permission_set_arn:
            "arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-0000000000000000",
        },
        {
          who: anyone,
          what: [{ accounts: "none", permission_sets: ["ReadOnly", "twiN"] }, { group: "nobody" }],
        },
      ],
    });
    expect(warnings.map((one) => `${one.path}: ${one.message}`)).toEqual([
      "accounts.none: no account that may be used is in this set",
      "accounts.some.ids[0]: the account 000000000091 is SUSPENDED",
      "accounts.some.ids[1]: no account has the id 999999999999",
      "accounts.some: no account that may be used is in this set",
      "default_accounts[0]: no account has the id 999999999998",
      'baseline[0].permission_set: no permission set is named "Nope"',
      'baseline[1].permission_set_arn: no permission set is named "arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-0000000000000000"',
      'baseline[2].what[0].permission_sets[1]: more than one permission set is named "twiN"',
      'baseline[2].what[1].group: no group is named "nobody"',
      'permission_sets.Missing: no permission set is named "Missing"',
    ]);
  });
});

it("rules for nobody can be found", () => {
  const policy = compiled({
    baseline: [
      { name: "it", who: { department: "IT" }, what: [{ group: "eng-all" }] },
      { name: "moon", who: { department: "Moon" }, what: [{ group: "eng-all" }] },
    ],
    deny: [{ who: { title: "*" }, what: [{ group: "eng-all" }] }],
  });
  expect(whoMatches(policy, person())).toEqual({
    baseline: ["it"],
    eligibility: [],
    deny: ["deny[0]"],
  });
});

it("standing access does not depend on the order of the rules or of the directory", () => {
  const sets = ["ReadOnly", "SecAudit", "PowerUser"];
  const rule = fc.record({
    who: fc.constantFrom(
      { department: "IT" },
      { title: "Programmer" },
      { department: "Sales" },
      { not: { title: "Clerk" } },
    ),
    what: fc.array(
      fc.oneof(
        fc.record({
          accounts: fc.constantFrom("all", ["000000000011"], ["000000000031", "000000000021"]),
          permission_sets: fc.subarray(sets, { minLength: 1 }),
        }),
        fc.record({ group: fc.constantFrom("eng-all", "finance-readers") }),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    adopt: fc.boolean(),
    enforce: fc.boolean(),
  });
  const rules = fc.array(rule, { maxLength: 5 });
  fc.assert(
    fc.property(rules, rules, (baseline, deny) => {
      const denials = deny.map(({ who, what }) => ({ who, what }));
      const turned = {
        accounts: directory.accounts.toReversed(),
        permission_sets: directory.permission_sets.toReversed(),
        groups: directory.groups.toReversed(),
      };
      const one = baselineOf(compile(policyOf({ baseline, deny: denials }), directory), person());
      const other = baselineOf(
        compile(policyOf({ baseline: baseline.toReversed(), deny: denials.toReversed() }), turned),
        person(),
      );
      const essence = (entries: typeof one): unknown =>
        entries.map(({ key, adopt, enforce }) => ({ key, adopt, enforce }));
      expect(essence(other)).toEqual(essence(one));
    }),
  );
});
