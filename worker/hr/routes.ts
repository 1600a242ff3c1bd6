import { zValidator } from "@hono/zod-validator";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { decide } from "../db/commit.ts";
import { contextOf, createRouter } from "../http/app-env.ts";
import type { AppEnv } from "../http/app-env.ts";
import { fieldFaults } from "../http/field-faults.ts";
import { sha256Hex } from "../http/idempotency.ts";
import { parseStrictJson } from "../http/strict-json.ts";
import { Problem } from "../problem.ts";
import { describeEvents } from "./describe.ts";
import { receive } from "./receive.ts";
import { hrBody } from "./schemas.ts";
import { verifyWebhook } from "./verify.ts";

/** Refuses a body that is too large before it is read whole. */
const limited = createMiddleware<AppEnv>(async (c, next) => {
  const maxSize = c.var.base.config.numbers.hr_body_bytes;
  const onError = () => {
    throw new Problem(413, "too-large", `A body may have ${maxSize} bytes.`);
  };
  return await bodyLimit({ maxSize, onError })(c, next);
});

/** The signature over the raw bytes comes before anything is read out of them. */
const signed = createMiddleware<AppEnv>(async (c, next) => {
  const sources = c.var.base.config.hr;
  const source = sourceOf(c);
  const secrets = Object.hasOwn(sources, source) ? sources[source]?.secrets : undefined;
  const verified = await verifyWebhook(
    {
      id: c.req.header("webhook-id"),
      timestamp: c.req.header("webhook-timestamp"),
      signature: c.req.header("webhook-signature"),
      body: new Uint8Array(await c.req.arrayBuffer()),
    },
    secrets ?? [],
    c.var.base.now(),
  );
  if (!verified.ok) throw new Problem(401, "bad-signature", verified.reason);
  await next();
});

/** What was signed must be JSON that says it is, in UTF-8, and mean one thing. */
const unambiguous = createMiddleware<AppEnv>(async (c, next) => {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header("content-type") ?? "")) {
    throw new Problem(415, "not-json", "The body must be of type application/json.");
  }
  parseStrictJson(await textOf(c));
  await next();
});

const events = zValidator("json", hrBody, (result) => {
  if (result.success) return;
  const fields = fieldFaults(result.error.issues);
  throw new Problem(400, "invalid-input", "The body is no HR event and no list of them.", {
    fields,
  });
});

/**
 * `POST /v1/hr/events` and `POST /v1/hr/:source/events`: an HR source's events, signed as Standard Webhooks says. To be
 * mounted before callers are asked for a token: the signature is the authentication.
 */
export const hrRoutes = createRouter();
describeEvents(hrRoutes);

for (const path of ["/v1/hr/events", "/v1/hr/:source/events"]) {
  hrRoutes.post(path, limited, signed, unambiguous, events, async (c) => {
    const given = c.req.valid("json");
    const most = c.var.base.config.numbers.hr_events;
    if (given.length > most)
      throw new Problem(413, "too-many-events", `A body may have ${most} events.`);
    const source = sourceOf(c);
    const ctx = contextOf(c, { kind: "hr", source }, "hr");
    const received = {
      source,
      webhookId: c.req.header("webhook-id") ?? "",
      bodyHash: await sha256Hex(await textOf(c)),
      events: given,
    };
    const receipt = await decide(ctx, () => receive(ctx, received));
    c.var.nudge();
    return c.json(receipt, 202);
  });
}

function sourceOf(c: Context<AppEnv>): string {
  return c.req.param("source") ?? "default";
}

async function textOf(c: Context<AppEnv>): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      await c.req.arrayBuffer(),
    );
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Problem(400, "invalid-input", "The body is not UTF-8.");
  }
}
