/**
 * What callers are told of a request.
 * @module
 */
import { z } from "@hono/zod-openapi";
import { grantView, showGrant } from "../grants/schemas.ts";
import { showTarget, targetView } from "../grants/target-view.ts";
import { instantText, showInstant, showInstantOrNull } from "../http/instants.ts";
import { lengthText } from "./length.ts";
import type { LoadedRequest, RequestDetail } from "./load.ts";
import type { Outcome } from "./outcome.ts";
import { fallsDueAt, isOpen } from "./rules.ts";
import { requests } from "./tables.ts";

const kind = z.enum(requests.kind.enumValues);
const state = z.enum(requests.state.enumValues);

export const outcomeView = z
  .object({
    id: z.string(),
    kind,
    state,
    expires_at: instantText.nullable(),
    grant: z
      .object({ id: z.string(), starts_at: instantText, ends_at: instantText })
      .nullable()
      .openapi({ description: "The access that came of it" }),
  })
  .openapi("RequestOutcome");

export function showOutcome({
  grant,
  expires_at,
  ...outcome
}: Outcome): z.infer<typeof outcomeView> {
  return {
    ...outcome,
    expires_at: showInstantOrNull(expires_at),
    grant:
      grant === null
        ? null
        : {
            id: grant.id,
            starts_at: showInstant(grant.starts_at),
            ends_at: showInstant(grant.ends_at),
          },
  };
}

const fields = {
  id: z.string(),
  kind,
  state,
  person_id: z.string(),
  email: z.string(),
  display_name: z.string(),
  target: targetView,
  duration: z.string().openapi({ description: "What was asked for", examples: ["PT4H"] }),
  approved_duration: z
    .string()
    .nullable()
    .openapi({ description: "Where it is shorter than asked" }),
  starts_at: instantText.nullable(),
  justification: z.string(),
  ticket: z.string().nullable(),
  rule: z.string().openapi({ description: "The policy's rule that allows it" }),
  policy_version: z.int(),
  created_at: instantText,
  expires_at: instantText
    .nullable()
    .openapi({ description: "Null once decided, and while a question stops the clock" }),
  decided_at: instantText.nullable(),
  decided_by: z.string().nullable(),
  decision_reason: z.string().nullable(),
  grant_id: z.string().nullable(),
};

export const requestView = z.object(fields).openapi("Request");

export const requestDetailView = z
  .object({
    ...fields,
    approvers: z.array(
      z.object({
        approver: z.string(),
        fallback: z
          .boolean()
          .openapi({ description: "Decides only when none of the others is left" }),
      }),
    ),
    notes: z.array(
      z.object({
        kind: z.enum(["question", "answer", "end"]),
        by: z.string(),
        text: z.string(),
        at: instantText,
      }),
    ),
    timeline: z.array(
      z.object({
        at: instantText,
        action: z.string(),
        actor: z.string(),
        details: z.record(z.string(), z.unknown()),
      }),
    ),
    grant: z.union([grantView, z.null()]),
  })
  .openapi("RequestDetail");

export function showRequest(row: LoadedRequest): z.infer<typeof requestView> {
  const { request, email, display_name } = row;
  const { id, person_id, justification, ticket, rule, policy_version } = request;
  const { decided_by, decision_reason, grant_id, approved_ms } = request;
  return {
    id,
    kind: request.kind,
    state: request.state,
    person_id,
    email,
    display_name,
    target: showTarget({ ...request, ...row.names }),
    duration: lengthText(request.duration_ms),
    approved_duration: approved_ms === null ? null : lengthText(approved_ms),
    starts_at: showInstantOrNull(request.starts_at),
    justification,
    ticket,
    rule,
    policy_version,
    created_at: showInstant(request.created_at),
    expires_at: isOpen(request.state) ? showInstantOrNull(fallsDueAt(request)) : null,
    decided_at: showInstantOrNull(request.decided_at),
    decided_by,
    decision_reason,
    grant_id,
  };
}

export function showDetail(detail: RequestDetail): z.infer<typeof requestDetailView> {
  return {
    ...showRequest(detail),
    approvers: [...detail.approvers],
    notes: detail.notes.map(({ kind: of, by, text, at }) => ({
      kind: of,
      by,
      text,
      at: showInstant(at),
    })),
    timeline: detail.timeline.map(({ at, action, actor, details }) => ({
      at: showInstant(at),
      action,
      actor,
      details,
    })),
    grant: detail.grant === null ? null : showGrant(detail.grant),
  };
}
