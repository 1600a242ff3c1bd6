/**
 * Reads a policy document: YAML or JSON text, or a document already read.
 * @module
 */
import { parseDocument } from "yaml";
import type { PolicyDocument } from "./document.ts";
import { expand } from "./expand.ts";
import type { Defaults } from "./expand.ts";
import { notYetSupported } from "./not-yet.ts";
import { pathText } from "./path.ts";
import type { Path } from "./path.ts";
import type { Fault, Policy } from "./policy.ts";
import { checkShape, faultOf } from "./shape.ts";
import type { ShapeFault } from "./shape.ts";
import { checkSoundness } from "./soundness.ts";

/** The longest document, in characters. */
const LONGEST_DOCUMENT = 1_000_000;
const DEEPEST = 64;

/** A policy and the document as it was read (plain JSON, to be kept), or every fault of the document. */
export type Parsed =
  | { readonly ok: true; readonly policy: Policy; readonly document: PolicyDocument }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads a document and checks all of it. Faults carry paths such as `baseline[0].what[1].permission_set` and come in
 * the order of their paths' first appearance; a text that is no YAML (JSON is YAML) has its faults at the path "".
 * Whether a document is sound does not depend on the settings: one that was stored stays readable when they change.
 * @param defaults for what the document leaves out; `shortest_grant_ms` holds for every rule
 */
export function parse(source: unknown, defaults: Defaults): Parsed {
  const read = typeof source === "string" ? readText(source) : { ok: true as const, raw: source };
  if (!read.ok) return read;
  if (isDeeper(read.raw, DEEPEST)) return refused(`is nested more than ${DEEPEST} deep`);
  const later = notYetSupported(read.raw);
  const shape = checkShape(read.raw);
  const faults: Fault[] = [
    ...later.map((path) => ({ path: pathText(path), message: "not supported yet" })),
    ...(shape.ok ? [] : shape.faults.filter((fault) => !isAbout(fault, later)).map(faultOf)),
    ...checkSoundness(read.raw),
  ];
  if (shape.ok && faults.length === 0) {
    return { ok: true, policy: expand(shape.document, defaults), document: shape.document };
  }
  return { ok: false, faults };
}

function readText(
  text: string,
): { ok: true; raw: unknown } | { ok: false; faults: readonly Fault[] } {
  if (text.length > LONGEST_DOCUMENT)
    return refused(`has more than ${LONGEST_DOCUMENT} characters`);
  try {
    const document = parseDocument(text, { prettyErrors: true });
    const wrong = [...document.errors, ...document.warnings];
    if (wrong.length > 0)
      return { ok: false, faults: wrong.map((error) => ({ path: "", message: error.message })) };
    return { ok: true, raw: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    // What the reader throws: aliases that multiply (ReferenceError), nesting deeper than the stack (RangeError).
    if (error instanceof RangeError || error instanceof ReferenceError)
      return refused("cannot be read");
    throw error;
  }
}

function refused(message: string): { ok: false; faults: readonly Fault[] } {
  return { ok: false, faults: [{ path: "", message }] };
}

function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return most === 0 || Object.values(value).some((inner) => isDeeper(inner, most - 1));
}

/** Whether a fault of shape only says again that a part is not supported yet, or that what it replaces is missing. */
function isAbout(fault: ShapeFault, later: readonly Path[]): boolean {
  return later.some(
    (path) =>
      startsWith(fault.path, path) ||
      (fault.missing &&
        fault.path.length === path.length &&
        startsWith(fault.path, path.slice(0, -1))),
  );
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, i) => path[i] === key);
}
