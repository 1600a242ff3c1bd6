import { operation, type Call, type Operation } from "../call.ts";
import { invalid } from "../identity-store/fields.ts";
import { isObject, optional, required, structure, text, type Field } from "../input.ts";
import type { Output, WireRequest } from "../wire.ts";

const texts: Field<Readonly<Record<string, string>>> = (value) => {
  const members = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(
    members.filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
};

const form = structure({
  UserId: optional(text()),
  GroupId: optional(text()),
  SchemaId: optional(text()),
  query: required(texts),
  body: required(text({ min: 0 })),
});

/** What a request of SCIM says, its body not yet read. */
export type ScimRequest = ReturnType<typeof form>;

type Found = { readonly name: string; readonly ids: Readonly<Record<string, string>> };

const discovery: Readonly<Record<string, string>> = {
  ServiceProviderConfig: "ServiceProviderConfig",
  ResourceTypes: "ListResourceTypes",
  Schemas: "ListSchemas",
};
const onAll: Readonly<Record<string, string>> = { GET: "List", POST: "Create" };
const onOne: Readonly<Record<string, string>> = {
  GET: "Get",
  PUT: "Put",
  PATCH: "Patch",
  DELETE: "Delete",
};

/**
 * What a request asks SCIM for, by its method and its path `/{tenant}/scim/v2/...`; nothing when it is not for SCIM, an
 * empty name when SCIM has no such path.
 */
export function scimOperation(request: Pick<WireRequest, "method" | "url">): Found | undefined {
  const [, , scim, version, kind = "", id, ...rest] = new URL(request.url).pathname.split("/");
  if (scim !== "scim" || version !== "v2") return undefined;
  const nothing = { name: "", ids: {} };
  if (rest.length > 0) return nothing;
  if (kind === "Users" || kind === "Groups") {
    const one = kind === "Users" ? "User" : "Group";
    if (id === undefined) {
      const verb = onAll[request.method];
      return verb === undefined
        ? nothing
        : { name: `${verb}${verb === "List" ? kind : one}`, ids: {} };
    }
    const verb = onOne[request.method];
    return verb === undefined
      ? nothing
      : { name: `${verb}${one}`, ids: { [`${one}Id`]: decodeURIComponent(id) } };
  }
  if (request.method !== "GET") return nothing;
  if (kind === "Schemas" && id !== undefined)
    return { name: "GetSchema", ids: { SchemaId: decodeURIComponent(id) } };
  return { name: id === undefined ? (discovery[kind] ?? "") : "", ids: {} };
}

/** The input of an operation: ids from the path, the query, and the body as it came. */
export function scimInput(request: WireRequest): unknown {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return { ...scimOperation(request)?.ids, query, body: request.body };
}

/** An operation of SCIM from what it does. */
export function scimVerb(run: (call: Call, request: ScimRequest) => Output): Operation {
  return operation(form, run);
}

/**
 * The body as a JSON object.
 * @throws Refusal
 */
export function bodyOf({ body }: ScimRequest): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw invalid("The body is not JSON.");
  }
  if (!isObject(value)) throw invalid("The body is not an object.");
  return value;
}
