import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { showFreeze } from "../freeze/schemas.ts";
import { newestFreeze } from "../freeze/standing.ts";
import { requireSignedIn } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import type { AppEnv } from "../http/app-env.ts";
import { seesAll } from "../http/caller.ts";
import { cutPage, decodeCursor } from "../http/page.ts";
import { jsonAnswer, listRoute, readProblems } from "../http/route-parts.ts";
import { Problem } from "../problem.ts";
import { listPeople, loadPerson } from "./read.ts";
import type { Reach } from "./read.ts";
import {
  meView,
  peopleQuery,
  personDetailsView,
  personParams,
  personView,
  showDetails,
  showPerson,
} from "./schemas.ts";

const tags = ["People"];

const me = createRoute({
  method: "get",
  path: "/v1/me",
  tags,
  summary: "Who I am",
  responses: { 200: jsonAnswer(meView, "The caller"), ...readProblems() },
});

const list = listRoute("/v1/people", tags, {
  summary: "People: everybody for admins and auditors, oneself and one's reports for others",
  query: peopleQuery,
  view: personView,
});

const one = createRoute({
  method: "get",
  path: "/v1/people/{id}",
  tags,
  summary: "A person's lifecycle and their user in Identity Center",
  request: { params: personParams },
  responses: {
    200: jsonAnswer(personDetailsView, "The person"),
    ...readProblems(404),
  },
});

/** `GET /v1/me`, `GET /v1/people[/:id]`. */
export const peopleRoutes = createRouter()
  .openapi(me, async (c) => {
    const caller = requireSignedIn(c);
    const { ctx } = c.var;
    const id = caller.kind === "person" ? caller.personId : "";
    const found = id === "" ? undefined : await loadPerson(ctx, { all: true }, id);
    const [[freeze]] = await ctx.db.read([newestFreeze(ctx)]);
    const body = {
      ref: caller.ref,
      roles: [...caller.roles],
      roles_unknown: caller.rolesUnknown,
      bootstrap: caller.bootstrap,
      portal_url: ctx.config.portalUrl ?? null,
      freeze: freeze?.state === "standing" ? showFreeze(freeze) : null,
      sso_region: ctx.config.aws.region,
      person: found === undefined ? null : showPerson(found.person),
    };
    return c.json(body, 200);
  })
  .openapi(list, async (c) => {
    const { limit, cursor, q, department, state, manager } = c.req.valid("query");
    const after = decodeCursor(cursor, z.string());
    const filters = { q, department, state, manager, after };
    const rows = await listPeople(c.var.ctx, reachOf(c), filters, limit + 1);
    return c.json(
      cutPage(rows, limit, ({ id }) => id, showPerson),
      200,
    );
  })
  .openapi(one, async (c) => {
    const reach = reachOf(c);
    const found = await loadPerson(c.var.ctx, reach, c.req.valid("param").id);
    if (found === undefined) throw noSuchPerson();
    return c.json(showDetails(found, reach.all), 200);
  });

/** Admins and auditors see everybody, a person themselves and their direct reports. @throws Problem 403 for others */
export function reachOf(c: Context<AppEnv>): Reach {
  const caller = requireSignedIn(c);
  if (seesAll(caller)) return { all: true };
  if (caller.kind === "person") return { all: false, personId: caller.personId };
  throw new Problem(403, "role-missing", "This needs the role admin or auditor.");
}

/** Who may not see somebody is not told whether they exist. */
export function noSuchPerson(): Problem {
  return new Problem(404, "no-such-person", "There is no such person, or you may not see them.");
}
