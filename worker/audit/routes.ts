import { z } from "@hono/zod-openapi";
import { requireRoleOrScope } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import { instantInput, instantText, showInstant } from "../http/instants.ts";
import { cutPage, decodeCursor, pageQuery } from "../http/page.ts";
import { listRoute } from "../http/route-parts.ts";
import { actions } from "./actions.ts";
import { searchAudit } from "./search.ts";
import type { AuditEntry } from "./search.ts";

const id = z.string().min(1).max(100);
const instant = instantInput.openapi({ type: "string", format: "date-time" });

const query = pageQuery.extend({
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

/** `GET /v1/audit`: auditors, admins, and service tokens with `audit:read`. */
export const auditRoutes = createRouter().openapi(search, async (c) => {
  await requireRoleOrScope(c, ["auditor", "admin"], "audit:read");
  const { limit, cursor, ...filters } = c.req.valid("query");
  const before = decodeCursor(cursor, z.int());
  const rows = await searchAudit(c.var.ctx, filters, { limit: limit + 1, before });
  return c.json(
    cutPage(rows, limit, (row) => row.seq, showEntry),
    200,
  );
});

function showEntry(row: AuditEntry): z.infer<typeof entryView> {
  return { ...row, at: showInstant(row.at) };
}
