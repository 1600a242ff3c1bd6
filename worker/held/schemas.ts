import { z } from "@hono/zod-openapi";
import { instantText, showInstant, showInstantOrNull } from "../http/instants.ts";
import { pageQuery } from "../http/page.ts";
import type { Listed } from "./store.ts";
import { held } from "./tables.ts";

export const heldQuery = pageQuery.extend({
  state: z.enum(held.state.enumValues).default("open"),
  kind: z.enum(held.kind.enumValues).optional(),
});

export const heldView = z
  .object({
    id: z.string(),
    kind: z.enum(held.kind.enumValues),
    key: z.string().openapi({ description: "What it is about: a cause, or an id" }),
    state: z.enum(held.state.enumValues),
    details: z.record(z.string(), z.unknown()),
    opened_at: instantText,
    settled_at: instantText.nullable(),
    settled_by: z.string().nullable(),
    version: z.int().openapi({ description: "Rises when something is added to it" }),
    people: z.int().openapi({ description: "People whose removal it keeps back" }),
    first: z
      .array(z.object({ person_id: z.string(), event_id: z.string().nullable() }))
      .openapi({ description: "At most 50 of them" }),
  })
  .openapi("Held");

export const settledView = z
  .object({ id: z.string(), state: z.enum(["released", "dropped"]) })
  .openapi("SettledHeld");

export const settleBody = z.strictObject({
  version: z.int().min(1).optional().openapi({
    description: "The version that was looked at: refused when something was added since",
  }),
});

export function showHeld({ row, people, first }: Listed): z.infer<typeof heldView> {
  return {
    ...row,
    opened_at: showInstant(row.opened_at),
    settled_at: showInstantOrNull(row.settled_at),
    people,
    first,
  };
}
