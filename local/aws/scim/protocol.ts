import { wire, type Envelope } from "../envelope.ts";
import type { Output, Refusal, WireResult } from "../wire.ts";

const errorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";

/**
 * Status and words of each error; every other one is a validation error. AWS does not say what is wrong in particular.
 * The words of 400 and 409 and the form of those of 404 have been seen; the others are its documentation's.
 */
const errors: Readonly<Record<string, { readonly status: number; readonly detail: string }>> = {
  UnauthorizedException: { status: 401, detail: "Authorization header is invalid or missing." },
  AccessDeniedException: {
    status: 403,
    detail: "Operation is not permitted based on the supplied authorization.",
  },
  ResourceNotFoundException: { status: 404, detail: "RESOURCE does not exist." },
  ConflictException: { status: 409, detail: "Refused to create a new, duplicate resource." },
  ThrottlingException: { status: 429, detail: "Too many requests exceeded the limits." },
  InternalServerException: { status: 500, detail: "Service failed to process the request." },
};
const validation = {
  status: 400,
  detail: "Request is unparsable, syntactically incorrect, or violates schema.",
};

const statuses: Readonly<Record<string, number>> = {
  CreateUser: 201,
  CreateGroup: 201,
  DeleteUser: 204,
  DeleteGroup: 204,
  PatchGroup: 204,
};

/** A successful answer; what is deleted, and a group that is patched, is answered without a body. */
export function scimAnswer(operation: string, output: Output, envelope: Envelope): WireResult {
  const status = statuses[operation] ?? 200;
  const body = status === 204 ? "" : JSON.stringify(output);
  return wire(status, "application/json", body, envelope);
}

/** An error as SCIM has it, and AWS: with `schema` beside `schemas`, and without `scimType`. */
export function scimRefusal(error: Refusal, envelope: Envelope): WireResult {
  const { status, detail } = errors[error.code] ?? validation;
  const { ResourceType } = error.fields;
  const body = {
    schema: [errorSchema],
    schemas: [errorSchema],
    detail: typeof ResourceType === "string" ? detail.replace("RESOURCE", ResourceType) : detail,
    status: String(status),
    exceptionRequestId: envelope.requestId,
    timeStamp: new Date(envelope.at).toISOString().replace("T", " ").replace("Z", ""),
  };
  return wire(status, "application/json", JSON.stringify(body), envelope);
}
