import type { ErrorClass } from "./errors.ts";

const THROTTLED = new Set([
  "ThrottlingException",
  "TooManyRequestsException",
  "Throttling",
  "ThrottledException",
  "RequestThrottled",
  "RequestThrottledException",
  "RequestLimitExceeded",
  "SlowDown",
]);

/** The write may have been done although the answer says otherwise. */
const EFFECT_UNKNOWN = new Set([
  "NoAnswer",
  "Network",
  "Malformed",
  "InternalServerException",
  "InternalServerError",
  "InternalFailure",
  "InternalError",
  "ServiceException",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "RequestTimeout",
  "RequestTimeoutException",
]);

const EXPIRED_SESSION = new Set(["ExpiredToken", "ExpiredTokenException"]);

const UNKNOWN_SESSION = new Set(["UnrecognizedClientException", "InvalidClientTokenId"]);

const BAD_SIGNATURE = new Set([
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "RequestExpired",
  "RequestTimeTooSkewed",
  "RequestInTheFuture",
]);

const DENIED = new Set(["AccessDenied", "AccessDeniedException"]);

/** Refused, and refused again until somebody changes something. */
const REFUSED = new Set([
  ...DENIED,
  "ValidationException",
  "InvalidInputException",
  "ServiceQuotaExceededException",
  "AWSOrganizationsNotInUseException",
  ...UNKNOWN_SESSION,
  ...BAD_SIGNATURE,
]);

const PASSES = new Set([
  "ConflictException",
  "ConcurrentModificationException",
  "Truncated",
  ...THROTTLED,
  ...EFFECT_UNKNOWN,
  ...EXPIRED_SESSION,
]);

export function isThrottled(code: string): boolean {
  return THROTTLED.has(code);
}

/** AWS no longer knows the session: it is over, or its role was made anew. A fresh one may help. */
export function isRefusedSession(code: string): boolean {
  return EXPIRED_SESSION.has(code) || UNKNOWN_SESSION.has(code);
}

/** AWS does not let the role do it, or no longer lets this session. */
export function isDenied(code: string): boolean {
  return DENIED.has(code);
}

/** AWS did not accept the signature or its date. */
export function isBadSignature(code: string): boolean {
  return BAD_SIGNATURE.has(code);
}

/** AWS's input checks; on a later page of a list they speak of the page's token. */
export function isInvalidInput(code: string): boolean {
  return code === "ValidationException" || code === "InvalidInputException";
}

/**
 * Sorts a refusal by its code. AWS sends one code with several statuses (a throttle as 400, a conflict as 400 or 409),
 * so the status decides only about codes that nobody has named yet.
 */
export function classify(
  code: string,
  reason: string | undefined,
  status: number | undefined,
): ErrorClass {
  if (reason === "UNIQUENESS_CONSTRAINT_VIOLATION") return "person";
  if (reason === "KMS_KEY_NOT_FOUND") return "person";
  if (PASSES.has(code)) return "again";
  if (REFUSED.has(code)) return "person";
  if (isNotFound(code)) return "look";
  return isServerFault(status) ? "again" : "person";
}

/** Whether a call that ended so may nevertheless have had its effect, if it was a write. */
export function isEffectUnknown(code: string, status: number | undefined): boolean {
  const named = PASSES.has(code) || REFUSED.has(code) || isNotFound(code);
  return EFFECT_UNKNOWN.has(code) || (!named && isServerFault(status));
}

function isNotFound(code: string): boolean {
  return code.endsWith("NotFoundException");
}

function isServerFault(status: number | undefined): boolean {
  return status !== undefined && status >= 500;
}
