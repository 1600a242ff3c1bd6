/**
 * Every refusal and every fault as RFC 9457, rendered once.
 * @module
 */
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { LostRace, Unavailable } from "../db/commit.ts";
import { Problem } from "../problem.ts";
import type { AppEnv } from "./app-env.ts";
import { BackstageSilent } from "./ask-backstage.ts";
import { callerKey } from "./caller.ts";
import type { Caller } from "./caller.ts";
import { errorFields, logLine } from "./log.ts";

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Not acceptable as it is",
  429: "Too many requests",
  503: "Not available",
};

/** Hono's error handler: what a handler or a middleware threw, as a problem. */
export function onError(error: Error, c: Context<AppEnv>): Response {
  return renderProblem(c, problemOf(error, c));
}

export function notFound(c: Context<AppEnv>): Response {
  return renderProblem(c, new Problem(404, "no-such-route", "There is nothing at this path."));
}

export function onMethodNotAllowed(c: Context<AppEnv>, allowed: readonly string[]): Response {
  const allow = allowed.join(", ");
  const response = renderProblem(
    c,
    new Problem(405, "method-not-allowed", `This path takes ${allow}.`),
  );
  response.headers.set("Allow", allow);
  return response;
}

/**
 * The problem document. `retry_after_s` and what a 401 must say stand in headers too; Backstage's proxy drops those
 * headers, the body arrives.
 */
export function renderProblem(
  c: Context<AppEnv>,
  { status, code, message, fields, extra }: Problem,
): Response {
  const body = {
    type: `urn:daypass:problem:${code}`,
    title: TITLES[status] ?? "Problem",
    status,
    detail: message,
    instance: `urn:daypass:request:${c.var.requestId}`,
    ...(fields.length === 0 ? {} : { errors: fields }),
    ...extra,
  };
  const headers = new Headers({ "Content-Type": "application/problem+json" });
  if (status === 401) headers.set("WWW-Authenticate", 'Bearer realm="daypass"');
  if (typeof extra["retry_after_s"] === "number")
    headers.set("Retry-After", String(extra["retry_after_s"]));
  return new Response(JSON.stringify(body), { status, headers });
}

function problemOf(error: Error, c: Context<AppEnv>): Problem {
  if (error instanceof Problem) return toldIfForbidden(error, c);
  if (error instanceof HTTPException) return ofFramework(error);
  if (error instanceof Unavailable || error instanceof LostRace) {
    return new Problem(503, "try-again", "The database did not take it for now. Try again.", {
      retry_after_s: 1,
    });
  }
  if (error instanceof BackstageSilent) {
    return new Problem(503, "backstage-silent", "Backstage does not answer. Try again.", {
      retry_after_s: 30,
    });
  }
  logLine("unexpected_error", {
    request_id: c.var.requestId,
    method: c.req.method,
    route: c.req.routePath,
    ...errorFields(error),
  });
  return new Problem(
    500,
    "unexpected",
    "Something went wrong here. The request's id is in `instance`.",
  );
}

/** Who tried what they may not do is what an operator looks for after an attack. */
function toldIfForbidden(problem: Problem, c: Context<AppEnv>): Problem {
  const caller: Caller | undefined = c.get("caller");
  if (problem.status === 403) {
    logLine("forbidden", {
      request_id: c.var.requestId,
      method: c.req.method,
      route: c.req.routePath,
      code: problem.code,
      caller: caller === undefined ? null : callerKey(caller),
    });
  }
  return problem;
}

/** Faults that Hono and its validators find before a handler runs. */
function ofFramework({ status }: HTTPException): Problem {
  if (status === 400) return new Problem(400, "invalid-input", "The body is not JSON.");
  if (status === 415) return new Problem(415, "unsupported-media-type", "Send application/json.");
  return new Problem(status, "refused", "The request was refused.");
}
