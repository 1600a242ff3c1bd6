import { wire, type Envelope } from "../envelope.ts";
import type { Output, Refusal, WireResult } from "../wire.ts";

/** The statuses of SES's model; what it does not list is 400. */
const statuses: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  InternalFailure: 500,
  NotFoundException: 404,
  TooManyRequestsException: 429,
};

/** A successful answer: REST-JSON. */
export function sesAnswer(output: Output, envelope: Envelope): WireResult {
  return wire(200, "application/json", JSON.stringify(output), envelope);
}

/** An error: REST-JSON, whose code is in a header. */
export function sesRefusal(error: Refusal, envelope: Envelope): WireResult {
  const status = error.status ?? statuses[error.code] ?? 400;
  const body = JSON.stringify({ message: error.message });
  return wire(status, "application/json", body, envelope, { "x-amzn-errortype": error.code });
}
