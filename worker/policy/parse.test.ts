import { describe, expect, it } from "vitest";
import { numbersSchema } from "../numbers.ts";
import { parse } from "./parse.ts";

const defaults = numbersSchema.parse({});

/** The faults of a document, as `path: message` lines. */
function faults(source: unknown): string[] {
  const parsed = parse(source, defaults);
  return parsed.ok ? [] : parsed.faults.map((fault) => `${fault.path}: ${fault.message}`);
}

/** An eligibility rule that is sound but for what is said here. */
function rule(name: string, more: object): object {
  return {
    name,
    who: { title: "*" },
    what: [{ group: "g" }],
    duration: { longest: "PT1H" },
    approval: "automatic",
    ...more,
  };
}

const EVERYTHING = `
version: 1
people:
  user_name: "{email}"
  display_name: "{given_name} {family_name}"
  backstage_ref: "user:default/{email.local_part}"
  mononym: dash
  manager_trust_after: PT0S
  locations: { Seattle: America/Los_Angeles, Oxford: Europe/London }
roles: { admin: ["group:default/Platform-Security"], auditor: ["user:jwhalen"] }
accounts:
  production: { tags: { env: [prod, production] }, except: ["111122223333"] }
  sandboxes: { ou: Sandbox }
default_accounts: sandboxes
permission_sets: { Administrator: { risk: high } }
baseline:
  - name: engineering
    who: { department: [IT, Engineering] }
    what:
      - { accounts: production, permission_set: ReadOnly }
      - { permission_set: EngAdmin }
      - { group: eng-all }
    adopt: true
eligibility:
  - name: debugging
    who: { all: [{ department: IT }, { not: { employment_type: contractor } }] }
    what: [{ accounts: production, permission_sets: [SecAudit, PowerUser] }]
    duration: { offered: [PT4H, PT1H, PT1H], longest: PT24H, shortest: PT30M }
    justification: { least_characters: 10 }
    ticket: { pattern: "[A-Z]{2,10}-[0-9]{1,7}", required: true }
    approval:
      stages: [{ any_of: [manager, "group:default/security"] }]
      fallback: [role:admin]
      remind_after: PT15M
      expires_after: PT8H
      by_email: sign_in
    extension: { most: 2, each: PT4H }
deny:
  - { who: { employment_type: contractor }, what: [{ accounts: all, permission_sets: all }] }
limits:
  removals: { per_run: { count: 3, percent: 1.5 } }
`;

describe("a document is understood", () => {
  it("with everything in it", () => {
    const parsed = parse(EVERYTHING, defaults);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const { policy } = parsed;
    expect(policy.people.locations.get("oxford")).toBe("Europe/London");
    expect(policy.people).toMatchObject({ mononym: "dash", manager_trust_after_ms: 0 });
    expect(policy.roles).toEqual({
      admin: ["group:default/platform-security"],
      auditor: ["user:default/jwhalen"],
    });
    expect(policy.baseline[0]).toMatchObject({ name: "engineering", adopt: true, enforce: false });
    expect(policy.eligibility[0]).toMatchObject({
      longest_ms: 86_400_000,
      shortest_ms: 1_800_000,
      offered_ms: [3_600_000, 14_400_000],
      justification: { least_characters: 10, pattern: null },
      approval: {
        kind: "people",
        approvers: [{ kind: "manager" }, { kind: "ref", ref: "group:default/security" }],
        fallback: [{ kind: "role", role: "admin" }],
        expires_after_ms: 28_800_000,
        remind_after_ms: 900_000,
      },
      extension: { most: 2, each_ms: 14_400_000 },
    });
    expect(policy.deny[0]?.name).toBe("deny[0]");
    expect(policy.limits.removals).toEqual({
      per_run: { count: 3, percent: 1.5 },
      per_day: { count: 100, percent: 10 },
    });
  });
  it("as YAML, as JSON and already read, all to the same policy", () => {
    const fromYaml = parse(EVERYTHING, defaults);
    if (!fromYaml.ok) throw new Error("not read");
    expect(parse(JSON.stringify(fromYaml.document), defaults)).toEqual(fromYaml);
    expect(parse(fromYaml.document, defaults)).toEqual(fromYaml);
  });
  it("in the seed's short form, which is a whole policy", () => {
    const short = {
      default_accounts: ["222233334444"],
      baseline: [
        { department: "Engineering", permission_set_arn: "arn:aws:sso:::permissionSet/EngAdmin" },
      ],
    };
    const parsed = parse(short, defaults);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    expect(parsed.policy.baseline).toMatchObject([
      {
        name: "Engineering: EngAdmin",
        who: { kind: "attribute", name: "department", patterns: ["Engineering"] },
        what: [{ accounts: { kind: "ids", ids: [{ text: "222233334444" }] } }],
      },
    ]);
    expect(parsed.policy.people).toMatchObject({
      user_name: "{email}",
      mononym: "repeat",
      manager_trust_after_ms: 86_400_000,
    });
    expect(parsed.policy.eligibility).toEqual([]);
  });
  it("with the terms that a rule leaves out", () => {
    const hour = {
      name: "hour",
      who: { title: "*" },
      what: [{ accounts: "all", permission_sets: ["ReadOnly"] }],
      duration: { longest: "PT1H" },
      approval: "automatic",
    };
    const parsed = parse({ eligibility: [hour] }, defaults);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    expect(parsed.policy.eligibility[0]).toMatchObject({
      shortest_ms: 60_000,
      offered_ms: [3_600_000],
      justification: { least_characters: 0, pattern: null },
      ticket: null,
      approval: { kind: "automatic" },
      extension: { most: 0, each_ms: 0 },
    });
  });
  it("with the settings' numbers where it leaves them out, and never under their shortest", () => {
    const numbers = {
      shortest_grant_ms: 1_200_000,
      request_expires_ms: 7_200_000,
      manager_trust_after_ms: 1,
    };
    const open = rule("open", {
      duration: { longest: "PT1H", offered: ["PT10M", "PT30M"] },
      approval: { stages: [{ any_of: ["manager"] }] },
    });
    const own = rule("own", {
      duration: { longest: "PT1H", shortest: "PT30M", offered: ["PT30M"] },
      approval: { stages: [{ any_of: ["manager"] }], expires_after: "PT1H" },
    });
    const low = rule("low", { duration: { longest: "PT1H", shortest: "PT5M", offered: ["PT5M"] } });
    const parsed = parse({ eligibility: [open, own, low] }, numbers);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    expect(parsed.policy.people.manager_trust_after_ms).toBe(1);
    expect(parsed.policy.eligibility).toMatchObject([
      {
        shortest_ms: 1_200_000,
        offered_ms: [1_800_000],
        approval: { expires_after_ms: 7_200_000 },
      },
      {
        shortest_ms: 1_800_000,
        offered_ms: [1_800_000],
        approval: { expires_after_ms: 3_600_000 },
      },
      { shortest_ms: 1_200_000, offered_ms: [3_600_000] },
    ]);
  });
});

