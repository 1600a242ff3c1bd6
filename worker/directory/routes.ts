import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { and, asc, gt, isNull } from "drizzle-orm";
import type { SQLiteColumn, SQLiteSelect } from "drizzle-orm/sqlite-core";
import type { Db } from "../db/client.ts";
import { requireRole } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import type { AppEnv } from "../http/app-env.ts";
import { cutPage, decodeCursor, pageQuery } from "../http/page.ts";
import { listRoute } from "../http/route-parts.ts";
import {
  accountView,
  groupView,
  permissionSetView,
  showAccount,
  showGroup,
  showPermissionSet,
} from "./schemas.ts";
import { accounts, groups, permissionSets } from "./tables.ts";

const tags = ["Directory"];
const query = pageQuery;

const listAccounts = listRoute("/v1/directory/accounts", tags, {
  summary: "The organization's accounts",
  query,
  view: accountView,
});
const listSets = listRoute("/v1/directory/permission_sets", tags, {
  summary: "The permission sets",
  query,
  view: permissionSetView,
});
const listGroups = listRoute("/v1/directory/groups", tags, {
  summary: "The groups",
  query,
  view: groupView,
});

/** `GET /v1/directory/{accounts,permission_sets,groups}`: admins. What is gone is left out. */
export const directoryRoutes = createRouter()
  .openapi(listAccounts, async (c) => {
    const { db, page } = await asked(c, c.req.valid("query"));
    const all = db.q.select().from(accounts).$dynamic();
    const [rows] = await db.read([present(all, accounts, accounts.id, page)]);
    const shown = cutPage(rows, page.limit, (row) => row.id, showAccount);
    return c.json(shown, 200);
  })
  .openapi(listSets, async (c) => {
    const { db, page } = await asked(c, c.req.valid("query"));
    const all = db.q.select().from(permissionSets).$dynamic();
    const [rows] = await db.read([present(all, permissionSets, permissionSets.arn, page)]);
    const shown = cutPage(rows, page.limit, (row) => row.arn, showPermissionSet);
    return c.json(shown, 200);
  })
  .openapi(listGroups, async (c) => {
    const { db, page } = await asked(c, c.req.valid("query"));
    const all = db.q.select().from(groups).$dynamic();
    const [rows] = await db.read([present(all, groups, groups.id, page)]);
    const shown = cutPage(rows, page.limit, (row) => row.id, showGroup);
    return c.json(shown, 200);
  });

interface Page {
  readonly limit: number;
  /** The key that the page begins after. */
  readonly after: string;
}

/** What an admin asks for. @throws as `requireRole` and `decodeCursor` */
async function asked(
  c: Context<AppEnv>,
  { limit, cursor }: z.output<typeof query>,
): Promise<{ db: Db; page: Page }> {
  await requireRole(c, "admin");
  return { db: c.var.ctx.db, page: { limit, after: decodeCursor(cursor, z.string()) ?? "" } };
}

/** The page of all that is not gone, and one row more. */
function present<All extends SQLiteSelect>(
  all: All,
  { gone_at }: { gone_at: SQLiteColumn },
  key: SQLiteColumn,
  { limit, after }: Page,
) {
  return all
    .where(and(isNull(gone_at), gt(key, after)))
    .orderBy(asc(key))
    .limit(limit + 1);
}
