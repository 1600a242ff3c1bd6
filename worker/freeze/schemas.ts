import { z } from "@hono/zod-openapi";
import { instantText, showInstant, showInstantOrNull } from "../http/instants.ts";
import type { Freeze } from "./standing.ts";

export const freezeBody = z.strictObject({
  reason: z.string().trim().min(1).max(500).optional().openapi({
    description: "Shown to everybody who signs in",
  }),
});

export const freezeView = z
  .object({
    state: z.enum(["none", "standing", "lifted"]).openapi({
      description:
        "`standing`: no creation of any access or user begins; removals go on. `none`: there never was a freeze",
    }),
    since: instantText.nullable(),
    by: z.string().nullable().openapi({ description: "Who set it, as the log names them" }),
    by_name: z.string().nullable().openapi({ description: "Their name, where HR knows them" }),
    reason: z.string().nullable(),
    lifted_at: instantText.nullable(),
    lifted_by: z.string().nullable(),
  })
  .openapi("Freeze", { description: "The newest freeze" });

export function showFreeze(freeze: Freeze | undefined): z.infer<typeof freezeView> {
  if (freeze === undefined) {
    return {
      state: "none",
      since: null,
      by: null,
      by_name: null,
      reason: null,
      lifted_at: null,
      lifted_by: null,
    };
  }
  const { state, since, by, by_name, reason, lifted_at, lifted_by } = freeze;
  return {
    state,
    since: showInstant(since),
    by,
    by_name,
    reason,
    lifted_at: showInstantOrNull(lifted_at),
    lifted_by,
  };
}
