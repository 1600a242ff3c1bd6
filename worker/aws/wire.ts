import type { Answer } from "./exchange.ts";
import type { SignedService } from "./ports.ts";

/** One operation as it goes over the wire, and how to read what comes back. */
export interface Wire<T> {
  service: SignedService;
  operation: string;
  headers: Record<string, string>;
  body: string;
  /** Of a 2xx answer; undefined when it lacks what we need. */
  read: (text: string) => T | undefined;
  /** Of any other answer. */
  refusal: (answer: Answer) => Refusal;
}

/** What AWS says of a call that it did not do; without a code it was not AWS that answered. */
export interface Refusal {
  code?: string | undefined;
  reason?: string | undefined;
  resourceType?: string | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
}

/** Whether an operation changes something, by the verb in its name. */
export function isWrite(operation: string): boolean {
  return /^(?:Create|Update|Patch|Delete)/.test(operation);
}
