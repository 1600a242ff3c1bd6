import { createRoute, z } from "@hono/zod-openapi";
import { desc, lt } from "drizzle-orm";
import { requireRole } from "../allow.ts";
import { createRouter } from "../app-env.ts";
import { cutPage, decodeCursor, pageOf, pageQuery } from "../page.ts";
import { perform } from "../perform.ts";
import { jsonAnswer, readProblems, writeHeaders, writeProblems } from "../route-parts.ts";
import { serviceTokens } from "../tables.ts";
import { makeToken } from "./make.ts";
import { revokeToken } from "./revoke.ts";
import { madeToken, newTokenBody, showToken, tokenView } from "./schemas.ts";

const tags = ["Service tokens"];

const list = createRoute({
  method: "get",
  path: "/v1/tokens",
  tags,
  summary: "Service tokens, newest first",
  request: { query: pageQuery },
  responses: { 200: jsonAnswer(pageOf(tokenView), "One page"), ...readProblems() },
});

const make = createRoute({
  method: "post",
  path: "/v1/tokens",
  tags,
  summary: "Make a service token",
  request: {
    headers: writeHeaders,
    body: { required: true, content: { "application/json": { schema: newTokenBody } } },
  },
  responses: { 201: jsonAnswer(madeToken, "Made"), ...writeProblems(409, 415) },
});

const revoke = createRoute({
  method: "delete",
  path: "/v1/tokens/{id}",
  tags,
  summary: "Revoke a service token",
  request: { headers: writeHeaders, params: z.strictObject({ id: z.string().max(64) }) },
  responses: { 200: jsonAnswer(tokenView, "Revoked"), ...writeProblems(404) },
});

/** `GET, POST, DELETE /v1/tokens`: admins. */
export const tokenRoutes = createRouter()
  .openapi(list, async (c) => {
    await requireRole(c, "admin");
    const { limit, cursor } = c.req.valid("query");
    const after = decodeCursor(cursor, z.string());
    const { db } = c.var.ctx;
    const [rows] = await db.read([
      db.q
        .select()
        .from(serviceTokens)
        .where(after === undefined ? undefined : lt(serviceTokens.id, after))
        .orderBy(desc(serviceTokens.id))
        .limit(limit + 1),
    ]);
    return c.json(
      cutPage(rows, limit, (row) => row.id, showToken),
      200,
    );
  })
  .openapi(make, async (c) => {
    await requireRole(c, "admin");
    const input = c.req.valid("json");
    return await perform(c, (ctx) => makeToken(ctx, input));
  })
  .openapi(revoke, async (c) => {
    await requireRole(c, "admin");
    const { id } = c.req.valid("param");
    return await perform(c, (ctx) => revokeToken(ctx, id));
  });
