/**
 * What happens to every request before and after its room.
 * @module
 */
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { Ports } from "../db/context.ts";
import { newId } from "../db/ids.ts";
import { Problem } from "../problem.ts";
import type { AppEnv } from "./app-env.ts";
import { parseStrictJson } from "./strict-json.ts";

/** The largest body of the JSON API: a policy of the largest organization fits. */
const LARGEST = 1_000_000;

const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** Names the request, and answers with the headers that every answer has unless its route set its own. */
export function named(ports: Ports) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const requestId = newId(ports, "cal");
    c.set("requestId", requestId);
    await next();
    c.header("X-Request-Id", requestId);
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!c.res.headers.has(name)) c.header(name, value);
    }
  });
}

/** Refuses bodies that are too large, before they are read whole. */
export const limitedBody = bodyLimit({
  maxSize: LARGEST,
  onError: () => {
    throw new Problem(413, "too-large", `A body may have ${LARGEST} bytes.`);
  },
});

/** Refuses JSON that two readers could understand differently. */
export const strictJson = createMiddleware<AppEnv>(async (c, next) => {
  if (/^application\/([\w.-]+\+)?json\b/i.test(c.req.header("content-type") ?? "")) {
    const text = await c.req.text();
    if (text !== "") parseStrictJson(text);
  }
  await next();
});
