import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { eq } from "drizzle-orm";
import { requireRole, requireRoleOrScope } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import type { AppEnv } from "../http/app-env.ts";
import { isBootstrap } from "../http/caller.ts";
import type { Caller } from "../http/caller.ts";
import { cutPage, decodeCursor, pageQuery } from "../http/page.ts";
import { perform } from "../http/perform.ts";
import {
  jsonAnswer,
  listRoute,
  readProblems,
  writeHeaders,
  writeProblems,
} from "../http/route-parts.ts";
import { serviceTokens } from "../http/tables.ts";
import { Problem, wrongFields } from "../problem.ts";
import { activate } from "./activate.ts";
import { mapDepartment } from "./departments.ts";
import { propose } from "./propose.ts";
import {
  activatedView,
  confirmation,
  departmentName,
  documentBody,
  mappingBody,
  policyView,
  proposalView,
  showActivated,
  showPolicy,
  showProposal,
  showVersion,
  versionView,
} from "./schemas.ts";
import { findPolicy, listVersions } from "./store.ts";

const tags = ["Policy"];
const versionParam = z.strictObject({ version: z.coerce.number().int().min(1) });

const active = createRoute({
  method: "get",
  path: "/v1/policy",
  tags,
  summary: "The active policy",
  responses: { 200: jsonAnswer(policyView, "The active version"), ...readProblems(404) },
});

const versions = listRoute("/v1/policy/versions", tags, {
  summary: "The policy's versions, newest first",
  query: pageQuery,
  view: versionView,
});

const one = createRoute({
  method: "get",
  path: "/v1/policy/{version}",
  tags,
  summary: "One version of the policy",
  request: { params: versionParam },
  responses: { 200: jsonAnswer(policyView, "The version"), ...readProblems(404) },
});

const proposing = createRoute({
  method: "post",
  path: "/v1/policy",
  tags,
  summary: "Propose a policy: who gains, who loses",
  request: {
    headers: writeHeaders,
    body: {
      required: true,
      content: {
        "application/json": { schema: documentBody },
        "application/yaml": { schema: z.string() },
      },
    },
  },
  responses: {
    201: jsonAnswer(proposalView, "Stored; it changes nothing until it is activated"),
    ...writeProblems(415),
  },
});

const activating = createRoute({
  method: "post",
  path: "/v1/policy/{version}/activate",
  tags,
  summary: "Activate a proposed policy: another admin than the one who proposed it",
  request: {
    headers: writeHeaders,
    params: versionParam,
    body: { required: true, content: { "application/json": { schema: confirmation } } },
  },
  responses: {
    200: jsonAnswer(activatedView, "Active; everybody is judged by it from now on"),
    ...writeProblems(404, 409, 415),
  },
});

const mapping = createRoute({
  method: "put",
  path: "/v1/policy/departments/{department}",
  tags,
  summary: "Propose the active policy with a department mapped to a permission set",
  request: {
    headers: writeHeaders,
    params: z.strictObject({ department: departmentName }),
    body: { required: true, content: { "application/json": { schema: mappingBody } } },
  },
  responses: {
    201: jsonAnswer(proposalView, "Stored; it changes nothing until it is activated"),
    ...writeProblems(415),
  },
});

/** `/v1/policy`: admins; a service token with `policy:propose` may propose. */
export const policyRoutes = createRouter()
  .openapi(active, async (c) => {
    await requireRole(c, "admin");
    const row = await findPolicy(c.var.ctx, "active");
    if (row === undefined) throw new Problem(404, "no-policy", "No policy is active yet.");
    return c.json(showPolicy(row), 200);
  })
  .openapi(versions, async (c) => {
    await requireRole(c, "admin");
    const { limit, cursor } = c.req.valid("query");
    const before = decodeCursor(cursor, z.int());
    const rows = await listVersions(c.var.ctx, { before, limit: limit + 1 });
    return c.json(
      cutPage(rows, limit, (row) => row.version, showVersion),
      200,
    );
  })
  .openapi(one, async (c) => {
    await requireRole(c, "admin");
    const row = await findPolicy(c.var.ctx, c.req.valid("param").version);
    if (row === undefined)
      throw new Problem(404, "no-such-version", "There is no policy of this version.");
    return c.json(showPolicy(row), 200);
  })
  .openapi(proposing, async (c) => {
    const caller = await requireRoleOrScope(c, ["admin"], "policy:propose");
    const isJson = /json/i.test(c.req.header("content-type") ?? "");
    const source = isJson ? c.req.valid("json") : await c.req.text();
    const maker = await makerOf(c, caller);
    return await perform(c, async (ctx) => {
      const { change, answer } = await propose(ctx, source, maker);
      return { change, status: 201, body: showProposal(answer) };
    });
  })
  .openapi(activating, async (c) => {
    await requireRole(c, "admin");
    const { version } = c.req.valid("param");
    const { removals } = c.req.valid("json");
    return await perform(c, async (ctx) => {
      const { change, answer } = await activate(ctx, version, removals, {
        alone: isBootstrap(c.var.caller),
      });
      return { change, status: 200, body: showActivated(answer) };
    });
  })
  .openapi(mapping, async (c) => {
    await requireRole(c, "admin");
    const body = c.req.valid("json");
    if (body.department !== c.req.valid("param").department) {
      throw wrongFields([{ field: "department", message: "is another than in the path" }]);
    }
    return await perform(c, async (ctx) => {
      const { change, answer } = await mapDepartment(ctx, body);
      return { change, status: 201, body: showProposal(answer) };
    });
  });

/** Who made the service token that proposes; undefined where somebody proposes for themselves. */
async function makerOf(c: Context<AppEnv>, caller: Caller): Promise<string | undefined> {
  if (caller.kind !== "service") return undefined;
  const { db } = c.var.ctx;
  const [[token]] = await db.read([
    db.q
      .select({ created_by: serviceTokens.created_by })
      .from(serviceTokens)
      .where(eq(serviceTokens.name, caller.name)),
  ]);
  return token?.created_by;
}
