import { z } from "@hono/zod-openapi";
import { instantInput, instantText, showInstant } from "../../http/instants.ts";
import type { Recovery } from "./state.ts";

export const recoveryBody = z.strictObject({
  since: instantInput.optional().openapi({
    type: "string",
    format: "date-time",
    description:
      "The instant that the database was restored to; only where Daypass did not notice the restore",
  }),
});

export const recoveryView = z
  .object({
    state: z.enum(["none", "needed", "running", "done"]).openapi({
      description: "`none`: no restore was noticed. `needed`: creations wait for a recovery",
    }),
    since: instantText.nullable().openapi({ description: "Copies are read from here on" }),
    known: z.int().openapi({ description: "Copies of what the database knows" }),
    put_back: z.int().openapi({ description: "Accesses that it had forgotten" }),
    unknown_users: z.array(z.string()).openapi({
      description:
        "Users whom it does not know, by id or name, the first 100: their access is put back once HR has repeated its events",
    }),
  })
  .openapi("Recovery");

export function showRecovery(recovery: Recovery | undefined): z.infer<typeof recoveryView> {
  if (recovery === undefined)
    return { state: "none", since: null, known: 0, put_back: 0, unknown_users: [] };
  const { state, since, known, put_back, unknown_users } = recovery;
  return { state, since: showInstant(since), known, put_back, unknown_users };
}
