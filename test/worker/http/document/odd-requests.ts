/** Requests to a route of the document such as nobody should send. */
import fc from "fast-check";
import type { Operation, Schema } from "./operations.ts";
import { encoded, good, meantFor } from "./requests.ts";
import type { Sent } from "./requests.ts";
import { fitting, oddTexts, oddValue } from "./values.ts";
import type { Known } from "./values.ts";

/** None of them makes it another path. */
const oddSegment = fc.constantFrom(
  ...oddTexts.map(encoded).filter((text) => text !== ""),
  "%",
  "%zz",
  "%00",
  "%e0%a4%a",
  "a%2Fb",
  ";",
  "*",
);

/** With one thing that is not as the document says. */
export function odd(operation: Operation, known: Known): fc.Arbitrary<Sent> {
  const base = good(operation, known);
  const ways = [withOddHeaders(base)];
  if (operation.path.includes("{")) ways.push(withOddPath(operation, base));
  if (operation.method === "GET") ways.push(withOddQuery(operation, base));
  else ways.push(withOddBody(operation, base));
  if (operation.body !== undefined) {
    const meant = meantFor(operation, known) ?? fitting(operation.body, known);
    const sound = fc
      .tuple(base, meant)
      .map(([sent, body]) => ({ ...sent, body: JSON.stringify(body) }));
    ways.push(withOddField(sound), withOddField(sound), withoutField(operation.body, sound));
  }
  return fc.oneof(...ways);
}

function withOddHeaders(base: fc.Arbitrary<Sent>): fc.Arbitrary<Sent> {
  const headers = fc.constantFrom<Record<string, string>>(
    { "idempotency-key": "" },
    { "idempotency-key": "two words" },
    { "idempotency-key": "x".repeat(256) },
    { "idempotency-key": "é" },
    { "content-type": "text/plain" },
    { "content-type": "application/yaml" },
    { "content-type": "application/x-www-form-urlencoded" },
    { "content-type": "multipart/form-data" },
    { "content-type": "application/merge-patch+json" },
    { "content-type": "application/json; charset=utf-16" },
    { "content-type": "application/json;;=" },
    { "content-type": "application/jsonx" },
    { "content-type": ";" },
    { "content-length": "-1" },
    { accept: "text/html", "accept-encoding": "br;q=0, *" },
    { "x-http-method-override": "DELETE", "x-forwarded-host": "evil.test", host: "evil.test" },
    { cookie: "__proto__=1; a=\u0001".replace("\u0001", "%01"), origin: "null" },
  );
  return fc
    .tuple(base, headers)
    .map(([sent, more]) => ({ ...sent, headers: { ...sent.headers, ...more } }));
}

function withOddPath({ path }: Operation, base: fc.Arbitrary<Sent>): fc.Arbitrary<Sent> {
  return fc.tuple(base, oddSegment).map(([sent, segment]) => ({
    ...sent,
    path: path.replace(/\{\w+\}/, segment),
  }));
}

function withOddQuery({ parameters }: Operation, base: fc.Arbitrary<Sent>): fc.Arbitrary<Sent> {
  const names = parameters.filter((one) => one.in === "query").map(({ name }) => name);
  const name = fc.constantFrom(...names, "colour", "__proto__", "limit[]", "");
  return fc.tuple(base, name, oddSegment, fc.boolean()).map(([sent, field, value, twice]) => {
    const one = `${field}=${value}`;
    return { ...sent, path: `${sent.path.split("?")[0]}?${twice ? `${one}&${one}` : one}` };
  });
}

function withOddBody({ types }: Operation, base: fc.Arbitrary<Sent>): fc.Arbitrary<Sent> {
  const texts = [
    "",
    "{",
    '{"a":1,}',
    "null",
    "[]",
    "0",
    '"text"',
    "nul",
    '{"__proto__":{"roles":["admin"]}}',
    '{"constructor":{"prototype":{}}}',
    '{"a":1,"a":2}',
    '{"a":"\\ud800"}',
    "[".repeat(40) + "]".repeat(40),
    "[".repeat(50_000),
    "\ufeff{}",
    "a: &a [*a, *a]",
    JSON.stringify({ "": "", colour: "x".repeat(20_000) }),
    JSON.stringify({ text: "x".repeat(1_000_001) }),
  ];
  const type = fc.constantFrom("application/json", ...types);
  return fc.tuple(base, fc.constantFrom(...texts), type).map(([sent, body, contentType]) => ({
    ...sent,
    headers: { ...sent.headers, "content-type": contentType },
    body,
  }));
}

/** A field of the body, or one that it should not have, with a value that does not fit. */
function withOddField(base: fc.Arbitrary<Sent>): fc.Arbitrary<Sent> {
  return base.chain((sent) => {
    const body = objectOf(sent);
    const field = fc.constantFrom(...Object.keys(body), "colour", "approver", "is_admin");
    return fc.tuple(field, oddValue).map(([name, value]) => ({
      ...sent,
      body: JSON.stringify({ ...body, [name]: value }),
      wrong: name,
    }));
  });
}

function withoutField({ required = [] }: Schema, base: fc.Arbitrary<Sent>): fc.Arbitrary<Sent> {
  if (required.length === 0) return base;
  return fc.tuple(base, fc.constantFrom(...required)).map(([sent, name]) => {
    const { [name]: _gone, ...rest } = objectOf(sent);
    return { ...sent, body: JSON.stringify(rest), wrong: name };
  });
}

/** The body as an object; the first of a list. */
function objectOf({ body = "{}" }: Sent): Record<string, unknown> {
  const value: unknown = [JSON.parse(body) as unknown].flat()[0];
  return typeof value === "object" && value !== null ? { ...value } : {};
}
