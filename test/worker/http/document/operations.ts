/** The API's document as a test reads it: what each route takes, and what it may answer. */
import { z } from "zod";
import { documents } from "../../../../worker/documents.ts";

/** The part of JSON Schema that the document uses, its references and `allOf` resolved. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Parameter {
  readonly in: "path" | "query" | "header";
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

export interface Operation {
  /** `POST /v1/requests`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** What the route takes as JSON. */
  readonly body: Schema | undefined;
  /** The media types that it takes. */
  readonly types: readonly string[];
  /** By status and media type: what the answer must be. */
  readonly answers: ReadonlyMap<string, z.ZodType>;
}

const schema = z.custom<Schema>((value) => typeof value === "object" && value !== null);
const content = z.record(z.string(), z.object({ schema }));
const parameter = z.object({
  in: z.enum(["path", "query", "header"]),
  name: z.string(),
  required: z.boolean().default(false),
  schema,
});
const operation = z.object({
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content })),
});
const described = z
  .object({
    components: z.object({ schemas: z.record(z.string(), schema) }),
    paths: z.record(z.string(), z.record(z.string(), operation)),
  })
  .parse(JSON.parse(documents["docs/openapi.json"] ?? ""));

export const operations: readonly Operation[] = Object.entries(described.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody, responses }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters: parameters.map((each) => ({ ...each, schema: resolved(each.schema) })),
      body: optionally(requestBody?.content["application/json"]?.schema, resolved),
      types: Object.keys(requestBody?.content ?? {}),
      answers: new Map(
        Object.entries(responses).flatMap(([status, answer]) =>
          Object.entries(answer.content).map(([type, one]): [string, z.ZodType] => [
            `${status} ${type}`,
            checkOf(one.schema, type),
          ]),
        ),
      ),
    })),
);

/** A problem may carry further members; every other answer has the members that the document names and no more. */
function checkOf(given: Schema, type: string): z.ZodType {
  const whole = resolved(given);
  return z.fromJSONSchema(jsonSchema(type === "application/problem+json" ? whole : closed(whole)));
}

function jsonSchema(given: Schema): Parameters<typeof z.fromJSONSchema>[0] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it came from a document of JSON Schema, as readonly
  return given as Parameters<typeof z.fromJSONSchema>[0];
}

function resolved({ $ref, allOf, ...given }: Schema): Schema {
  if ($ref !== undefined) {
    const named = described.components.schemas[$ref.replace("#/components/schemas/", "")];
    if (named === undefined) throw new TypeError(`the document has no ${$ref}`);
    return resolved(named);
  }
  if (allOf !== undefined) return allOf.map(resolved).reduce(both);
  return inside(given, resolved);
}

/** What fits both of two objects. */
function both(one: Schema, other: Schema): Schema {
  const types = [one.type ?? "object"].flat();
  return {
    ...one,
    ...other,
    type: [other.type ?? types].flat().filter((type) => types.includes(type)),
    properties: { ...one.properties, ...other.properties },
    required: [...(one.required ?? []), ...(other.required ?? [])],
  };
}

function closed(given: Schema): Schema {
  const isOpen = given.properties === undefined || given.additionalProperties !== undefined;
  return { ...inside(given, closed), ...(isOpen ? {} : { additionalProperties: false }) };
}

/** The schema with every schema inside it changed. */
function inside(given: Schema, change: (schema: Schema) => Schema): Schema {
  const { anyOf, oneOf, properties, items, additionalProperties } = given;
  return {
    ...given,
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(change) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(change) }),
    ...(items === undefined ? {} : { items: change(items) }),
    ...(typeof additionalProperties === "object"
      ? { additionalProperties: change(additionalProperties) }
      : {}),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, one]) => [name, change(one)]),
          ),
        }),
  };
}

function optionally<T, R>(value: T | undefined, make: (value: T) => R): R | undefined {
  return value === undefined ? undefined : make(value);
}
