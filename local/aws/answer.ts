import { wire, type Envelope } from "./envelope.ts";
import { isObject } from "./input.ts";
import { scimAnswer, scimRefusal } from "./scim/protocol.ts";
import { sesAnswer, sesRefusal } from "./ses/protocol.ts";
import type { Switches } from "./switches.ts";
import { Refusal, type Output, type Service, type WireResult } from "./wire.ts";

/** What the services' models say an error's HTTP status is. */
const modelledStatus: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  ConflictException: 409,
  ConcurrentModificationException: 409,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 402,
  ThrottlingException: 429,
  TooManyRequestsException: 429,
  AccountNotFoundException: 404,
  ParentNotFoundException: 404,
  ChildNotFoundException: 404,
  TargetNotFoundException: 404,
  OrganizationalUnitNotFoundException: 404,
  AWSOrganizationsNotInUseException: 404,
};
const serverErrors = new Set(["InternalServerException", "ServiceException", "InternalFailure"]);

const namespaces: Readonly<Record<Exclude<Service, "scim" | "ses">, string>> = {
  "sso-admin": "com.amazonaws.ssoadmin",
  identitystore: "com.amazonaws.identitystore",
  organizations: "com.amazonaws.organizations",
  sts: "com.amazonaws.sts",
};

/** A successful answer in the service's protocol. */
export function answer(
  service: Service,
  operation: string,
  output: Output,
  envelope: Envelope,
): WireResult {
  if (service === "scim") return scimAnswer(operation, output, envelope);
  if (service === "ses") return sesAnswer(output, envelope);
  if (service !== "sts") return json(200, JSON.stringify(output), envelope);
  const result = `<${operation}Result>${xml(output)}</${operation}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${envelope.requestId}</RequestId></ResponseMetadata>`;
  return xmlAnswer(200, `${operation}Response`, result + metadata, envelope);
}

/** An error in the service's protocol. */
export function refusal(
  service: Service | undefined,
  error: Refusal,
  switches: Switches,
  envelope: Envelope,
): WireResult {
  if (service === "scim") return scimRefusal(error, envelope);
  if (service === "ses") return sesRefusal(error, envelope);
  const status = statusOf(service, error, switches);
  if (service === "sts") {
    const type = status >= 500 ? "Receiver" : "Sender";
    const body = xml({
      Error: { Type: type, Code: error.code, Message: error.message },
      RequestId: envelope.requestId,
    });
    return xmlAnswer(status, "ErrorResponse", body, envelope);
  }
  if (service === undefined || error.status !== undefined) {
    return json(status, JSON.stringify({ __type: error.code, message: error.message }), envelope);
  }
  const type =
    switches.errorType === "qualified" ? `${namespaces[service]}#${error.code}` : error.code;
  const own = service === "identitystore" ? { RequestId: envelope.requestId } : {};
  return json(
    status,
    JSON.stringify({ __type: type, Message: error.message, ...own, ...error.fields }),
    envelope,
  );
}

function statusOf(service: Service | undefined, error: Refusal, switches: Switches): number {
  if (error.status !== undefined) return error.status;
  if (serverErrors.has(error.code)) return 500;
  if (service === "sts") return error.code === "AccessDenied" ? 403 : 400;
  return switches.errorStatus === "modelled" ? (modelledStatus[error.code] ?? 400) : 400;
}

function json(status: number, body: string, envelope: Envelope): WireResult {
  return wire(status, "application/x-amz-json-1.1", body, envelope);
}

function xmlAnswer(status: number, root: string, body: string, envelope: Envelope): WireResult {
  const text = `<${root} xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${body}</${root}>\n`;
  return wire(status, "text/xml", text, envelope);
}

function xml(value: Output): string {
  let text = "";
  for (const [name, member] of Object.entries(value)) {
    text += `<${name}>${isObject(member) ? xml(member) : escaped(String(member))}</${name}>`;
  }
  return text;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
