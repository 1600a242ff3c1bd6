import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { requireListOf, requirePerson, requireSelfOrRole, requireSignedIn } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import type { AppEnv } from "../http/app-env.ts";
import { seesAll } from "../http/caller.ts";
import { cutPage, decodeCursor, encodeCursor, pageOf, pageQuery } from "../http/page.ts";
import { jsonAnswer, listRoute, readProblems } from "../http/route-parts.ts";
import { namesOf, standingOf } from "../http/standing.ts";
import { approvals } from "./approvals.ts";
import type { Pinned } from "./approvers.ts";
import { briefView, showBrief } from "./brief-view.ts";
import { brief } from "./brief.ts";
import { notFound, whyNotDecide } from "./deciding.ts";
import { decisions } from "./decisions.ts";
import { explanationView, showExplanation } from "./explain-view.ts";
import { explain } from "./explain.ts";
import { listRequests, loadRequest } from "./load.ts";
import { optionView, options, showOption } from "./options.ts";
import { explainQuery, optionsQuery, requestParams, requestQuery, targetNames } from "./schemas.ts";
import { requestDetailView, requestView, showDetail, showRequest } from "./views.ts";

const tags = ["Requests"];

const list = listRoute("/v1/requests", tags, {
  summary: "Requests, newest first: one's own; all of them for admins and auditors",
  query: requestQuery,
  view: requestView,
});

const one = createRoute({
  method: "get",
  path: "/v1/requests/{id}",
  tags,
  summary: "A request with its timeline: its requester, its approvers, admins, auditors",
  request: { params: requestParams },
  responses: { 200: jsonAnswer(requestDetailView, "The request"), ...readProblems(404) },
});

const waiting = createRoute({
  method: "get",
  path: "/v1/approvals",
  tags,
  summary: "What waits for one's decision, oldest first",
  request: { query: pageQuery },
  responses: {
    200: jsonAnswer(
      pageOf(requestView).extend({
        groups_unknown: z.boolean().openapi({
          description: "Backstage could not say which groups one is in: there may be more",
        }),
      }),
      "One page; it may have fewer items than `limit` though another follows",
    ),
    ...readProblems(),
  },
});

const oneWaiting = createRoute({
  method: "get",
  path: "/v1/approvals/{id}",
  tags,
  summary: "All that a decision on a request needs to know: its approvers, admins, auditors",
  request: { params: requestParams },
  responses: { 200: jsonAnswer(briefView, "The brief"), ...readProblems(404) },
});

const decided = listRoute("/v1/decisions", tags, {
  summary: "What one approved and rejected, the last first",
  query: pageQuery,
  view: requestView,
});

const mine = createRoute({
  method: "get",
  path: "/v1/me/options",
  tags,
  summary: "What one may ask for, on which terms, the best fit first; at most 50",
  request: { query: optionsQuery },
  responses: {
    200: jsonAnswer(z.object({ items: z.array(optionView) }), "The options"),
    ...readProblems(),
  },
});

const why = createRoute({
  method: "get",
  path: "/v1/explain",
  tags,
  summary: "Why somebody has access, or has not: themselves, admins, auditors",
  request: { query: explainQuery },
  responses: { 200: jsonAnswer(explanationView, "Why"), ...readProblems(404, 422) },
});

/** `GET /v1/requests[/:id]`, `/v1/approvals[/:id]`, `/v1/decisions`, `/v1/me/options`, `/v1/explain`. */
export const requestReadRoutes = createRouter()
  .openapi(list, async (c) => {
    const { limit, cursor, person, state } = c.req.valid("query");
    const person_id = await requireListOf(c, person);
    const before = decodeCursor(cursor, z.string());
    const rows = await listRequests(c.var.ctx, { person_id, state, before }, limit + 1);
    return c.json(
      cutPage(rows, limit, (row) => row.request.id, showRequest),
      200,
    );
  })
  .openapi(one, async (c) => {
    const caller = requireSignedIn(c);
    const detail = await loadRequest(c.var.ctx, c.req.valid("param").id);
    if (detail === undefined) throw notFound();
    const { person_id } = detail.request;
    if (!seesAll(caller) && !(caller.kind === "person" && caller.personId === person_id)) {
      await requirePinned(c, detail.approvers);
    }
    return c.json(showDetail(detail), 200);
  })
  .openapi(waiting, async (c) => {
    const caller = requireSignedIn(c);
    const { limit, cursor } = c.req.valid("query");
    const after = decodeCursor(cursor, z.string());
    const standing = await standingOf(c, { fresh: false });
    const { requests, next } = await approvals(
      c.var.ctx,
      { ...nameOf(caller), ...standing },
      { limit, after },
    );
    const items = requests.map(showRequest);
    const more = next === undefined ? {} : { next_cursor: encodeCursor(next) };
    return c.json({ items, ...more, groups_unknown: standing.unknown }, 200);
  })
  .openapi(oneWaiting, async (c) => {
    const caller = requireSignedIn(c);
    const { ctx } = c.var;
    const told = await brief(ctx, c.req.valid("param").id);
    if (told === undefined) throw notFound();
    if (!seesAll(caller)) await requirePinned(c, told.about.pinned);
    const { person_id } = nameOf(caller);
    const standing = () => standingOf(c, { fresh: false });
    const why_not = await whyNotDecide(ctx, told.about, { seesAll: seesAll(caller), standing });
    return c.json(showBrief(told, { person_id, why_not }), 200);
  })
  .openapi(decided, async (c) => {
    requireSignedIn(c);
    const { limit, cursor } = c.req.valid("query");
    const before = decodeCursor(cursor, z.int());
    const rows = await decisions(c.var.ctx, { limit: limit + 1, before });
    return c.json(
      cutPage(rows, limit, (row) => row.seq, showRequest),
      200,
    );
  })
  .openapi(mine, async (c) => {
    const { personId } = requirePerson(c);
    const { found, world } = await options(c.var.ctx, personId, c.req.valid("query").q);
    return c.json({ items: found.map(showOption(world)) }, 200);
  })
  .openapi(why, async (c) => {
    const { person, ...names } = c.req.valid("query");
    await requireSelfOrRole(c, person, "admin", "auditor");
    const { ctx } = c.var;
    return c.json(showExplanation(await explain(ctx, person, targetNames(names)), ctx.now()), 200);
  });

/** The caller is among the approvers by one of their names. @throws Problem 404 */
async function requirePinned(c: Context<AppEnv>, approvers: readonly Pinned[]): Promise<void> {
  const pinned = new Set(approvers.map(({ approver }) => approver));
  const named = { ...nameOf(requireSignedIn(c)), ...(await standingOf(c, { fresh: false })) };
  if (!namesOf(named).some((name) => pinned.has(name))) throw notFound();
}

function nameOf(caller: ReturnType<typeof requireSignedIn>) {
  return { person_id: caller.kind === "person" ? caller.personId : null, ref: caller.ref };
}
