import type { Database } from "../d1/database.ts";
import { GROUPS, PROD, SETS, TEST } from "./company.ts";

/** A rule of standing access as this simulation's policies write them. */
export interface Rule {
  readonly department: string;
  /** Keys of targets. */
  readonly targets: readonly string[];
}

const known = new Map<string, readonly Rule[]>();

/** What a version of the policy says of standing access, read by this simulation's own understanding. */
export function rulesOf(database: Database, version: number): readonly Rule[] {
  const [row] = database.read("select document from policies where version = ?", version);
  const text = row === undefined ? "{}" : textOf(row["document"]);
  const read = known.get(text) ?? readRules(text);
  known.set(text, read);
  return read;
}

/** The targets that a department's people have without asking. */
export function targetsOf(rules: readonly Rule[], department: string | undefined): string[] {
  const theirs = rules.filter((rule) => rule.department === department);
  return [...new Set(theirs.flatMap(({ targets }) => targets))].toSorted();
}

function readRules(text: string): Rule[] {
  const document = asObject(JSON.parse(text));
  return asArray(document["baseline"]).map((rule) => {
    const who = asObject(rule["who"]);
    return {
      department: textOf(who["department"] ?? rule["department"]),
      targets: asArray(rule["what"] ?? [rule]).map(targetOf),
    };
  });
}

function targetOf(what: Record<string, unknown>): string {
  if ("group" in what) {
    const found = Object.entries(GROUPS).find(([name]) => name === what["group"]);
    return `group/${found?.[1] ?? textOf(what["group"])}`;
  }
  const account = what["accounts"] === "prod" ? PROD : TEST;
  const name = textOf(what["permission_set"] ?? what["permission_set_arn"]);
  const set = Object.entries(SETS).find(([known_]) => known_ === name)?.[1] ?? name;
  return `account/${account}/${set}`;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function asArray(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

function textOf(value: unknown): string {
  if (typeof value !== "string")
    throw new TypeError("a policy of this simulation is text and names things");
  return value;
}
