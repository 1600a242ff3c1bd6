import { expired } from "./authenticate.ts";
import type { Fault } from "./faults.ts";
import { accessDenied } from "./iam/authorize.ts";
import type { Key } from "./rows.ts";
import { unauthorized } from "./scim/tokens.ts";
import { Refusal, type Service } from "./wire.ts";

/** @throws Refusal when the fault is one that refuses. */
export function refuseBy(fault: Fault, service: Service, operation: string, caller: Key): void {
  switch (fault.kind) {
    case "throttle":
      throw throttled(service);
    case "denied":
      throw accessDenied(service, operation, caller);
    case "expired":
      if (service === "scim") throw unauthorized("The bearer token has expired.");
      if (caller.session !== undefined) throw expired(service);
      return;
    case "error":
      if (fault.effect === "before") throw internal(service);
      return;
    case "conflict":
    case "not-found": {
      const refused = modelled(fault, service);
      if (refused !== undefined) throw refused;
      return;
    }
    case "lost":
    case "skew":
    case "slow":
    case "stuck":
    case "takes":
    case "fails":
    case "forgotten":
    case "stale":
    case "list":
      return;
  }
}

/** The service's own conflict or "not found"; STS has neither, and a mail has no conflict. */
function modelled(
  fault: Extract<Fault, { kind: "conflict" | "not-found" }>,
  service: Service,
): Refusal | undefined {
  if (service === "sts") return undefined;
  if (service === "ses")
    return fault.kind === "conflict"
      ? undefined
      : new Refusal("NotFoundException", "The resource was not found.");
  if (fault.kind === "not-found") {
    return service === "organizations"
      ? new Refusal(
          "AWSOrganizationsNotInUseException",
          "Your account is not a member of an organization.",
        )
      : new Refusal("ResourceNotFoundException", "The resource was not found.");
  }
  if (service === "organizations")
    return new Refusal("ConcurrentModificationException", "Please try again later.");
  const reason =
    service === "identitystore" ? { Reason: fault.reason ?? "CONCURRENT_MODIFICATION" } : {};
  return new Refusal("ConflictException", "A conflict occurred. Please try again later.", reason);
}

/** The service's own error for what is its own fault. */
export function internal(service: Service): Refusal {
  const fields = service === "identitystore" ? { RetryAfterSeconds: 1 } : {};
  return new Refusal(internalCodes[service], "Internal error", fields);
}

const internalCodes: Readonly<Record<Service, string>> = {
  "sso-admin": "InternalServerException",
  identitystore: "InternalServerException",
  scim: "InternalServerException",
  organizations: "ServiceException",
  sts: "InternalFailure",
  ses: "InternalFailure",
};

/** AWS refuses because too much is asked of it. */
export class Throttled extends Refusal {}

/** The service's own throttling error, with its hint where its model has one. */
export function throttled(service: Service, retryAfterMs = 1000): Throttled {
  const { code, message, fields } = throttling[service];
  const hint =
    service === "identitystore" ? { RetryAfterSeconds: Math.ceil(retryAfterMs / 1000) } : fields;
  return new Throttled(code, message, hint);
}

const throttling = {
  "sso-admin": {
    code: "ThrottlingException",
    message: "There are too many requests processing. Please try again later.",
    fields: {},
  },
  identitystore: { code: "ThrottlingException", message: "Rate exceeded", fields: {} },
  scim: { code: "ThrottlingException", message: "Rate exceeded", fields: {} },
  organizations: {
    code: "TooManyRequestsException",
    message: "Rate exceeded",
    fields: { Type: "RATE_EXCEEDED" },
  },
  sts: { code: "Throttling", message: "Rate exceeded", fields: {} },
  ses: { code: "TooManyRequestsException", message: "Maximum sending rate exceeded.", fields: {} },
} as const;
