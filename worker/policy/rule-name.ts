/**
 * The names by which rules are known in holds, requests and the audit.
 * @module
 */

/**
 * A rule's own name; without one, a rule of the short form is named by what it says (so that its place in the list
 * does not matter), any other by its place.
 */
export function ruleName(
  list: string,
  rule: Readonly<Record<string, unknown>>,
  index: number,
): string {
  if (typeof rule["name"] === "string") return rule["name"];
  const set = rule["permission_set"] ?? rule["permission_set_arn"];
  const departments = [rule["department"]].flat().filter((one) => typeof one === "string");
  if (typeof set === "string" && departments.length > 0)
    return `${departments.join(", ")}: ${set.slice(set.lastIndexOf("/") + 1)}`;
  return `${list}[${index}]`;
}
