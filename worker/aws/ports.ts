/** The AWS services that are called as the role, with a signature. */
export type SignedService = "sso-admin" | "identitystore" | "organizations" | "sts";

/** The AWS services that Daypass calls. */
export type ServiceName = SignedService | "scim";

/**
 * What AWS counts calls against: all of sso-admin together (20 a second), each operation of Identity Store,
 * Organizations and SCIM alone.
 */
export type Quota =
  | "sso-admin"
  | `identitystore:${string}`
  | `organizations:${string}`
  | `scim:${string}`
  | "sts";

/** What the AWS clients use of the world. */
export interface AwsPorts {
  fetch: (request: Request) => Promise<Response>;
  /** UTC epoch milliseconds. */
  now: () => number;
  /** Resolves after `ms`. `unneeded` fires when nobody waits any more: a timer may be dropped then. */
  sleep: (ms: number, unneeded?: AbortSignal) => Promise<void>;
  /** Awaited before each HTTP call, each page of a list included, outside the call's deadline. */
  pace?: (quota: Quota) => Promise<void>;
}

/** Taken by every operation as its last argument. */
export interface CallOptions {
  /**
   * The instant (epoch ms) that the call is signed for, corrected by a known clock skew alone: AWS refuses it 15
   * minutes later, however long its caller was frozen. By default the instant of sending. SCIM has no signature: a
   * call is not sent when that instant is more than a minute ago.
   */
  signedAt?: number;
  /** How long each HTTP call may take; by default as the settings say. */
  deadlineMs?: number;
}

/** One HTTP call as seen from here: for metrics and pace. It never holds what was asked or answered. */
export interface CallRecord {
  service: ServiceName;
  operation: string;
  /** Epoch ms. */
  startedAt: number;
  tookMs: number;
  /** `ok`, or the code of the `AwsError`. */
  outcome: string;
  throttled: boolean;
}
