/**
 * From a sound document to a policy: defaults filled in, short forms written out, durations in milliseconds.
 * @module
 */
import type { Numbers } from "../numbers.ts";
import { foldText } from "../people/canonical.ts";
import type {
  BaselineDocument,
  EligibilityDocument,
  PolicyDocument,
  WhatDocument,
  WhoDocument,
} from "./document.ts";
import { durationMs } from "./duration.ts";
import { entityRef } from "./entity-ref.ts";
import { pathText } from "./path.ts";
import type {
  AccountSet,
  AccountsRef,
  Approval,
  ApproverRef,
  BaselineRule,
  EligibilityRule,
  Named,
  Policy,
  What,
  Who,
} from "./policy.ts";
import { ruleName } from "./rule-name.ts";

/** The settings' numbers for what a document leaves out. */
export type Defaults = Pick<
  Numbers,
  "shortest_grant_ms" | "request_expires_ms" | "manager_trust_after_ms"
>;

/** The policy that a document means. The document has passed `checkShape` and `checkSoundness`. */
export function expand(document: PolicyDocument, defaults: Defaults): Policy {
  const { people = {}, roles = {}, limits } = document;
  return {
    people: {
      user_name: people.user_name ?? "{email}",
      display_name: people.display_name ?? "{given_name} {family_name}",
      backstage_ref: people.backstage_ref ?? "user:default/{email.local_part}",
      mononym: people.mononym ?? "repeat",
      manager_trust_after_ms: msOr(people.manager_trust_after, defaults.manager_trust_after_ms),
      locations: new Map(
        Object.entries(people.locations ?? {}).map(([at, zone]) => [foldText(at), zone]),
      ),
    },
    roles: { admin: (roles.admin ?? []).map(ref), auditor: (roles.auditor ?? []).map(ref) },
    accounts: new Map(
      Object.entries(document.accounts ?? {}).map(([name, set]) => [
        name,
        accountSet(pathText(["accounts", name]), set),
      ]),
    ),
    permission_sets: new Map(Object.entries(document.permission_sets ?? {})),
    baseline: (document.baseline ?? []).map((rule, i) => baselineRule(rule, i, document)),
    eligibility: (document.eligibility ?? []).map((rule, i) =>
      eligibilityRule(rule, i, document, defaults),
    ),
    deny: (document.deny ?? []).map((rule, i) => ({
      name: ruleName("deny", rule, i),
      who: who(rule.who),
      what: rule.what.map((what, n) => expandWhat(what, `deny[${i}].what[${n}]`, document)),
    })),
    limits: {
      removals: {
        per_run: limits?.removals.per_run ?? { count: 25, percent: 5 },
        per_day: limits?.removals.per_day ?? { count: 100, percent: 10 },
      },
    },
  };
}

function accountSet(
  path: string,
  set: NonNullable<PolicyDocument["accounts"]>[string],
): AccountSet {
  return {
    path,
    tags: new Map(
      Object.entries(set.tags ?? {}).map(([tag, patterns]) => [tag, [patterns].flat()]),
    ),
    ou: [set.ou ?? []].flat(),
    ids: named(`${path}.ids`, set.ids ?? []),
    except: named(`${path}.except`, set.except ?? []),
  };
}

function baselineRule(rule: BaselineDocument, i: number, document: PolicyDocument): BaselineRule {
  const at = `baseline[${i}]`;
  const { permission_set, permission_set_arn } = rule;
  const what = rule.what?.map((item, n) => expandWhat(item, `${at}.what[${n}]`, document)) ?? [
    expandWhat({ permission_set, permission_set_arn }, at, document),
  ];
  return {
    name: ruleName("baseline", rule, i),
    who: who(rule.who ?? { department: rule.department }),
    what,
    adopt: rule.adopt ?? false,
    enforce: rule.enforce ?? false,
  };
}

