import { z } from "@hono/zod-openapi";
import { instantText, showInstant, showInstantOrNull } from "../http/instants.ts";
import type { Access } from "./access-of.ts";
import { showTarget, targetView } from "./target-view.ts";

export const accessView = z
  .object({
    target: targetView,
    origin: z.enum(["managed", "found"]).openapi({
      description: "found: was in AWS before, or appeared there by another hand",
    }),
    observed: z.enum(["unknown", "absent", "present"]),
    being: z.enum(["created", "removed"]).nullable(),
    seen_at: instantText.nullable(),
    withheld_at: instantText.nullable(),
    last_error: z.string().nullable(),
    reasons: z.array(
      z.object({
        kind: z.enum(["baseline", "grant"]),
        id: z.string().openapi({ description: "The rule's name, or the request's id" }),
        grant_id: z.string().nullable(),
        starts_at: instantText,
        ends_at: instantText.nullable(),
      }),
    ),
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

const BEING = { none: null, create: "created", delete: "removed" } as const;

export function showAccess(row: Access): z.infer<typeof accessView> {
  return {
    target: showTarget(row),
    origin: row.origin,
    observed: row.observed,
    being: BEING[row.op],
    seen_at: showInstantOrNull(row.seen_at),
    withheld_at: showInstantOrNull(row.withheld_at),
    last_error: row.last_error,
    reasons: row.reasons.map(({ starts_at, ends_at, ...reason }) => ({
      ...reason,
      starts_at: showInstant(starts_at),
      ends_at: showInstantOrNull(ends_at),
    })),
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
