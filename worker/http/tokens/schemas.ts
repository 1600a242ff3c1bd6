import { z } from "@hono/zod-openapi";
import { scopes } from "../caller.ts";
import { instantInput, instantText, showInstant, showInstantOrNull } from "../instants.ts";
import { scopesOf } from "../service-token.ts";
import type { ServiceToken } from "../service-token.ts";

const scope = z.enum(scopes);

export const newTokenBody = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "must be 1 to 63 of a-z, 0-9, dot, underscore and hyphen")
    .openapi({
      description: "Audited as `service:<name>`; never used again, not even after the token's end",
    }),
  scopes: z
    .array(scope)
    .min(1)
    .refine((given) => new Set(given).size === given.length, "names a scope twice"),
  expires_at: instantInput.openapi({
    type: "string",
    format: "date-time",
    description: "At most one year ahead",
  }),
});

export const tokenView = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(scope),
    created_by: z.string(),
    created_at: instantText,
    expires_at: instantText,
    revoked_at: instantText.nullable(),
  })
  .openapi("ServiceToken");

export const madeToken = tokenView
  .extend({
    token: z.string().optional().openapi({
      description: "Shown this once; absent when an Idempotency-Key brings the first answer back",
    }),
  })
  .openapi("MadeServiceToken");

export function showToken(row: ServiceToken): z.infer<typeof tokenView> {
  return {
    id: row.id,
    name: row.name,
    scopes: scopesOf(row),
    created_by: row.created_by,
    created_at: showInstant(row.created_at),
    expires_at: showInstant(row.expires_at),
    revoked_at: showInstantOrNull(row.revoked_at),
  };
}