describe("what comes in later versions is refused by name, not ignored", () => {
  it.each([
    [{ break_glass: { notify: ["group:default/security"] } }, ["break_glass"]],
    [
      {
        stages: [
          { any_of: ["manager"] },
          { when: { duration_over: "PT8H" }, least: 2, of: ["manager"] },
        ],
      },
      ["stages[1]"],
    ],
    [
      { stages: [{ least: 2, of: ["group:default/security"] }] },
      ["stages[0].least", "stages[0].of"],
    ],
    [
      { stages: [{ any_of: ["manager"], when: {} }], by_email: "decide" },
      ["stages[0].when", "by_email"],
    ],
    [{ stages: [{ any_of: ["manager"] }], by_email: "off" }, ["by_email"]],
  ])("%j", (approval, paths) =>
    expect(faults({ eligibility: [rule("x", { approval })] })).toEqual(
      paths.map((path) => `eligibility[0].approval.${path}: not supported yet`),
    ),
  );
});

describe("every fault is named with its path, all at once", () => {
  it("of shape and of sense", () => {
    const wrong = `
      version: 2
      bogus: 1
      people: { locations: { A: Mars/Olympus, a: Europe/London }, user_name: "{nope}" }
      roles: { admin: ["bob@example.com"] }
      accounts: { all: { ou: x }, "p q": {}, n: { ids: [222233334444], except: ["12"] } }
      default_accounts: nope
      baseline:
        - { department: 3, permission_set: X, what: [{ group: g, permission_set: y }, { group: g, accounts: n }] }
        - { who: {}, what: [{ accounts: z, permission_sets: [] }] }
        - { name: x, who: { not: { department: [a, 2] }, foo: x }, permission_set: S, adopt: yes }
        - { name: x, department: IT, permission_set: S }
      deny:
        - { who: { title: "*" }, what: [{ permission_sets: [A] }] }
      limits: { removals: { per_run: { count: 0, percent: 101 } } }`;
    expect(faults(wrong).toSorted()).toEqual(
      [
        'accounts["p q"]: says nothing about which accounts',
        "accounts.all: the name all is taken: it means every account",
        "accounts.n.except[0]: must be an account id: 12 digits in quotes",
        "accounts.n.ids[0]: must be an account id in quotes",
        "baseline[0].department: must be a pattern (`*` any characters, `?` any one) or a list of them",
        "baseline[0].what[1].accounts: a group is in no account",
        "baseline[0].what[0]: must have exactly one of permission_set, permission_sets, permission_set_arn, group",
        "baseline[0]: must have exactly one of what, permission_set, permission_set_arn",
        'baseline[1].what[0].accounts: no account set is named "z"',
        "baseline[1].what[0].permission_sets: must not be empty",
        'baseline[1].who: says nothing; { email: "*" } is everyone',
        "baseline[2].adopt: must be true or false",
        "baseline[2].who.foo: is not known here",
        "baseline[2].who.not.department[1]: must be a text (in quotes where it looks like a number or a date)",
        'baseline[3]: the name "x" is taken by baseline[2]',
        "bogus: is not known here",
        'default_accounts: no account set is named "nope"',
        "deny[0].what[0].accounts: is missing: a denial says where",
        "limits.removals.per_run.count: must be at least 1",
        "limits.removals.per_run.percent: must be at most 100",
        "people.locations.A: must be a time zone of the IANA database, such as Europe/London",
        'people.locations.a: the name "a" is taken by people.locations.A',
        "people.user_name: {nope} is not known; a template may name {email}, {email.local_part}, {email.domain}, {given_name}, {family_name}, {worker_id}",
        "roles.admin[0]: must be a Backstage ref: user:default/name or group:default/name",
        "version: must be 1",
      ].toSorted(),
    );
  });
  it("of terms", () => {
    const stage = { stages: [{ any_of: ["manager"] }] };
    expect(
      faults({
        eligibility: [
          rule("a", { duration: { longest: "P1M", offered: ["PT9H"] } }),
          rule("b", { duration: { longest: "PT1H", shortest: "PT2H", offered: ["PT9H", "PT1S"] } }),
          rule("c", { duration: { longest: "PT30S" } }),
          rule("d", { approval: "automatc" }),
          rule("e", { approval: { ...stage, remind_after: "PT9H", expires_after: "PT8H" } }),
          rule("f", { approval: { ...stage, expires_after: "PT0S", fallback: ["boss"] } }),
          rule("g", { ticket: { pattern: "(a+)+", required: true } }),
          rule("h", { extension: { most: 2, each: "PT0S" } }),
          rule("h", { what: [{ permission_sets: ["A"] }] }),
          rule("i", { approval: undefined }),
        ],
      }).toSorted(),
    ).toEqual([
      "eligibility[0].duration.longest: must be an ISO 8601 duration, such as PT4H or P1D",
      "eligibility[1].duration.offered[0]: is longer than longest",
      "eligibility[1].duration.offered[1]: is shorter than shortest",
      "eligibility[1].duration.shortest: is longer than longest",
      "eligibility[2].duration.longest: must be at least PT1M",
      "eligibility[3].approval: must be automatic, or stages with who may approve",
      "eligibility[4].approval.remind_after: must be before expires_after",
      "eligibility[5].approval.expires_after: must be at least PT1M",
      "eligibility[5].approval.fallback[0]: must be manager, role:admin, user:default/name or group:default/name",
      expect.stringMatching(/^eligibility\[6\]\.ticket\.pattern: could take very long/),
      "eligibility[7].extension.each: must be longer than nothing",
      "eligibility[8].what[0].accounts: is missing, and there are no default_accounts",
      'eligibility[8]: the name "h" is taken by eligibility[7]',
      "eligibility[9].approval: is missing",
    ]);
  });
  it("of a text that is no document", () => {
    expect(faults("a: [")[0]).toMatch(/^: .*line 1/s);
    expect(faults("a: 1\na: 2")[0]).toMatch(/^: Map keys must be unique/);
    expect(faults('{"baseline": [], "baseline": []}')[0]).toMatch(/^: Map keys must be unique/);
    expect(faults("")).toEqual([": must be a map of fields"]);
    expect(faults([])).toEqual([": must be a map of fields"]);
    expect(faults("!!js/function x")[0]).toMatch(/^: Unresolved tag/);
    expect(faults("x".repeat(1_000_001))).toEqual([": has more than 1000000 characters"]);
    expect(faults(`who: ${"[".repeat(50_000)}`)).not.toEqual([]);
    expect(faults(`who: ${'{"not":'.repeat(100)}1${"}".repeat(100)}`)).toEqual([
      ": is nested more than 64 deep",
    ]);
    expect(faults('{"__proto__": {"baseline": []}, "constructor": 1}')).toEqual([
      "__proto__: is not known here",
      "constructor: is not known here",
    ]);
  });
  it("of aliases that multiply", () => {
    const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (let i = 0; i < 8; i++) {
      const [now, before] = [String.fromCodePoint(98 + i), String.fromCodePoint(97 + i)];
      lines.push(`${now}: &${now} [${Array(9).fill(`*${before}`).join(", ")}]`);
    }
    expect(faults(lines.join("\n"))).toEqual([": cannot be read"]);
  });
});
