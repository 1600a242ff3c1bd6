import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { grantParams } from "../grants/schemas.ts";
import { requirePerson, requireScope, requireSignedIn } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import type { AppEnv } from "../http/app-env.ts";
import { seesAll } from "../http/caller.ts";
import { perform } from "../http/perform.ts";
import { jsonAnswer, writeHeaders, writeProblems } from "../http/route-parts.ts";
import { standingOf } from "../http/standing.ts";
import { answer } from "./answer.ts";
import { approve } from "./approve.ts";
import { ask } from "./ask.ts";
import { cancel } from "./cancel.ts";
import type { Deciding } from "./deciding.ts";
import { extend } from "./extend.ts";
import type { Decision } from "./outcome.ts";
import { question } from "./question.ts";
import { reject } from "./reject.ts";
import {
  answerBody,
  approveBody,
  askBody,
  extendBody,
  lengthMs,
  nothingBody,
  questionBody,
  rejectBody,
  requestParams,
  targetNames,
} from "./schemas.ts";
import { outcomeView, showOutcome } from "./views.ts";

const tags = ["Requests"];

const json = <T extends z.ZodType>(schema: T, required = true) => ({
  required,
  content: { "application/json": { schema } },
});

const refusals = writeProblems(404, 409, 415);

/** A step that somebody takes on one request. */
const step = <P extends string, T extends z.ZodType>(
  path: P,
  summary: string,
  body: T,
  required = true,
) =>
  createRoute({
    method: "post",
    path,
    tags,
    summary,
    request: { headers: writeHeaders, params: requestParams, body: json(body, required) },
    responses: { 200: jsonAnswer(outcomeView, "Done"), ...refusals },
  });

const make = createRoute({
  method: "post",
  path: "/v1/requests",
  tags,
  summary: "Ask for access",
  request: { headers: writeHeaders, body: json(askBody) },
  responses: {
    201: jsonAnswer(outcomeView, "Asked; or given at once, where the rule needs nobody"),
    ...refusals,
  },
});

const makeLonger = createRoute({
  method: "post",
  path: "/v1/grants/{id}/extend",
  tags,
  summary: "Ask for more time of a live grant: its holder",
  request: { headers: writeHeaders, params: grantParams, body: json(extendBody) },
  responses: { 201: jsonAnswer(outcomeView, "Asked, or given at once"), ...refusals },
});

/** `POST /v1/requests`, `/v1/requests/:id/{approve,reject,question,answer,cancel}`, `/v1/grants/:id/extend`. */
export const requestRoutes = createRouter()
  .openapi(make, async (c) => {
    if (c.var.caller.kind === "service") requireScope(c, "requests:create");
    else requirePerson(c);
    const body = c.req.valid("json");
    const input = {
      email: body.email,
      target: targetNames(body),
      wish: wishOf(body),
      starts_at: body.starts_at ?? null,
    };
    return await perform(c, async (ctx) => told(await ask(ctx, input), 201));
  })
  .openapi(makeLonger, async (c) => {
    requirePerson(c);
    const input = { grant_id: c.req.valid("param").id, wish: wishOf(c.req.valid("json")) };
    return await perform(c, async (ctx) =>
      told(await extend(ctx, input, { seesAll: seesAll(c.var.caller) }), 201),
    );
  })
  .openapi(
    step(
      "/v1/requests/{id}/approve",
      "Approve, perhaps for shorter: an approver",
      approveBody,
      false,
    ),
    async (c) => {
      const by = decidingOf(c);
      const { id } = c.req.valid("param");
      const body = c.req.valid("json");
      const duration_ms = lengthMs(body);
      const input = {
        id,
        ...(duration_ms === undefined ? {} : { duration_ms }),
        ...reasonOf(body),
      };
      return await perform(c, async (ctx) => {
        const decided = await approve(ctx, input, by);
        return "problem" in decided ? decided : told(decided, 200);
      });
    },
  )
  .openapi(
    step("/v1/requests/{id}/reject", "Reject: an approver", rejectBody, false),
    async (c) => {
      const by = decidingOf(c);
      const input = { id: c.req.valid("param").id, ...reasonOf(c.req.valid("json")) };
      return await perform(c, async (ctx) => told(await reject(ctx, input, by), 200));
    },
  )
  .openapi(
    step("/v1/requests/{id}/question", "Ask back; the clock stops: an approver", questionBody),
    async (c) => {
      const by = decidingOf(c);
      const input = { id: c.req.valid("param").id, text: c.req.valid("json").question };
      return await perform(c, async (ctx) => told(await question(ctx, input, by), 200));
    },
  )
  .openapi(
    step("/v1/requests/{id}/answer", "Answer; the clock goes on: the requester", answerBody),
    async (c) => {
      requireSignedIn(c);
      const input = { id: c.req.valid("param").id, text: c.req.valid("json").answer };
      return await perform(c, async (ctx) =>
        told(await answer(ctx, input, { seesAll: seesAll(c.var.caller) }), 200),
      );
    },
  )
  .openapi(
    step("/v1/requests/{id}/cancel", "Take it back: the requester", nothingBody, false),
    async (c) => {
      requireSignedIn(c);
      const { id } = c.req.valid("param");
      return await perform(c, async (ctx) =>
        told(await cancel(ctx, { id }, { seesAll: seesAll(c.var.caller) }), 200),
      );
    },
  );

function told<S extends 200 | 201>({ change, answer: outcome }: Decision, status: S) {
  return { change, status, body: showOutcome(outcome) };
}

/** The body's length has been checked to be given. */
function wishOf(body: {
  duration?: string | undefined;
  duration_hours?: number | undefined;
  justification: string;
  ticket?: string | undefined;
}) {
  return {
    duration_ms: lengthMs(body) ?? 0,
    justification: body.justification,
    ticket: body.ticket,
  };
}

function reasonOf({ reason }: { reason?: string | undefined }) {
  return reason === undefined || reason === "" ? {} : { reason };
}

function decidingOf(c: Context<AppEnv>): Deciding {
  requireSignedIn(c);
  return { seesAll: seesAll(c.var.caller), standing: () => standingOf(c, { fresh: true }) };
}
