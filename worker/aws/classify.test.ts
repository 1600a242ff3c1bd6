import { expect, test } from "vitest";
import { classify, isEffectUnknown } from "./classify.ts";

test.each([
  ["ThrottlingException", undefined, 400, "again"],
  ["TooManyRequestsException", undefined, 400, "again"],
  ["ConflictException", undefined, 400, "again"],
  ["ConflictException", "CONCURRENT_MODIFICATION", 409, "again"],
  ["ConflictException", "UNIQUENESS_CONSTRAINT_VIOLATION", 409, "person"],
  ["InternalServerException", undefined, 400, "again"],
  ["ServiceUnavailable", undefined, 503, "again"],
  ["ExpiredTokenException", undefined, 403, "again"],
  ["NoAnswer", undefined, undefined, "again"],
  ["Network", undefined, undefined, "again"],
  ["Truncated", undefined, undefined, "again"],
  ["Malformed", undefined, 200, "again"],
  ["ResourceNotFoundException", undefined, 400, "look"],
  ["ResourceNotFoundException", "KMS_KEY_NOT_FOUND", 400, "person"],
  ["AccountNotFoundException", undefined, 400, "look"],
  ["AccessDeniedException", undefined, 400, "person"],
  ["AccessDenied", undefined, 403, "person"],
  ["ValidationException", undefined, 400, "person"],
  ["ServiceQuotaExceededException", undefined, 402, "person"],
  ["InvalidSignatureException", undefined, 403, "person"],
] as const)("%s (%s) at HTTP %s is for: %s", (code, reason, status, expected) => {
  expect(classify(code, reason, status)).toBe(expected);
});

test("a known code means the same whatever HTTP status it comes with", () => {
  for (const status of [400, 403, 429, 500, 503]) {
    expect(classify("AccessDeniedException", undefined, status)).toBe("person");
    expect(classify("ThrottlingException", undefined, status)).toBe("again");
    expect(classify("ResourceNotFoundException", undefined, status)).toBe("look");
  }
});

test("a code that nobody has named yet is tried again only when AWS is at fault", () => {
  expect(classify("FutureException", undefined, 500)).toBe("again");
  expect(classify("FutureException", undefined, 400)).toBe("person");
});

test("the effect is unknown after a failure inside AWS or without an answer, never after a refusal", () => {
  for (const code of ["NoAnswer", "Network", "Malformed", "InternalServerException"]) {
    expect(isEffectUnknown(code, undefined)).toBe(true);
  }
  expect(isEffectUnknown("FutureException", 502)).toBe(true);
  for (const code of ["ThrottlingException", "ConflictException", "ExpiredToken"]) {
    expect(isEffectUnknown(code, 503)).toBe(false);
  }
  expect(isEffectUnknown("AccessDeniedException", 403)).toBe(false);
});
