import { createRoute, z } from "@hono/zod-openapi";
import { append } from "../audit/append.ts";
import { change } from "../db/change.ts";
import { commit } from "../db/commit.ts";
import { requireRole } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import { fileResponse, pageOrFile } from "../http/download.ts";
import { cutPage, decodeCursor, pageOf } from "../http/page.ts";
import { guardRights } from "../http/rights.ts";
import { jsonAnswer, readProblems } from "../http/route-parts.ts";
import { dashboard } from "./dashboard.ts";
import { allDecisions, decisions } from "./decisions.ts";
import type { Decided } from "./decisions.ts";
import { decisionView, decisionsQuery, showDecision } from "./decisions-schemas.ts";
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

const decisionsRoute = createRoute({
  method: "get",
  path: "/v1/reports/decisions",
  tags: ["Reports"],
  summary:
    "Who approved and rejected what in a period, newest first; as a file too, which is an entry of the log",
  request: { query: decisionsQuery },
  responses: { 200: pageOrFile(pageOf(decisionView), "The decisions"), ...readProblems() },
});

/** `GET /v1/dashboard`, `GET /v1/reports/decisions`: admins and auditors. */
export const reportRoutes = createRouter()
  .openapi(board, async (c) => {
    await requireRole(c, "admin", "auditor");
    const { ctx } = c.var;
    const period = periodOf(c.req.valid("query"), ctx.now());
    const found = await dashboard(ctx, period);
    return c.json(showDashboard(found, period, ctx.config.numbers.overdue_after_ms), 200);
  })
  .openapi(decisionsRoute, async (c) => {
    await requireRole(c, "admin", "auditor");
    const { ctx } = c.var;
    const { from, to, limit, cursor, format, ...filters } = c.req.valid("query");
    const period = periodOf({ from, to }, ctx.now());
    if (format === "json") {
      const before = decodeCursor(cursor, z.int());
      const rows = await decisions(ctx, period, filters, { limit: limit + 1, before });
      return c.json(
        cutPage(rows, limit, ({ seq }) => seq, showDecision),
        200,
      );
    }
    const details = { report: "decisions", format, ...period, ...filters };
    const entry = append(ctx, { action: "report.exported", details });
    await commit(ctx, change({ guards: guardRights(c), audit: [entry] }));
    return fileResponse({
      name: "daypass-decisions",
      format,
      columns: decisionView.keyof().options,
      pages: shown(allDecisions(ctx, period, filters)),
      next: undefined,
    });
  });

async function* shown(pages: AsyncGenerator<Decided[], void>) {
  for await (const page of pages) yield page.map(showDecision);
}
