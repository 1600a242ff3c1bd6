import { AwsError } from "./errors.ts";
import type { Answer } from "./exchange.ts";
import { answered, failed, isSuccess, type Line, reported, whatWasRead } from "./line.ts";
import type { CallOptions } from "./ports.ts";
import { type BearerToken, newestFirst } from "./scim-tokens.ts";
import type { ScimSettings } from "./settings.ts";

/** Nothing in a call of SCIM tells AWS how old it is: one whose caller stood still so long is not sent. */
const LATEST_MS = 60_000;

/** One operation of SCIM: what to ask, and how to read what comes back. */
export interface ScimCall<T> {
  /** As AWS names it, for example `PatchUser`. */
  operation: string;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** After `/scim/v2`, with its query; every part encoded. */
  path: string;
  body?: object;
  /** Of a 2xx answer; undefined when it lacks what we need. */
  read: (text: string) => T | undefined;
}

/** Makes calls with a bearer token. Throws `AwsError`. */
export type ScimTransport = <T>(call: ScimCall<T>, options?: CallOptions) => Promise<T>;

/**
 * Tries the newest token first; where AWS does not take it, the older one, since a 401 has had no effect. Each refusal
 * is reported, so that somebody hears of it.
 */
export function scimTransport(line: Line, { endpoint, tokens }: ScimSettings): ScimTransport {
  const ordered = newestFirst(tokens);
  return async (call, options = {}) => {
    let refused: AwsError | undefined;
    for (const token of ordered) {
      await line.ports.pace?.(`scim:${call.operation}`);
      try {
        return await attempt(line, endpoint, call, token, options);
      } catch (error) {
        if (!isTokenRefused(error)) throw error;
        refused = error;
      }
    }
    throw refused ?? failed({ ...call, service: "scim" }, { code: "UnauthorizedException" });
  };
}

/** AWS did not take the token, or knows no such tenant. */
function isTokenRefused(error: unknown): error is AwsError {
  return error instanceof AwsError && error.code === "UnauthorizedException";
}

function attempt<T>(
  line: Line,
  endpoint: string,
  call: ScimCall<T>,
  { token }: BearerToken,
  options: CallOptions,
): Promise<T> {
  const named = { service: "scim", operation: call.operation } as const;
  const { method, path, body } = call;
  // A redirect would take the token to another host; AWS sends none.
  const build = (signal: AbortSignal) =>
    new Request(`${endpoint}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { "content-type": "application/scim+json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: "manual",
      signal,
    });
  return reported(line, named, async () => {
    const { signedAt } = options;
    if (signedAt !== undefined && line.ports.now() - signedAt > LATEST_MS) {
      return failed(named, { code: "RequestExpired", class: "again" });
    }
    const answer = await answered(line, named, build, options);
    if (answer instanceof AwsError) return answer;
    if (isSuccess(answer)) return whatWasRead(named, answer.status, call.read(answer.text));
    return failed(named, { code: codeOf(answer) }, answer.status);
  });
}

const CODES: Readonly<Record<number, string>> = {
  400: "ValidationException",
  401: "UnauthorizedException",
  403: "AccessDeniedException",
  404: "ResourceNotFoundException",
  408: "RequestTimeout",
  409: "ConflictException",
  429: "ThrottlingException",
};

/** By the status alone: the words of SCIM's errors have changed over the years, and some come without any. */
function codeOf({ status }: Answer): string {
  const code = CODES[status];
  if (code !== undefined) return code;
  if (status >= 500) return "InternalServerException";
  return status >= 400 ? "InvalidInputException" : "Malformed";
}
