import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { change } from "../db/change.ts";
import { commit } from "../db/commit.ts";
import { requireRoleOrScope } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import type { AppEnv } from "../http/app-env.ts";
import { fileAnswer, fileFormats, fileResponse, nextPart } from "../http/download.ts";
import { instantInput, instantText, showInstant } from "../http/instants.ts";
import { cutPage, decodeCursor, pageQuery } from "../http/page.ts";
import { guardRights } from "../http/rights.ts";
import { listRoute, readProblems } from "../http/route-parts.ts";
import { actions } from "./actions.ts";
import { MOST_EXPORTED, exportAudit, exported } from "./export.ts";
import { searchAudit } from "./search.ts";
import type { AuditEntry } from "./search.ts";

const id = z.string().min(1).max(100);
const instant = instantInput.openapi({ type: "string", format: "date-time" });

const filters = {
  person: id.optional().openapi({ description: "Id of the person it is about" }),
  actor: z.string().min(1).max(200).optional().openapi({
    description:
      "Who acted: `person:<id>`, a Backstage ref, `service:<name>`, `hr:<source>`, `driver`",
  }),
  action: z.enum(actions).optional(),
  assignment: id.optional(),
  target: z.string().min(1).max(300).optional().openapi({
    description: "`account/<account id>/<permission set ARN>` or `group/<group id>`",
  }),
  request: id.optional(),
  grant: id.optional(),
  since: instant.optional(),
  until: instant.optional().openapi({ description: "Entries before this instant" }),
};

const query = pageQuery.extend(filters);

const exportQuery = pageQuery.omit({ limit: true }).extend({
  ...filters,
  format: z.enum(fileFormats).default("jsonl"),
});

const entryView = z
  .object({
    seq: z.int(),
    at: instantText,
    actor: z.string(),
    channel: z.string(),
    action: z.string(),
    person_id: z.string().nullable(),
    assignment_id: z.string().nullable(),
    request_id: z.string().nullable(),
    grant_id: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .openapi("AuditEntry");

const search = listRoute("/v1/audit", ["Audit"], {
  summary: "The log, newest first",
  query,
  view: entryView,
});

const whole = createRoute({
  method: "get",
  path: "/v1/audit/export",
  tags: ["Audit"],
  summary: "The log as a file, newest first; taking it is an entry of its own",
  description:
    `At most ${MOST_EXPORTED.toLocaleString("en")} entries to a file: where there are more, the header \`Link\` says ` +
    "where the rest is. No cell of the CSV is taken for a formula.",
  request: { query: exportQuery },
  responses: { 200: fileAnswer("The entries, one to a line"), ...readProblems() },
});

/** `GET /v1/audit[/export]`: auditors, admins, and service tokens with `audit:read`. */
export const auditRoutes = createRouter()
  .openapi(search, async (c) => {
    await requireReader(c);
    const { limit, cursor, ...given } = c.req.valid("query");
    const before = decodeCursor(cursor, z.int());
    const rows = await searchAudit(c.var.ctx, given, { limit: limit + 1, before });
    return c.json(
      cutPage(rows, limit, (row) => row.seq, showEntry),
      200,
    );
  })
  .openapi(whole, async (c) => {
    await requireReader(c);
    const { format, cursor, ...given } = c.req.valid("query");
    const before = decodeCursor(cursor, z.int());
    const { ctx } = c.var;
    const { cutAt, pages } = await exportAudit(ctx, given, { before, most: MOST_EXPORTED });
    const entry = exported(ctx, given, { format, before });
    await commit(ctx, change({ guards: guardRights(c), audit: [entry] }));
    return fileResponse({
      name: "daypass-audit",
      format,
      columns: entryView.keyof().options,
      pages: shown(pages),
      next: cutAt === undefined ? undefined : nextPart(c.req.url, cutAt),
    });
  });

async function requireReader(c: Context<AppEnv>): Promise<void> {
  await requireRoleOrScope(c, ["auditor", "admin"], "audit:read");
}

async function* shown(pages: AsyncGenerator<AuditEntry[], undefined>) {
  for await (const page of pages) yield page.map(showEntry);
}

function showEntry(row: AuditEntry): z.infer<typeof entryView> {
  return { ...row, at: showInstant(row.at) };
}
