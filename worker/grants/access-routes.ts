import { createRoute, z } from "@hono/zod-openapi";
import { createRouter } from "../http/app-env.ts";
import { jsonAnswer, readProblems } from "../http/route-parts.ts";
import { noSuchPerson, reachOf } from "../people/routes.ts";
import { personParams } from "../people/schemas.ts";
import { accessOf } from "./access-of.ts";
import { accessView, showAccess } from "./access-view.ts";

const access = createRoute({
  method: "get",
  path: "/v1/people/{id}/access",
  tags: ["People"],
  summary: "What a person can reach in AWS, through groups too, and why",
  request: { params: personParams },
  responses: {
    200: jsonAnswer(z.object({ items: z.array(accessView) }), "All of it"),
    ...readProblems(404),
  },
});

/** `GET /v1/people/:id/access`: self, manager, admin, auditor. */
export const accessRoutes = createRouter().openapi(access, async (c) => {
  const found = await accessOf(c.var.ctx, reachOf(c), c.req.valid("param").id);
  if (found === undefined) throw noSuchPerson();
  return c.json({ items: found.map(showAccess) }, 200);
});
