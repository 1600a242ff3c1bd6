import { z } from "@hono/zod-openapi";
import type { ApproverRef } from "../policy/policy.ts";
import type { Terms } from "../policy/terms.ts";
import { lengthText } from "./length.ts";

export const termsView = z
  .object({
    rule: z.string(),
    risk: z.enum(["low", "medium", "high"]),
    longest: z.string().openapi({ examples: ["PT24H"] }),
    shortest: z.string(),
    offered: z.array(z.string()),
    justification: z.object({ least_characters: z.int(), pattern: z.string().nullable() }),
    ticket: z.object({ pattern: z.string(), required: z.boolean() }).nullable(),
    approval: z.enum(["automatic", "people"]),
    approvers: z.array(z.string()).openapi({
      description: "`manager`, `role:admin`, or a Backstage ref; none where it is automatic",
    }),
    extension: z.object({ most: z.int(), each: z.string() }),
  })
  .openapi("Terms");

/** The terms of a rule as the asker reads them. */
export function showTerms(terms: Terms): z.infer<typeof termsView> {
  const { rule, risk, justification, ticket, approval, extension } = terms;
  return {
    rule,
    risk,
    longest: lengthText(terms.longest_ms),
    shortest: lengthText(terms.shortest_ms),
    offered: terms.offered_ms.map(lengthText),
    justification,
    ticket,
    approval: approval.kind,
    approvers: approval.kind === "people" ? approval.approvers.map(approverText) : [],
    extension: { most: extension.most, each: lengthText(extension.each_ms) },
  };
}

function approverText(approver: ApproverRef): string {
  if (approver.kind === "ref") return approver.ref;
  return approver.kind === "role" ? `role:${approver.role}` : "manager";
}
