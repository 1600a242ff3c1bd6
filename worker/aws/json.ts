import * as z from "zod";
import type { Answer } from "./exchange.ts";
import type { Refusal, Wire } from "./wire.ts";

const TARGETS = {
  "sso-admin": "SWBExternalService",
  identitystore: "AWSIdentityStore",
  organizations: "AWSOrganizationsV20161128",
} as const;

/** The services that speak AWS's JSON 1.1. */
export type JsonService = keyof typeof TARGETS;

const errorBody = z.looseObject({
  __type: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  Reason: z.string().optional().catch(undefined),
  ResourceType: z.string().optional().catch(undefined),
  RequestId: z.string().optional().catch(undefined),
  RetryAfterSeconds: z.number().nonnegative().optional().catch(undefined),
});

/** One JSON 1.1 operation. `output` checks what AWS sends; `read` takes from it what we need, or undefined. */
export function jsonCall<Output, T>(
  service: JsonService,
  operation: string,
  input: object,
  output: z.ZodType<Output>,
  read: (body: Output) => T | undefined,
): Wire<T> {
  return {
    service,
    operation,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${TARGETS[service]}.${operation}`,
    },
    body: JSON.stringify(input),
    read: (text) => {
      const body = output.safeParse(parseJson(text));
      return body.success ? read(body.data) : undefined;
    },
    refusal: refusalOf,
  };
}

/** The code stands in `__type` (perhaps after a namespace and `#`), else in `code`, else in a header. */
function refusalOf({ headers, text }: Answer): Refusal {
  const parsed = errorBody.safeParse(parseJson(text));
  const body = parsed.success ? parsed.data : {};
  const { __type: type } = body;
  const raw = type ?? body.code ?? headers.get("x-amzn-errortype");
  return {
    code: raw == null ? undefined : bareCode(raw),
    reason: body.Reason,
    resourceType: body.ResourceType,
    requestId: body.RequestId ?? headers.get("x-amzn-requestid") ?? undefined,
    retryAfterMs: body.RetryAfterSeconds === undefined ? undefined : body.RetryAfterSeconds * 1000,
  };
}

/** `ns#Name:http://...` is `Name`. */
function bareCode(raw: string): string | undefined {
  return /^(?:[^#]*#)?([\w.]+)/.exec(raw.trim())?.[1];
}

/** The value, or undefined where the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
