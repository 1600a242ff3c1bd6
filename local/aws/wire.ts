/** One HTTP request as it reached AWS. */
export type WireRequest = {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** One HTTP answer of AWS, and what the network does to it. */
export type WireResult = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long before the answer is sent, in milliseconds. */
  readonly delayMs: number;
  /** No answer will ever come: the request had no effect (`before`), or all of it (`after`). */
  readonly lost?: "before" | "after";
};

/** The services that are emulated, by the names of their SDK clients; SCIM has none. */
export type Service = "sso-admin" | "identitystore" | "scim" | "organizations" | "sts" | "ses";

/** A JSON object as a handler answers it; STS answers are the same, written as XML. */
export type Output = Readonly<Record<string, unknown>>;

/** AWS says no: an error code with its fields; how it is written depends on the service. */
export class Refusal extends Error {
  readonly code: string;
  readonly fields: Output;
  /** The status where the protocol, not the service's model, gives it. */
  readonly status: number | undefined;

  constructor(code: string, message: string, fields: Output = {}, status?: number) {
    super(message);
    this.code = code;
    this.fields = fields;
    this.status = status;
  }
}

/** AWS's timestamps: epoch seconds with a fraction. */
export function seconds(ms: number): number {
  return ms / 1000;
}
