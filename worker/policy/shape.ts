/**
 * The shape of a document: zod's findings as faults with paths, in plain words.
 * @module
 */
import type { z } from "zod";
import { policyDocument } from "./document.ts";
import { MISSING } from "./document-values.ts";
import type { PolicyDocument } from "./document.ts";
import { pathText } from "./path.ts";
import type { Path } from "./path.ts";
import type { Fault } from "./policy.ts";

/** A fault whose place is still a list of keys; `missing` when something required is not there. */
export interface ShapeFault {
  readonly path: Path;
  readonly message: string;
  readonly missing: boolean;
}

/** A shape fault as a fault. */
export function faultOf({ path, message }: ShapeFault): Fault {
  return { path: pathText(path), message };
}

/** The document when its shape is right, else every fault of its shape. */
export function checkShape(
  raw: unknown,
): { ok: true; document: PolicyDocument } | { ok: false; faults: readonly ShapeFault[] } {
  const parsed = policyDocument.safeParse(raw, { error: say });
  if (parsed.success) return { ok: true, document: parsed.data };
  return { ok: false, faults: parsed.error.issues.flatMap((issue) => flat(issue, [])) };
}

function say(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type")
    return issue.input === undefined
      ? MISSING
      : `must be ${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value")
    return issue.input === undefined ? MISSING : `must be ${issue.values.map(String).join(" or ")}`;
  if (issue.code === "too_small")
    return issue.origin === "number" ? `must be at least ${issue.minimum}` : "must not be empty";
  if (issue.code === "too_big")
    return `must be at most ${issue.maximum}${issue.origin === "string" ? " characters" : ""}`;
  return undefined;
}

const KINDS: Readonly<Record<string, string>> = {
  string: "a text (in quotes where it looks like a number or a date)",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of fields",
  record: "a map of names",
};

function flat(issue: z.core.$ZodIssue, above: Path): ShapeFault[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => fault([...path, key], "is not known here"));
  if (issue.code === "invalid_key")
    return issue.issues.map((inner) => fault(path, `its name ${inner.message}`));
  if (issue.code !== "invalid_union") return [fault(path, issue.message)];
  const meant = issue.errors.filter((branch) => !branch.some(isOfAnotherKind));
  const [only] = meant;
  if (only === undefined || meant.length > 1) return [fault(path, issue.message)];
  return only.flatMap((inner) => flat(inner, path));
}

function fault(path: Path, message: string): ShapeFault {
  return { path, message, missing: message === MISSING };
}

/** Whether a branch of a union was not the one that the writer meant. */
function isOfAnotherKind(issue: z.core.$ZodIssue): boolean {
  return (
    issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value")
  );
}
