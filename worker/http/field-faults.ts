import type { z } from "zod";
import type { FieldFault } from "../problem.ts";

type Issue = z.core.$ZodIssue;

/** Zod's issues as faults of fields, named as the caller wrote them: `items[3].email`. Values are never repeated. */
export function fieldFaults(
  issues: readonly Issue[],
  within: readonly PropertyKey[] = [],
): FieldFault[] {
  return issues.flatMap((issue) => faultsOf(issue, [...within, ...issue.path]));
}

function faultsOf(issue: Issue, path: readonly PropertyKey[]): FieldFault[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: fieldName([...path, key]),
      message: "is not a known field",
    }));
  }
  if (issue.code === "invalid_union" && issue.message === "Invalid input") {
    const nearest = issue.errors.toSorted((a, b) => a.length - b.length)[0];
    if (nearest !== undefined && nearest.length > 0) return fieldFaults(nearest, path);
  }
  return [{ field: fieldName(path), message: issue.message }];
}

/** `["items", 3, "email"]` -> `items[3].email`; the whole body is "". */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, part) => {
    if (typeof part === "number") return `${name}[${part}]`;
    return name === "" ? String(part) : `${name}.${String(part)}`;
  }, "");
}
