import { z } from "@hono/zod-openapi";
import { fileFormats } from "../http/download.ts";
import { instantText, showInstant } from "../http/instants.ts";
import { pageQuery } from "../http/page.ts";
import type { Decided } from "./decisions.ts";
import { periodQuery } from "./schemas.ts";

const id = z.string().min(1).max(200);

export const decisionsQuery = pageQuery.extend({
  ...periodQuery,
  approver: id.optional().openapi({
    description:
      "Who decided: `person:<id>` or a Backstage ref; `policy:<rule>` where a rule did by itself",
  }),
  person: id.optional().openapi({ description: "Id of the person who asked" }),
  account: id.optional(),
  permission_set: z.string().min(1).max(300).optional().openapi({ description: "Its ARN" }),
  format: z
    .enum(["json", ...fileFormats])
    .default("json")
    .openapi({
      description: "json: a page; csv, jsonl: all of the period as a file",
    }),
});

export const decisionView = z
  .object({
    at: instantText,
    decision: z.enum(["approved", "rejected"]),
    by: z.string().nullable().openapi({ description: "As the log names them" }),
    by_name: z.string().nullable(),
    request_id: z.string(),
    kind: z.enum(["access", "extension"]),
    person_id: z.string().openapi({ description: "Who asked" }),
    person_name: z.string().nullable(),
    department: z.string().nullable(),
    account_id: z.string().nullable(),
    account_name: z.string().nullable(),
    permission_set_arn: z.string().nullable(),
    permission_set: z.string().nullable(),
    group_id: z.string().nullable(),
    group: z.string().nullable(),
    asked_ms: z.int(),
    approved_ms: z.int().nullable().openapi({ description: "What was approved; null: rejected" }),
    time_to_decide_ms: z.int(),
    justification: z.string(),
    ticket: z.string().nullable(),
    reason: z.string().nullable().openapi({ description: "What the approver said" }),
  })
  .openapi("DecisionReport");

export function showDecision(row: Decided): z.infer<typeof decisionView> {
  const { seq: _seq, action, at, created_at, display_name, approved_ms, ...rest } = row;
  const isApproved = action === "request.approved";
  return {
    ...rest,
    at: showInstant(at),
    decision: isApproved ? "approved" : "rejected",
    person_name: display_name,
    approved_ms: isApproved ? (approved_ms ?? row.asked_ms) : null,
    time_to_decide_ms: Math.max(0, at - created_at),
  };
}
