import { z } from "@hono/zod-openapi";
import { freeText } from "../http/free-text.ts";
import { instantText, showInstant, showInstantOrNull } from "../http/instants.ts";
import { pageQuery } from "../http/page.ts";
import type { LoadedGrant } from "./load.ts";
import { grantStates } from "./state.ts";
import { showTarget, targetView } from "./target-view.ts";

const grantId = z.string().min(1).max(64);

export const grantParams = z.strictObject({ id: grantId });

export const grantQuery = pageQuery.extend({
  person: grantId
    .optional()
    .openapi({ description: "Id of the holder; somebody else's: admins and auditors" }),
  state: z.enum(grantStates).optional().openapi({
    description: "A page may have fewer items than `limit` though another follows",
  }),
});

const words = z.string().trim().min(1).max(100).optional();

export const activeQueryInput = pageQuery.extend({
  person: words.openapi({ description: "Part of the holder's name or email" }),
  account: words.openapi({ description: "Part of the account's name, or its id" }),
  permission_set: words.openapi({
    description: "Part of the permission set's name, or the group's",
  }),
  department: words.openapi({ description: "Part of the holder's department" }),
});

const receiptView = z
  .object({
    due_at: instantText,
    asked_at: instantText.nullable(),
    gone_at: instantText
      .nullable()
      .openapi({ description: "AWS was read and does not have it any more" }),
    confirmed_at: instantText
      .nullable()
      .openapi({ description: "Read again, at least two minutes later" }),
    kept_at: instantText.nullable().openapi({
      description: "Wanted again for another reason before it was gone",
    }),
    late_ms: z.int().nullable(),
  })
  .openapi("Receipt");

export const grantView = z
  .object({
    id: z.string(),
    request_id: z.string(),
    person_id: z.string().nullable(),
    email: z.string().nullable(),
    display_name: z.string().nullable(),
    target: targetView,
    state: z.enum(grantStates),
    starts_at: instantText,
    ends_at: instantText,
    granted_until: instantText.openapi({ description: "What was approved, extensions included" }),
    extensions: z.int(),
    ended_by: z.string().nullable().openapi({
      description:
        "time, holder, approver, admin, offboarding, suspension, not_started, failed, voided or another_hand",
    }),
    kept_by: z
      .object({ reason: z.enum(["baseline", "grant"]), id: z.string() })
      .nullable()
      .openapi({ description: "Another reason that the same access goes on for" }),
    receipt: receiptView.nullable(),
    credentials_dead_by: instantText.nullable().openapi({
      description: "Ended does not close sessions: one that was open may live on until then",
    }),
    last_error: z.string().nullable(),
  })
  .openapi("Grant");

export const activeView = grantView
  .extend({
    department: z.string().nullable(),
    is_overdue: z.boolean().openapi({ description: "It should be gone, and AWS has it still" }),
    may_end: z.boolean().openapi({ description: "Whether the caller may end it now" }),
  })
  .openapi("ActiveGrant");

export const endBody = z
  .strictObject({ reason: freeText.optional() })
  .openapi("EndOfGrant", { description: "The reason is kept with the request" });

export const endedView = z
  .object({
    id: z.string(),
    ended_at: instantText,
    ended_by: z.enum(["holder", "approver", "admin"]),
  })
  .openapi("EndedGrant");

export function showGrant(grant: LoadedGrant): z.infer<typeof grantView> {
  const { id, request_id, person_id, email, display_name, state, extensions, receipt } = grant;
  return {
    id,
    request_id,
    person_id,
    email,
    display_name,
    target: showTarget(grant),
    state,
    starts_at: showInstant(grant.starts_at),
    ends_at: showInstant(grant.ends_at),
    granted_until: showInstant(grant.granted_until),
    extensions,
    ended_by: grant.ended_by,
    kept_by: grant.kept_by,
    receipt:
      receipt === null
        ? null
        : {
            due_at: showInstant(receipt.due_at),
            asked_at: showInstantOrNull(receipt.asked_at),
            gone_at: showInstantOrNull(receipt.gone_at),
            confirmed_at: showInstantOrNull(receipt.confirmed_at),
            kept_at: showInstantOrNull(receipt.kept_at),
            late_ms:
              receipt.gone_at === null ? null : Math.max(0, receipt.gone_at - receipt.due_at),
          },
    credentials_dead_by: showInstantOrNull(grant.credentials_dead_by),
    last_error: grant.last_error,
  };
}
