import type { WireResult } from "./wire.ts";

/** What every answer carries, whatever its protocol. */
export type Envelope = {
  readonly at: number;
  readonly requestId: string;
  readonly delayMs: number;
};

/** An answer with a body of that content type, and more headers where the protocol has them. */
export function wire(
  status: number,
  type: string,
  body: string,
  { at, requestId, delayMs }: Envelope,
  headers: Readonly<Record<string, string>> = {},
): WireResult {
  return {
    status,
    headers: {
      "content-type": type,
      date: new Date(at).toUTCString(),
      "x-amzn-requestid": requestId,
      ...headers,
    },
    body,
    delayMs,
  };
}
