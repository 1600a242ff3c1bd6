import { createRoute } from "@hono/zod-openapi";
import { requireRole } from "../../http/allow.ts";
import { createRouter } from "../../http/app-env.ts";
import { perform } from "../../http/perform.ts";
import { jsonAnswer, readProblems, writeHeaders, writeProblems } from "../../http/route-parts.ts";
import { beginRecovery } from "./begin.ts";
import { recoveryBody, recoveryView, showRecovery } from "./schemas.ts";
import { recoveryOf, recoveryQuery } from "./state.ts";

const tags = ["Operating"];

const show = createRoute({
  method: "get",
  path: "/v1/recovery",
  tags,
  summary: "How far Daypass is with what a restore of its database made it forget",
  responses: { 200: jsonAnswer(recoveryView, "The recovery"), ...readProblems() },
});

const begin = createRoute({
  method: "post",
  path: "/v1/recovery",
  tags,
  summary: "Find what AWS was asked for and the database has forgotten, and settle it",
  request: {
    headers: writeHeaders,
    body: { required: false, content: { "application/json": { schema: recoveryBody } } },
  },
  responses: {
    202: jsonAnswer(recoveryView, "Begun; the driver goes on"),
    ...writeProblems(409, 415),
  },
});

/** `GET` and `POST /v1/recovery`: admins. */
export const recoveryRoutes = createRouter()
  .openapi(show, async (c) => {
    await requireRole(c, "admin");
    const [[row]] = await c.var.ctx.db.read([recoveryQuery(c.var.ctx)]);
    return c.json(showRecovery(recoveryOf(row)), 200);
  })
  .openapi(begin, async (c) => {
    await requireRole(c, "admin");
    const since = c.req.valid("json")?.since;
    return await perform(c, async (ctx) => {
      const { change, recovery } = await beginRecovery(ctx, since);
      return { change, status: 202, body: showRecovery(recovery) };
    });
  });
