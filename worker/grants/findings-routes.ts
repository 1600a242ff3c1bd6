import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Change } from "../db/change.ts";
import type { Ctx } from "../db/context.ts";
import { findings } from "../directory/tables.ts";
import { requireRole } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import type { AppEnv } from "../http/app-env.ts";
import { instantText, showInstant, showInstantOrNull } from "../http/instants.ts";
import { cutPage, decodeCursor, pageQuery } from "../http/page.ts";
import { perform } from "../http/perform.ts";
import { jsonAnswer, listRoute, writeHeaders, writeProblems } from "../http/route-parts.ts";
import { adoptFinding, ignoreFinding, removeFinding } from "./findings.ts";
import { listFindings } from "./findings-list.ts";

const tags = ["Findings"];

const findingView = z
  .object({
    id: z.string(),
    kind: z.enum(findings.kind.enumValues),
    state: z.enum(findings.state.enumValues),
    found_at: instantText,
    settled_at: instantText.nullable(),
    settled_by: z.string().nullable(),
    user_name: z.string().nullable(),
    person: z.object({ id: z.string(), display_name: z.string() }).nullable(),
    account: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    permission_set: z.object({ arn: z.string(), name: z.string().nullable() }).nullable(),
    group: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    covered: z.boolean().openapi({ description: "A rule or a grant wants the access now" }),
  })
  .openapi("Finding");

const settledView = z
  .object({ id: z.string(), state: z.enum(["adopted", "ignored", "removed"]) })
  .openapi("SettledFinding");

const list = listRoute("/v1/findings", tags, {
  summary: "Where AWS and what is wanted differ, newest first",
  query: pageQuery.extend({
    state: z.enum(findings.state.enumValues).default("open"),
    kind: z.enum(findings.kind.enumValues).optional(),
  }),
  view: findingView,
});

const adopt = settling("adopt", "Make found access managed: it goes when its last hold ends");
const ignore = settling("ignore", "Leave it as it is, and don't report it again");
const remove = settling("remove", "Have found access removed");

/** `GET /v1/findings`, `POST /v1/findings/{id}/adopt`, `/ignore` and `/remove`: admins. */
export const findingsRoutes = createRouter()
  .openapi(list, async (c) => {
    await requireRole(c, "admin");
    const { limit, cursor, state, kind } = c.req.valid("query");
    const before = decodeCursor(cursor, z.string());
    const rows = await listFindings(c.var.ctx, { state, kind, before }, limit + 1);
    return c.json(
      cutPage(rows, limit, ({ finding }) => finding.id, show),
      200,
    );
  })
  .openapi(adopt, async (c) => await settle(c, c.req.valid("param").id, "adopted", adoptFinding))
  .openapi(ignore, async (c) => await settle(c, c.req.valid("param").id, "ignored", ignoreFinding))
  .openapi(remove, async (c) => await settle(c, c.req.valid("param").id, "removed", removeFinding));

function settling<Word extends string>(word: Word, summary: string) {
  return createRoute({
    method: "post",
    path: `/v1/findings/{id}/${word}` as const,
    tags,
    summary,
    request: { headers: writeHeaders, params: z.strictObject({ id: z.string().max(64) }) },
    responses: {
      200: jsonAnswer(settledView, "Settled"),
      ...writeProblems(404, 409),
    },
  });
}

async function settle(
  c: Context<AppEnv>,
  id: string,
  state: "adopted" | "ignored" | "removed",
  verb: (ctx: Ctx, id: string) => Promise<Change>,
) {
  await requireRole(c, "admin");
  return await perform(c, async (ctx) => ({
    change: await verb(ctx, id),
    status: 200,
    body: { id, state },
  }));
}

type Row = Awaited<ReturnType<typeof listFindings>>[number];

function show({ finding, ...row }: Row): z.infer<typeof findingView> {
  return {
    id: finding.id,
    kind: finding.kind,
    state: finding.state,
    found_at: showInstant(finding.found_at),
    settled_at: showInstantOrNull(finding.settled_at),
    settled_by: finding.settled_by,
    user_name: row.user_name,
    person:
      row.person_id === null ? null : { id: row.person_id, display_name: row.display_name ?? "" },
    account: row.account_id === null ? null : { id: row.account_id, name: row.account_name },
    permission_set:
      row.permission_set_arn === null
        ? null
        : { arn: row.permission_set_arn, name: row.permission_set_name },
    group: row.group_id === null ? null : { id: row.group_id, name: row.group_name },
    covered: row.held === 1,
  };
}
