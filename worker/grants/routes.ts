import { createRoute, z } from "@hono/zod-openapi";
import { requireListOf, requireRole, requireSignedIn } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import { seesAll } from "../http/caller.ts";
import { showInstant } from "../http/instants.ts";
import { cutPage, decodeCursor, encodeCursor } from "../http/page.ts";
import { perform } from "../http/perform.ts";
import { jsonAnswer, listRoute, writeHeaders, writeProblems } from "../http/route-parts.ts";
import { standingOf } from "../http/standing.ts";
import { activeGrants } from "./active.ts";
import { end } from "./end.ts";
import { listGrants } from "./list.ts";
import { loadGrants } from "./load.ts";
import {
  activeQueryInput,
  activeView,
  endBody,
  endedView,
  grantParams,
  grantQuery,
  grantView,
  showGrant,
} from "./schemas.ts";

const tags = ["Grants"];

const list = listRoute("/v1/grants", tags, {
  summary: "Grants, newest first: one's own; all of them for admins and auditors",
  query: grantQuery,
  view: grantView,
});

const endNow = createRoute({
  method: "post",
  path: "/v1/grants/{id}/end",
  tags,
  summary: "End a grant now: its holder, an approver of its request, an admin",
  request: {
    headers: writeHeaders,
    params: grantParams,
    body: { required: false, content: { "application/json": { schema: endBody } } },
  },
  responses: {
    200: jsonAnswer(endedView, "It is wanted no more; AWS is asked at once"),
    ...writeProblems(404, 409, 415),
  },
});

const active = listRoute("/v1/active", tags, {
  summary: "Grants that are there now, those first that should be gone: admins, auditors",
  query: activeQueryInput,
  view: activeView,
});

const activeKey = z.tuple([z.int(), z.string()]);

/** `GET /v1/grants`, `/v1/active`, `POST /v1/grants/:id/end`. */
export const grantRoutes = createRouter()
  .openapi(list, async (c) => {
    const { limit, cursor, person, state } = c.req.valid("query");
    const person_id = await requireListOf(c, person);
    const before = decodeCursor(cursor, z.string());
    const { ctx } = c.var;
    const ids = await listGrants(ctx, { person_id, state, before }, limit + 1);
    const { items, ...rest } = cutPage(
      ids,
      limit,
      (id) => id,
      (id) => id,
    );
    const grants = await loadGrants(ctx, items);
    const shown = grants.filter((grant) => state === undefined || grant.state === state);
    return c.json({ items: shown.map(showGrant), ...rest }, 200);
  })
  .openapi(active, async (c) => {
    const caller = await requireRole(c, "admin", "auditor");
    const { limit, cursor, ...filters } = c.req.valid("query");
    const after = decodeCursor(cursor, activeKey);
    const { ctx } = c.var;
    const { grants, next } = await activeGrants(ctx, filters, { limit, after });
    const overdue = ctx.now() - ctx.config.numbers.overdue_after_ms;
    const items = grants.map((grant) => ({
      ...showGrant(grant),
      department: grant.department,
      is_overdue: grant.state === "ending" && grant.ends_at < overdue,
      may_end: grant.state !== "ending" && caller.roles.has("admin"),
    }));
    return c.json(
      { items, ...(next === undefined ? {} : { next_cursor: encodeCursor(next) }) },
      200,
    );
  })
  .openapi(endNow, async (c) => {
    const caller = requireSignedIn(c);
    const { id } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    const standing = () => standingOf(c, { fresh: true });
    return await perform(c, async (ctx) => {
      const { change, answer } = await end(
        ctx,
        { id, reason },
        { seesAll: seesAll(caller), standing },
      );
      return { change, status: 200, body: { ...answer, ended_at: showInstant(answer.ended_at) } };
    });
  });
