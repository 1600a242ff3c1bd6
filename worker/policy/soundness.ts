/**
 * What a schema cannot say of a document: names that must exist, fields that exclude each other, durations in order.
 * It looks at whatever is there, so that all faults come at once, the shape's among them.
 * @module
 */
import { foldText } from "../people/canonical.ts";
import { durationMs } from "./duration.ts";
import { fieldsOf, listOf } from "./loose.ts";
import type { Fault } from "./policy.ts";
import { pathText } from "./path.ts";
import type { Path } from "./path.ts";
import { ruleName } from "./rule-name.ts";

/** The shortest length that a document may name, in milliseconds. */
const SHORTEST_MS = 60_000;

type Fields = Readonly<Record<string, unknown>>;

/** Every fault of a document beyond its shape. */
export function checkSoundness(raw: unknown): Fault[] {
  const faults: Fault[] = [];
  const report = (path: Path, message: string): void => {
    faults.push({ path: pathText(path), message });
  };
  const document = fieldsOf(raw);
  const sets = fieldsOf(document["accounts"]);

  if (Object.hasOwn(sets, "all"))
    report(["accounts", "all"], "the name all is taken: it means every account");
  checkAccounts(["default_accounts"], document["default_accounts"]);
  const locations = Object.keys(fieldsOf(fieldsOf(document["people"])["locations"]));
  twice(locations.map(foldText), (i) => ["people", "locations", locations[i] ?? ""]);

  rules("baseline", (rule, path) => {
    exactlyOne(path, rule, ["who", "department"]);
    if (exactlyOne(path, rule, ["what", "permission_set", "permission_set_arn"]) === "what") return;
    if (document["default_accounts"] === undefined)
      report(path, "needs default_accounts, since it names no accounts");
  });
  rules("eligibility", (rule, path) => {
    checkDurations(fieldsOf(rule["duration"]), [...path, "duration"], report);
    checkApproval(fieldsOf(rule["approval"]), [...path, "approval"], report);
    const extension = fieldsOf(rule["extension"]);
    if (extension["most"] !== 0 && ms(extension["each"]) === 0)
      report([...path, "extension", "each"], "must be longer than nothing");
  });
  rules("deny", () => undefined);
  return faults;

  function rules(list: string, check: (rule: Fields, path: Path) => void): void {
    const given = listOf(document[list]).map(fieldsOf);
    given.forEach((rule, i) => {
      check(rule, [list, i]);
      listOf(rule["what"]).forEach((what, n) => checkWhat(fieldsOf(what), [list, i, "what", n]));
    });
    twice(
      given.map((rule, i) => ruleName(list, rule, i)),
      (i) => [list, i],
    );
  }

  function checkWhat(what: Fields, path: Path): void {
    const kind = exactlyOne(path, what, [
      "permission_set",
      "permission_sets",
      "permission_set_arn",
      "group",
    ]);
    checkAccounts([...path, "accounts"], what["accounts"]);
    if (kind === "group") {
      if (what["accounts"] !== undefined) report([...path, "accounts"], "a group is in no account");
    } else if (what["accounts"] === undefined) {
      if (path[0] === "deny") report([...path, "accounts"], "is missing: a denial says where");
      else if (document["default_accounts"] === undefined)
        report([...path, "accounts"], "is missing, and there are no default_accounts");
    }
  }

  function checkAccounts(path: Path, value: unknown): void {
    if (typeof value === "string" && value !== "all" && !Object.hasOwn(sets, value))
      report(path, `no account set is named ${JSON.stringify(value)}`);
  }

  function exactlyOne(path: Path, fields: Fields, names: readonly string[]): string | undefined {
    const given = names.filter((name) => fields[name] !== undefined);
    if (given.length !== 1) report(path, `must have exactly one of ${names.join(", ")}`);
    return given[0];
  }

  function twice(names: readonly string[], at: (index: number) => Path): void {
    const first = new Map<string, number>();
    for (const [i, name] of names.entries()) {
      const taken = first.get(name);
      if (taken === undefined) first.set(name, i);
      else report(at(i), `the name ${JSON.stringify(name)} is taken by ${pathText(at(taken))}`);
    }
  }
}

function checkDurations(
  duration: Fields,
  path: Path,
  report: (path: Path, message: string) => void,
): void {
  const longest = ms(duration["longest"]);
  const shortest = ms(duration["shortest"]);
  if (longest !== undefined && longest < SHORTEST_MS)
    report([...path, "longest"], "must be at least PT1M");
  if (shortest !== undefined && shortest < SHORTEST_MS)
    report([...path, "shortest"], "must be at least PT1M");
  if (longest !== undefined && shortest !== undefined && shortest > longest)
    report([...path, "shortest"], "is longer than longest");
  listOf(duration["offered"]).forEach((text, i) => {
    const offered = ms(text);
    if (offered === undefined) return;
    if (longest !== undefined && offered > longest)
      report([...path, "offered", i], "is longer than longest");
    if (offered < (shortest ?? SHORTEST_MS))
      report([...path, "offered", i], "is shorter than shortest");
  });
}

function checkApproval(
  approval: Fields,
  path: Path,
  report: (path: Path, message: string) => void,
): void {
  const expires = ms(approval["expires_after"]);
  const remind = ms(approval["remind_after"]);
  if (expires !== undefined && expires < SHORTEST_MS)
    report([...path, "expires_after"], "must be at least PT1M");
  if (remind === 0) report([...path, "remind_after"], "must be longer than nothing");
  if (remind !== undefined && expires !== undefined && remind >= expires)
    report([...path, "remind_after"], "must be before expires_after");
}

function ms(value: unknown): number | undefined {
  return typeof value === "string" ? durationMs(value) : undefined;
}
