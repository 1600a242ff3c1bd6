import { invalid } from "../identity-store/fields.ts";
import { isObject } from "../input.ts";
import { bodyOf, type ScimRequest } from "./request.ts";

const patchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** One operation of a patch. */
export type PatchOperation = {
  readonly op: "add" | "replace" | "remove";
  readonly path: string | undefined;
  readonly value: unknown;
};

/**
 * The operations of a patch, in order.
 * @throws Refusal for another operation, for a removal without a path, and for what is set without a value
 */
export function patchOf(request: ScimRequest): readonly PatchOperation[] {
  const { schemas, Operations } = bodyOf(request);
  if (!Array.isArray(schemas) || !schemas.includes(patchSchema))
    throw invalid(`schemas has ${patchSchema}.`);
  if (!Array.isArray(Operations) || Operations.length === 0) throw invalid("No Operations.");
  return Operations.map(operationOf);
}

function operationOf(given: unknown): PatchOperation {
  if (!isObject(given)) throw invalid("An operation is an object.");
  const { op, path, value } = given;
  const verb = typeof op === "string" ? op.toLowerCase() : undefined;
  if (verb !== "add" && verb !== "replace" && verb !== "remove")
    throw invalid("op is add, replace or remove.");
  if (path !== undefined && (typeof path !== "string" || path === ""))
    throw invalid("path is text.");
  if (verb === "remove" && path === undefined) throw invalid("A removal has a path.");
  if (verb !== "remove" && (value === undefined || value === null))
    throw invalid("What is set has a value.");
  return { op: verb, path, value };
}

/** What an operation without a path sets: attribute by attribute. */
export function settings({ value }: PatchOperation): readonly (readonly [string, unknown])[] {
  if (!isObject(value)) throw invalid("Without a path the value is an object.");
  return Object.entries(value).filter(([name]) => name !== "id" && name !== "schemas");
}
