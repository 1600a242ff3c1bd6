/** What fits a schema of the document, and what fits nothing. */
import fc from "fast-check";
import type { Schema } from "./operations.ts";

/** Values that mean something in the company of the test, by the field that they stand in. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** Texts that programs stumble over. */
export const oddTexts = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udc00x",
  "\u202egnp.exe",
  "\ufeff",
  "=cmd|'/c calc'!A0",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "' or 1=1 --",
  "%",
  "_%\\",
  "../../v1/tokens",
  "\r\nSet-Cookie: a=b",
  "<script>alert(1)</script>",
  "🧑‍🚀".repeat(40),
  "x".repeat(5_000),
  "NaN",
  "1e400",
  "-0",
  "9007199254740993",
  "0000-00-00T00:00:00Z",
  "+275760-09-13T00:00:00Z",
  "9999-12-31T23:59:59-23:59",
  "PT1E9H",
  "P99999999999Y",
];

const oddText = fc.constantFrom(...oddTexts);

/** A value of a kind that the field probably does not take. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom(null, true, 0, -1, 1.5, 1e308, 2 ** 53, 5e-324, [], {}, [[]]),
  fc.constantFrom<unknown>({ length: 1 }, { toString: 1 }, ["a", null], { $ref: "#" }),
);

/** What fits the schema, by its constraints; what the company knows by that name is the likelier. */
export function fitting(schema: Schema, known: Known, name = ""): fc.Arbitrary<unknown> {
  const made = byShape(schema, known, name);
  const values = known[name];
  return values === undefined || schema.type === "object"
    ? made
    : fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...values) },
        { weight: 1, arbitrary: made },
      );
}

function byShape(schema: Schema, known: Known, name: string): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((one) => fitting(one, known, name)));
  const types = [schema.type ?? "any"].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, known, name)));
}

function ofType(type: string, schema: Schema, known: Known, name: string): fc.Arbitrary<unknown> {
  const { minimum = -1_000_000, maximum = 1_000_000 } = schema;
  switch (type) {
    case "string":
      return textOf(schema);
    case "integer":
      return fc.integer({ min: minimum, max: maximum });
    case "number":
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(fitting(schema.items ?? {}, known, name), { maxLength: 3 });
    case "object":
      return objectOf(schema, known);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  if (typeof additionalProperties === "object") {
    return fc.dictionary(fc.string({ maxLength: 20 }), fitting(additionalProperties, known), {
      maxKeys: 3,
      noNullPrototype: true,
    });
  }
  const fields = Object.entries(properties).map(([name, one]): [string, fc.Arbitrary<unknown>] => [
    name,
    fitting(one, known, name),
  ]);
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: [...required],
    noNullPrototype: true,
  });
}

function textOf({ format, pattern, minLength = 0, maxLength = 40 }: Schema) {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const at = fc.integer({ min: 1_795_000_000_000, max: 1_798_000_000_000 });
  if (format === "date-time") return at.map((ms) => new Date(ms).toISOString());
  if (format === "date") return at.map((ms) => new Date(ms).toISOString().slice(0, 10));
  if (format === "email") return fc.emailAddress();
  return fc.string({
    unit: "binary",
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, 40)),
  });
}
