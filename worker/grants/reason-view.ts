/**
 * What is told of access wherever it is listed: whose it is to take away, what is being done about it, and why it is there.
 * @module
 */
import { z } from "@hono/zod-openapi";
import { instantText, showInstant, showInstantOrNull } from "../http/instants.ts";
import type { Access, Reason } from "./access-of.ts";

export const originView = z.enum(["managed", "found"]).openapi({
  description: "found: was in AWS before, or appeared there by another hand",
});

export const beingView = z.enum(["created", "removed"]).nullable();

export const reasonView = z.object({
  kind: z.enum(["baseline", "grant"]),
  id: z.string().openapi({ description: "The rule's name, or the request's id" }),
  grant_id: z.string().nullable(),
  starts_at: instantText,
  ends_at: instantText.nullable(),
});

const BEING = { none: null, create: "created", delete: "removed" } as const;

export function showBeing(op: Access["op"]): z.infer<typeof beingView> {
  return BEING[op];
}

export function showReason({ starts_at, ends_at, ...reason }: Reason): z.infer<typeof reasonView> {
  return { ...reason, starts_at: showInstant(starts_at), ends_at: showInstantOrNull(ends_at) };
}
