import { invalid } from "../identity-store/fields.ts";

/** Attributes and the values that they must equal, together. */
export type Filter = ReadonlyMap<string, string>;

/** What users may be found by: each alone, or these together. */
export const userFilters = ["userName", "externalId", "groups.value", "id", "id manager"];

/** What groups may be found by. */
export const groupFilters = ["displayName", "externalId", "members.value", "id", "id members"];

/**
 * Reads `attribute eq "value"`, joined by `and`: SCIM's other operators are not AWS's.
 * @throws Refusal for another form, for an empty value, and for attributes that AWS does not filter by (together)
 */
export function readFilter(text: string, allowed: readonly string[]): Filter {
  const filter = new Map<string, string>();
  const term = /([\w.:]+) eq ("(?:[^"\\]|\\.)+")( and (?!$)|$)/y;
  while (term.lastIndex < text.length) {
    const [, name, value] = term.exec(text) ?? [];
    if (name === undefined || value === undefined || filter.has(name))
      throw invalid(`Filter ${text} is not of the form <attribute> eq "<value>".`);
    filter.set(name, unquoted(value));
  }
  const names = [...filter.keys()].toSorted().join(" ");
  if (!allowed.includes(names)) throw invalid(`Filter ${text} is not supported.`);
  return filter;
}

function unquoted(value: string): string {
  try {
    return String(JSON.parse(value));
  } catch {
    throw invalid(`${value} is not a value.`);
  }
}
