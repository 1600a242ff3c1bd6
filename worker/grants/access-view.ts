import { z } from "@hono/zod-openapi";
import { instantText, showInstantOrNull } from "../http/instants.ts";
import type { Access } from "./access-of.ts";
import { beingView, originView, reasonView, showBeing, showReason } from "./reason-view.ts";
import { showTarget, targetView } from "./target-view.ts";

export const accessView = z
  .object({
    target: targetView,
    origin: originView,
    observed: z.enum(["unknown", "absent", "present"]),
    being: beingView,
    seen_at: instantText.nullable(),
    withheld_at: instantText.nullable(),
    last_error: z.string().nullable(),
    reasons: z.array(reasonView),
    gives: z
      .array(
        z.object({
          account_id: z.string(),
          account_name: z.string().nullable(),
          permission_set: z.string().nullable(),
          permission_set_arn: z.string(),
        }),
      )
      .openapi({ description: "For a group: what membership gives" }),
  })
  .openapi("Access");

export function showAccess(row: Access): z.infer<typeof accessView> {
  return {
    target: showTarget(row),
    origin: row.origin,
    observed: row.observed,
    being: showBeing(row.op),
    seen_at: showInstantOrNull(row.seen_at),
    withheld_at: showInstantOrNull(row.withheld_at),
    last_error: row.last_error,
    reasons: row.reasons.map(showReason),
    gives: row.gives.map(
      ({ account_id, account_name, permission_set_name, permission_set_arn }) => ({
        account_id,
        account_name,
        permission_set: permission_set_name,
        permission_set_arn,
      }),
    ),
  };
}
