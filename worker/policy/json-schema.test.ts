import { expect, it } from "vitest";
import published from "../../docs/policy.schema.json";
import { policyJsonSchema } from "./json-schema.ts";

it("the published JSON Schema is the one that documents are checked by", () =>
  expect(published).toEqual(JSON.parse(policyJsonSchema())));
