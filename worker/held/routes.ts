import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { merge } from "../db/change.ts";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { requireRole } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import type { AppEnv } from "../http/app-env.ts";
import { cutPage, decodeCursor } from "../http/page.ts";
import { perform } from "../http/perform.ts";
import { jsonAnswer, listRoute, writeHeaders, writeProblems } from "../http/route-parts.ts";
import { settle } from "./hold.ts";
import type { Held, HeldKind } from "./hold.ts";
import { heldQuery, heldView, settleBody, settledView, showHeld } from "./schemas.ts";
import { listHeld, openHeld } from "./store.ts";

/** What an admin's word means for one kind; the row itself is settled in the same change. */
export interface HeldHandler {
  release(ctx: Ctx, row: Held): Promise<Change>;
  drop(ctx: Ctx, row: Held): Promise<Change>;
}

const tags = ["Held"];

const list = listRoute("/v1/held", tags, {
  summary: "What waits for an admin, newest first",
  query: heldQuery,
  view: heldView,
});

function settling<Word extends "release" | "drop">(word: Word, summary: string) {
  return createRoute({
    method: "post",
    path: `/v1/held/{id}/${word}` as const,
    tags,
    summary,
    request: {
      headers: writeHeaders,
      params: z.strictObject({ id: z.string().max(64) }),
      body: { required: false, content: { "application/json": { schema: settleBody } } },
    },
    responses: {
      200: jsonAnswer(settledView, "Settled"),
      ...writeProblems(404, 409, 415),
    },
  });
}

const release = settling("release", "Let what was held happen now");
const drop = settling("drop", "Let what was held never happen");

/**
 * `GET /v1/held`, `POST /v1/held/{id}/release` and `/drop`: admins.
 * @param handlers of the rooms that hold things back, by kind
 */
export function heldRoutes(handlers: Readonly<Record<HeldKind, HeldHandler>>) {
  const answer = async (
    c: Context<AppEnv>,
    id: string,
    version: number | undefined,
    word: "release" | "drop",
  ) =>
    await perform(c, async (ctx) => {
      const row = await openHeld(ctx, id, version);
      const meant = await handlers[row.kind][word](ctx, row);
      const state = word === "release" ? ("released" as const) : ("dropped" as const);
      return { change: merge(settle(ctx, row, state), meant), status: 200, body: { id, state } };
    });

  return createRouter()
    .openapi(list, async (c) => {
      await requireRole(c, "admin");
      const { limit, cursor, state, kind } = c.req.valid("query");
      const before = decodeCursor(cursor, z.string());
      const rows = await listHeld(c.var.ctx, { state, kind, before }, limit + 1);
      return c.json(
        cutPage(rows, limit, ({ row }) => row.id, showHeld),
        200,
      );
    })
    .openapi(release, async (c) => {
      await requireRole(c, "admin");
      return await answer(c, c.req.valid("param").id, c.req.valid("json")?.version, "release");
    })
    .openapi(drop, async (c) => {
      await requireRole(c, "admin");
      return await answer(c, c.req.valid("param").id, c.req.valid("json")?.version, "drop");
    });
}
