import { createRoute } from "@hono/zod-openapi";
import { requireRole, requireSignedIn } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import { perform } from "../http/perform.ts";
import { jsonAnswer, readProblems, writeHeaders, writeProblems } from "../http/route-parts.ts";
import { freeze } from "./freeze.ts";
import { lift } from "./lift.ts";
import { freezeBody, freezeView, showFreeze } from "./schemas.ts";
import { newestFreeze } from "./standing.ts";

const tags = ["Operating"];

const show = createRoute({
  method: "get",
  path: "/v1/freeze",
  tags,
  summary: "Whether new access may begin: the newest freeze, by whom and why; for anyone signed in",
  responses: { 200: jsonAnswer(freezeView, "The newest freeze"), ...readProblems() },
});

const set = createRoute({
  method: "put",
  path: "/v1/freeze",
  tags,
  summary:
    "Freeze: no creation of any access or user begins; removals, disablements and clocks go on",
  request: {
    headers: writeHeaders,
    body: { required: false, content: { "application/json": { schema: freezeBody } } },
  },
  responses: {
    200: jsonAnswer(freezeView, "The freeze that stands: this one, or one that stood already"),
    ...writeProblems(415),
  },
});

const end = createRoute({
  method: "delete",
  path: "/v1/freeze",
  tags,
  summary: "Lift the freeze: all that is still wanted is given at once",
  request: { headers: writeHeaders },
  responses: {
    200: jsonAnswer(freezeView, "No freeze stands"),
    ...writeProblems(),
  },
});

/** `GET /v1/freeze`: anyone signed in. `PUT` and `DELETE /v1/freeze`: admins. */
export const freezeRoutes = createRouter()
  .openapi(show, async (c) => {
    requireSignedIn(c);
    const [[newest]] = await c.var.ctx.db.read([newestFreeze(c.var.ctx)]);
    return c.json(showFreeze(newest), 200);
  })
  .openapi(set, async (c) => {
    await requireRole(c, "admin");
    const reason = c.req.valid("json")?.reason ?? null;
    return await perform(c, async (ctx) => {
      const decided = await freeze(ctx, reason);
      return { change: decided.change, status: 200, body: showFreeze(decided.freeze) };
    });
  })
  .openapi(end, async (c) => {
    await requireRole(c, "admin");
    return await perform(c, async (ctx) => {
      const decided = await lift(ctx);
      return { change: decided.change, status: 200, body: showFreeze(decided.freeze) };
    });
  });
