import { createRoute, z } from "@hono/zod-openapi";
import { and, asc, gt, isNull } from "drizzle-orm";
import { requireRole } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import { cutPage, decodeCursor, pageOf, pageQuery } from "../http/page.ts";
import { jsonAnswer, problems } from "../http/route-parts.ts";
import {
  accountView,
  groupView,
  permissionSetView,
  showAccount,
  showGroup,
  showPermissionSet,
} from "./schemas.ts";
import { accounts, groups, permissionSets } from "./tables.ts";

function listing<Path extends string, View extends z.ZodType>(
  path: Path,
  view: View,
  summary: string,
) {
  return createRoute({
    method: "get",
    path: `/v1/directory/${path}` as const,
    tags: ["Directory"],
    summary,
    request: { query: pageQuery },
    responses: { 200: jsonAnswer(pageOf(view), "One page"), ...problems(400, 401, 403, 503) },
  });
}

const listAccounts = listing("accounts", accountView, "The organization's accounts");
const listSets = listing("permission_sets", permissionSetView, "The permission sets");
const listGroups = listing("groups", groupView, "The groups");

/** `GET /v1/directory/{accounts,permission_sets,groups}`: admins. What is gone is left out. */
export const directoryRoutes = createRouter()
  .openapi(listAccounts, async (c) => {
    await requireRole(c, "admin");
    const { limit, cursor } = c.req.valid("query");
    const { db } = c.var.ctx;
    const [rows] = await db.read([
      db.q
        .select()
        .from(accounts)
        .where(and(isNull(accounts.gone_at), gt(accounts.id, afterOf(cursor))))
        .orderBy(asc(accounts.id))
        .limit(limit + 1),
    ]);
    return c.json(
      cutPage(rows, limit, (row) => [row.id], showAccount),
      200,
    );
  })
  .openapi(listSets, async (c) => {
    await requireRole(c, "admin");
    const { limit, cursor } = c.req.valid("query");
    const { db } = c.var.ctx;
    const [rows] = await db.read([
      db.q
        .select()
        .from(permissionSets)
        .where(and(isNull(permissionSets.gone_at), gt(permissionSets.arn, afterOf(cursor))))
        .orderBy(asc(permissionSets.arn))
        .limit(limit + 1),
    ]);
    return c.json(
      cutPage(rows, limit, (row) => [row.arn], showPermissionSet),
      200,
    );
  })
  .openapi(listGroups, async (c) => {
    await requireRole(c, "admin");
    const { limit, cursor } = c.req.valid("query");
    const { db } = c.var.ctx;
    const [rows] = await db.read([
      db.q
        .select()
        .from(groups)
        .where(and(isNull(groups.gone_at), gt(groups.id, afterOf(cursor))))
        .orderBy(asc(groups.id))
        .limit(limit + 1),
    ]);
    return c.json(
      cutPage(rows, limit, (row) => [row.id], showGroup),
      200,
    );
  });

/** The key that the page begins after. */
function afterOf(cursor: string | undefined): string {
  return cursor === undefined ? "" : decodeCursor(cursor, z.tuple([z.string()]))[0];
}
