import { z } from "@hono/zod-openapi";
import { accessView, showAccess } from "../grants/access-view.ts";
import { grantView, showGrant } from "../grants/schemas.ts";
import { instantText, showInstant } from "../http/instants.ts";
import type { Allowed, Brief } from "./brief.ts";
import { lengthText } from "./length.ts";
import { showTerms, termsView } from "./terms-view.ts";
import { requestDetailView, requestView, showDetail, showRequest } from "./views.ts";

const allowedView = z.object({
  account_id: z.string(),
  account_name: z.string().nullable(),
  permission_set: z.string(),
  permission_set_arn: z.string(),
  description: z.string().nullable(),
  policies: z.array(z.string()),
  session_duration: z.string().openapi({ examples: ["PT8H"] }),
  risk: z
    .enum(["low", "medium", "high"])
    .nullable()
    .openapi({ description: "Null where the policy says nothing of the permission set" }),
});

export const briefView = z
  .object({
    request: requestDetailView,
    requester: z.object({
      title: z.string().nullable(),
      department: z.string().nullable(),
      manager_id: z.string().nullable(),
      reports_to_you: z.boolean(),
    }),
    may_decide: z.boolean(),
    why_not: z.string().nullable().openapi({ description: "Why the caller may not decide" }),
    allows: z
      .array(allowedView)
      .openapi({ description: "What it gives; of a group all that membership gives" }),
    has: z.array(accessView).openapi({
      description: "What they have, or are to have, in the accounts that it is about",
    }),
    earlier: z
      .array(requestView.extend({ grant: z.union([grantView, z.null()]) }))
      .openapi({ description: "Their last requests for the same, newest first; at most five" }),
    terms: z
      .union([termsView, z.null()])
      .openapi({ description: "On which they may have it now; null where they may not any more" }),
    would_give: z
      .object({
        starts_at: instantText,
        ends_at: instantText,
        credentials_dead_by: instantText.openapi({
          description: "A session that is open at the end may live on until then",
        }),
      })
      .nullable()
      .openapi({ description: "What an approval gives at this moment; null once decided" }),
    names: z.record(z.string(), z.string()).openapi({
      description: "What people are called whom the answer names by `person:<id>` or their ref",
    }),
  })
  .openapi("Brief");

/** The caller, as far as the brief is about them too. */
export interface Reader {
  readonly person_id: string | null;
  /** Null: they may decide. */
  readonly why_not: string | null;
}

export function showBrief(told: Brief, reader: Reader): z.infer<typeof briefView> {
  const { about, detail, allows, has, earlier, eligibility, would_give } = told;
  const { title, department, manager_id } = about.requester;
  return {
    request: showDetail(detail),
    requester: {
      title,
      department,
      manager_id,
      reports_to_you: manager_id !== null && manager_id === reader.person_id,
    },
    may_decide: reader.why_not === null,
    why_not: reader.why_not,
    allows: allows.map(showAllowed),
    has: has.map(showAccess),
    earlier: earlier.map(({ loaded, grant }) => ({
      ...showRequest(loaded),
      grant: grant === null ? null : showGrant(grant),
    })),
    terms: eligibility.ok ? showTerms(eligibility.terms) : null,
    would_give:
      would_give === null
        ? null
        : {
            starts_at: showInstant(would_give.starts_at),
            ends_at: showInstant(would_give.ends_at),
            credentials_dead_by: showInstant(would_give.credentials_dead_by),
          },
    names: Object.fromEntries(told.names),
  };
}

function showAllowed({ session_ms, policies, ...set }: Allowed): z.infer<typeof allowedView> {
  return { ...set, policies: [...policies], session_duration: lengthText(session_ms) };
}
