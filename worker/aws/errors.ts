import type { ServiceName } from "./ports.ts";

/**
 * What to do about a failed call.
 * - `again`: it may pass by itself: throttled, conflict, 5xx, network, no answer, stale credentials or signature
 * - `look`: something was not found, which proves nothing: read before believing it
 * - `person`: it will not pass by itself: access denied, invalid input, a taken name, a full quota, a bad signature
 */
export type ErrorClass = "again" | "look" | "person";

/** The only error that the AWS clients throw. Its message names service, operation and code, never what was sent. */
export class AwsError extends Error {
  readonly service: ServiceName;
  readonly operation: string;
  /** AWS's code, or `NoAnswer`, `Network`, `Truncated` (a list that can't be read whole), `Malformed`. */
  readonly code: string;
  readonly class: ErrorClass;
  /** Of HTTP; for people, never for decisions: AWS sends one error with several statuses. */
  readonly status?: number;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  /** For example `UNIQUENESS_CONSTRAINT_VIOLATION`. */
  readonly reason?: string;
  /** Of what was not found, for example `USER`. */
  readonly resourceType?: string;
  /** A write whose effect is unknown: no answer, network, 5xx, an answer that can't be read. */
  readonly mayHaveHappened: boolean;

  constructor(failure: AwsFailure, options?: ErrorOptions) {
    super(`${failure.service} ${failure.operation}: ${failure.code}`, options);
    this.name = "AwsError";
    this.service = failure.service;
    this.operation = failure.operation;
    this.code = failure.code;
    this.class = failure.class;
    this.mayHaveHappened = failure.mayHaveHappened;
    if (failure.status !== undefined) this.status = failure.status;
    if (failure.requestId !== undefined) this.requestId = failure.requestId;
    if (failure.retryAfterMs !== undefined) this.retryAfterMs = failure.retryAfterMs;
    if (failure.reason !== undefined) this.reason = failure.reason;
    if (failure.resourceType !== undefined) this.resourceType = failure.resourceType;
  }
}

/** What an `AwsError` is made of. */
export interface AwsFailure {
  service: ServiceName;
  operation: string;
  code: string;
  class: ErrorClass;
  mayHaveHappened: boolean;
  status?: number | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
  reason?: string | undefined;
  resourceType?: string | undefined;
}
