/** Requests to a route as the document asks for them. */
import fc from "fast-check";
import type { Operation } from "./operations.ts";
import { fitting } from "./values.ts";
import type { Known } from "./values.ts";

export interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it goes over the wire. */
  readonly body: string | undefined;
  /** The one field that is not as the document says, where exactly one is. */
  readonly wrong?: string;
}

/** Of texts in a URL. Lone surrogates can't be written there. */
export const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

/** As the document says it, as far as a schema can say. */
export function good(operation: Operation, known: Known): fc.Arbitrary<Sent> {
  return fc
    .record({
      path: pathOf(operation, known),
      query: queryOf(operation, known),
      key: fc.constantFrom(undefined, "the-same-key", "another-key"),
      body: operation.body === undefined ? fc.constant(undefined) : bodyOf(operation, known),
    })
    .map(({ path, query, key, body }) => ({
      path: path + textOfQuery(query),
      headers: {
        ...(key === undefined ? {} : { "idempotency-key": key }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    }));
}

function pathOf({ path, parameters }: Operation, known: Known): fc.Arbitrary<string> {
  const segments = path.split("/").map((segment) => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) return fc.constant(segment);
    const { schema = {} } = parameters.find((one) => one.in === "path" && one.name === name) ?? {};
    return fitting(schema, known, nameIn(path, name, known))
      .map((value) => encoded(String(value)))
      .filter((text) => !["", ".", ".."].includes(text));
  });
  return fc.tuple(...segments).map((parts) => parts.join("/"));
}

/** `/v1/people/{id}` means people's ids. */
function nameIn(path: string, name: string, known: Known): string {
  const ofList = `${path.split("/")[2]} ${name}`;
  return ofList in known ? ofList : name;
}

function queryOf(
  { name: operation, method, parameters }: Operation,
  known: Known,
): fc.Arbitrary<Record<string, unknown>> {
  const inQuery = parameters.filter((one) => one.in === "query");
  const fields = inQuery.map(({ name, schema }): [string, fc.Arbitrary<unknown>] => [
    name,
    fitting(schema, known, name),
  ]);
  const requiredKeys = inQuery.filter(({ required }) => required).map(({ name }) => name);
  const given = fc.record(Object.fromEntries(fields), { requiredKeys, noNullPrototype: true });
  const examples = method === "GET" ? known[operation] : undefined;
  const plain = examples?.map((query) => ({ ...Object(query) })) ?? [{}];
  return fc.oneof(fc.constantFrom<Record<string, unknown>>(...plain), given);
}

function bodyOf(operation: Operation, known: Known): fc.Arbitrary<unknown> {
  const any = fitting(operation.body ?? {}, known);
  const meant = meantFor(operation, known);
  return meant === undefined
    ? any
    : fc.oneof({ weight: 2, arbitrary: meant }, { weight: 1, arbitrary: any });
}

/** A body that means something, where a schema alone can't say what does. */
export function meantFor(
  { name, body = {} }: Operation,
  known: Known,
): fc.Arbitrary<unknown> | undefined {
  const examples = [...(known[name] ?? []), ...(body.examples ?? [])];
  return examples.length === 0 ? undefined : fc.constantFrom(...examples);
}

function textOfQuery(query: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(query).map(([name, value]) => `${name}=${encoded(String(value))}`);
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}
