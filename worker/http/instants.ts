import { z } from "@hono/zod-openapi";
import { NEVER } from "../db/context.ts";
import type { Instant } from "../db/context.ts";

/** An instant as the API writes it: RFC 3339, UTC, milliseconds. */
export const instantText = z
  .string()
  .openapi({ format: "date-time", examples: ["2026-11-20T09:00:00.000Z"] });

/** An instant as the API takes it: RFC 3339 with any offset; epoch milliseconds once parsed. */
export const instantInput = z.iso
  .datetime({
    offset: true,
    error: "must be an RFC 3339 instant with its offset, such as 2026-11-20T09:00:00Z",
  })
  .transform((text): Instant => Date.parse(text));

export function showInstant(at: Instant): string {
  return new Date(at).toISOString();
}

/** Null for what has not happened, and for what has no end. */
export function showInstantOrNull(at: Instant | null): string | null {
  return at === null || at === NEVER ? null : showInstant(at);
}
