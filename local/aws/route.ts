import type { Operation } from "./call.ts";
import { identityStore } from "./identity-store/operations.ts";
import { isObject } from "./input.ts";
import { organizations } from "./organizations/operations.ts";
import { scim, unknownEndpoint } from "./scim/operations.ts";
import { scimInput, scimOperation } from "./scim/request.ts";
import { ses } from "./ses/send-email.ts";
import { ssoAdmin } from "./sso-admin/operations.ts";
import { sts } from "./sts/operations.ts";
import { Refusal, type Service, type WireRequest } from "./wire.ts";

/** The services with the names that requests and signatures carry. */
const targets: ReadonlyMap<string, Service> = new Map([
  ["SWBExternalService", "sso-admin"],
  ["AWSIdentityStore", "identitystore"],
  ["AWSOrganizationsV20161128", "organizations"],
]);

export const operationsOf: Readonly<Record<Service, ReadonlyMap<string, Operation>>> = {
  "sso-admin": ssoAdmin,
  identitystore: identityStore,
  scim,
  organizations,
  sts,
  ses,
};

/** Where a request goes; without a service when it names none that is here. */
export type Route = { readonly service: Service | undefined; readonly operation: string };

/** Reads `X-Amz-Target` (JSON 1.1), the form's `Action` (Query), or method and path (SCIM, SES). */
export function routeOf(request: WireRequest): Route {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) {
    const dot = target.lastIndexOf(".");
    return { service: targets.get(target.slice(0, dot)), operation: target.slice(dot + 1) };
  }
  const action = isForm(request) ? new URLSearchParams(request.body).get("Action") : null;
  if (action !== null) return { service: "sts", operation: action };
  const found = scimOperation(request);
  if (found !== undefined) return { service: "scim", operation: found.name };
  const { pathname } = new URL(request.url);
  return request.method === "POST" && pathname === "/v2/email/outbound-emails"
    ? { service: "ses", operation: "SendEmail" }
    : { service: undefined, operation: "" };
}

/**
 * The operation and its input as it came.
 * @throws Refusal when there is no such operation, or the body is not what its protocol wants.
 */
export function readCall(
  request: WireRequest,
  service: Service,
  name: string,
): { run: Operation; input: unknown } {
  if (service === "scim")
    return { run: scim.get(name) ?? unknownEndpoint, input: scimInput(request) };
  const run = request.method === "POST" ? operationsOf[service].get(name) : undefined;
  if (service === "sts") {
    const form = new URLSearchParams(request.body);
    if (run === undefined || form.get("Version") !== "2011-06-15") {
      const version = form.get("Version") ?? "null";
      throw new Refusal(
        "InvalidAction",
        `Could not find operation ${name} for version ${version}`,
        {},
        400,
      );
    }
    return { run, input: Object.fromEntries(form) };
  }
  if (run === undefined) throw new Refusal("UnknownOperationException", "", {}, 400);
  if (service === "ses") return { run, input: parse(request.body) };
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("application/x-amz-json-1.1"))
    throw new Refusal("UnknownOperationException", "", {}, 404);
  return { run, input: parse(request.body) };
}

function parse(body: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Refusal("SerializationException", "The request body is not JSON.", {}, 400);
  }
  if (!isObject(value))
    throw new Refusal("SerializationException", "Start of structure expected.", {}, 400);
  return value;
}

function isForm({ headers }: WireRequest): boolean {
  return (headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
}