function eligibilityRule(
  rule: EligibilityDocument,
  i: number,
  document: PolicyDocument,
  defaults: Defaults,
): EligibilityRule {
  const longest = ms(rule.duration.longest);
  const shortest = Math.max(msOr(rule.duration.shortest, 0), defaults.shortest_grant_ms);
  const offered = (rule.duration.offered ?? []).map(ms).filter((length) => length >= shortest);
  return {
    name: rule.name,
    who: who(rule.who),
    what: rule.what.map((what, n) => expandWhat(what, `eligibility[${i}].what[${n}]`, document)),
    longest_ms: longest,
    shortest_ms: shortest,
    offered_ms: offered.length === 0 ? [longest] : [...new Set(offered)].toSorted((a, b) => a - b),
    justification: {
      least_characters: rule.justification?.least_characters ?? 0,
      pattern: rule.justification?.pattern ?? null,
    },
    ticket: rule.ticket ?? null,
    approval: approval(rule.approval, defaults),
    extension: { most: rule.extension?.most ?? 0, each_ms: ms(rule.extension?.each ?? "PT0S") },
  };
}

function approval(written: EligibilityDocument["approval"], defaults: Defaults): Approval {
  if (written === "automatic") return { kind: "automatic" };
  return {
    kind: "people",
    approvers: written.stages.flatMap((stage) => stage.any_of.map(approver)),
    fallback: (written.fallback ?? ["role:admin"]).map(approver),
    expires_after_ms: msOr(written.expires_after, defaults.request_expires_ms),
    remind_after_ms: written.remind_after === undefined ? null : ms(written.remind_after),
  };
}

function approver(text: string): ApproverRef {
  if (text === "manager") return { kind: "manager" };
  if (text === "role:admin") return { kind: "role", role: "admin" };
  return { kind: "ref", ref: ref(text) };
}

function who(written: WhoDocument): Who {
  const { all, any, not, attributes, ...own } = written;
  const lines: Who[] = Object.entries(own).flatMap(([name, patterns]) => attribute(name, patterns));
  for (const [name, patterns] of Object.entries(attributes ?? {}))
    lines.push(...attribute(`attributes.${name}`, patterns));
  if (all !== undefined) lines.push({ kind: "all", of: all.map(who) });
  if (any !== undefined) lines.push({ kind: "any", of: any.map(who) });
  if (not !== undefined) lines.push({ kind: "not", of: who(not) });
  const [only] = lines;
  return only !== undefined && lines.length === 1 ? only : { kind: "all", of: lines };
}

function attribute(name: string, patterns: string | string[] | undefined): Who[] {
  return patterns === undefined ? [] : [{ kind: "attribute", name, patterns: [patterns].flat() }];
}

function expandWhat(what: Partial<WhatDocument>, path: string, document: PolicyDocument): What {
  if (what.group !== undefined)
    return { kind: "group", group: { path: `${path}.group`, text: what.group } };
  return {
    kind: "accounts",
    path,
    accounts:
      what.accounts === undefined
        ? accountsRef("default_accounts", document.default_accounts ?? [])
        : accountsRef(`${path}.accounts`, what.accounts),
    permission_sets: permissionSets(what, path),
  };
}

function permissionSets(what: Partial<WhatDocument>, path: string): readonly Named[] | "all" {
  const { permission_set: one, permission_set_arn: arn, permission_sets: many = [] } = what;
  if (many === "all") return many;
  return [
    ...(one === undefined ? [] : [{ path: `${path}.permission_set`, text: one }]),
    ...(arn === undefined ? [] : [{ path: `${path}.permission_set_arn`, text: arn }]),
    ...named(`${path}.permission_sets`, many),
  ];
}

function accountsRef(path: string, written: string | string[]): AccountsRef {
  if (written === "all") return { kind: "all" };
  if (typeof written === "string") return { kind: "set", name: written };
  return { kind: "ids", ids: named(path, written) };
}

function named(path: string, texts: readonly string[]): Named[] {
  return texts.map((text, i) => ({ path: `${path}[${i}]`, text }));
}

/** The milliseconds of a duration that the schema has checked. */
function ms(text: string): number {
  const length = durationMs(text);
  if (length === undefined) throw new Error(`not a duration: ${text}`);
  return length;
}

function msOr(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : ms(text);
}

/** The full form of a ref that the schema has checked. */
function ref(text: string): string {
  const full = entityRef(text);
  if (full === undefined) throw new Error(`not a ref: ${text}`);
  return full;
}
