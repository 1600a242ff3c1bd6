import { createRoute, z } from "@hono/zod-openapi";
import { requireRole, requireSignedIn } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import { cutPage, decodeCursor, pageOf } from "../http/page.ts";
import { perform } from "../http/perform.ts";
import { jsonAnswer, problems, writeHeaders } from "../http/route-parts.ts";
import { entityRef } from "../policy/entity-ref.ts";
import { Problem } from "../problem.ts";
import { setBackstageRef } from "./backstage-ref.ts";
import { noSuchPerson, reachOf } from "./reach.ts";
import { listPeople, loadPerson } from "./read.ts";
import {
  meView,
  peopleQuery,
  personDetailsView,
  personParams,
  personView,
  refBody,
  refView,
} from "./schemas.ts";
import { showDetails, showPerson } from "./show.ts";

const tags = ["People"];

const me = createRoute({
  method: "get",
  path: "/v1/me",
  tags,
  summary: "Who I am",
  responses: { 200: jsonAnswer(meView, "The caller"), ...problems(401, 403, 503) },
});

const list = createRoute({
  method: "get",
  path: "/v1/people",
  tags,
  summary: "People: everybody for admins and auditors, oneself and one's reports for others",
  request: { query: peopleQuery },
  responses: { 200: jsonAnswer(pageOf(personView), "One page"), ...problems(400, 401, 403, 503) },
});

const one = createRoute({
  method: "get",
  path: "/v1/people/{id}",
  tags,
  summary: "A person's lifecycle and their user in Identity Center",
  request: { params: personParams },
  responses: {
    200: jsonAnswer(personDetailsView, "The person"),
    ...problems(400, 401, 403, 404, 503),
  },
});

const bindRef = createRoute({
  method: "put",
  path: "/v1/people/{id}/backstage_ref",
  tags,
  summary: "Say who in Backstage this person is; settles a dispute about the ref",
  request: {
    headers: writeHeaders,
    params: personParams,
    body: { required: true, content: { "application/json": { schema: refBody } } },
  },
  responses: {
    200: jsonAnswer(refView, "Bound"),
    ...problems(400, 401, 403, 404, 409, 422, 429, 503),
  },
});

/** `GET /v1/me`, `GET /v1/people[/:id]`, `PUT /v1/people/:id/backstage_ref`. */
export const peopleRoutes = createRouter()
  .openapi(me, async (c) => {
    const caller = requireSignedIn(c);
    const { ctx } = c.var;
    const id = caller.kind === "person" ? caller.personId : "";
    const found = id === "" ? undefined : await loadPerson(ctx, { all: true }, id);
    const body = {
      ref: caller.ref,
      roles: [...caller.roles],
      roles_unknown: caller.rolesUnknown,
      bootstrap: caller.bootstrap,
      portal_url: ctx.config.portalUrl ?? null,
      person: found === undefined ? null : showPerson(found.person),
    };
    return c.json(body, 200);
  })
  .openapi(list, async (c) => {
    const { limit, cursor, q, department, state, manager } = c.req.valid("query");
    const after = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.string()]))[0];
    const filters = { q, department, state, manager, after };
    const rows = await listPeople(c.var.ctx, reachOf(c), filters, limit + 1);
    return c.json(
      cutPage(rows, limit, ({ id }) => [id], showPerson),
      200,
    );
  })
  .openapi(one, async (c) => {
    const reach = reachOf(c);
    const found = await loadPerson(c.var.ctx, reach, c.req.valid("param").id);
    if (found === undefined) throw noSuchPerson();
    return c.json(showDetails(found, reach.all), 200);
  })
  .openapi(bindRef, async (c) => {
    await requireRole(c, "admin");
    const { id } = c.req.valid("param");
    const ref = userRef(c.req.valid("json").backstage_ref);
    return await perform(c, async (ctx) => {
      const change = await setBackstageRef(ctx, id, ref);
      return { change, status: 200, body: { id, backstage_ref: ref } };
    });
  });

function userRef(text: string | null): string | null {
  if (text === null) return null;
  const ref = entityRef(text);
  if (ref?.startsWith("user:") === true) return ref;
  const fields = [{ field: "backstage_ref", message: "must be a ref such as user:default/alice" }];
  throw new Problem(400, "invalid-input", "The request has fields that are wrong.", { fields });
}
