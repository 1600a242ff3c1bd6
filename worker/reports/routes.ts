import { createRoute } from "@hono/zod-openapi";
import { requireRole } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import { jsonAnswer, readProblems } from "../http/route-parts.ts";
import { dashboard } from "./dashboard.ts";
import { periodOf } from "./period.ts";
import { dashboardQuery, dashboardView, showDashboard } from "./schemas.ts";

const board = createRoute({
  method: "get",
  path: "/v1/dashboard",
  tags: ["Reports"],
  summary:
    "Whether everything is all right: how things stand, and what happened in a period, by day",
  request: { query: dashboardQuery },
  responses: { 200: jsonAnswer(dashboardView, "The figures"), ...readProblems() },
});

/** `GET /v1/dashboard`: admins and auditors. */
export const reportRoutes = createRouter().openapi(board, async (c) => {
  await requireRole(c, "admin", "auditor");
  const { ctx } = c.var;
  const period = periodOf(c.req.valid("query"), ctx.now());
  const found = await dashboard(ctx, period);
  return c.json(showDashboard(found, period, ctx.config.numbers.overdue_after_ms), 200);
});
