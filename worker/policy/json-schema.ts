/**
 * The policy document's JSON Schema, which editors and pipelines check documents by. Published as
 * `docs/policy.schema.json`; a test keeps the two equal.
 * @module
 */
import { z } from "zod";
import { policyDocument } from "./document.ts";

/** The schema as JSON text (draft 2020-12). It knows shapes only: `parse` refuses more. */
export function policyJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(policyDocument, { io: "input" }), null, 2)}\n`;
}
