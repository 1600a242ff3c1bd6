/**
 * Lists page by an opaque cursor: the key of the last row of the page.
 * @module
 */
import { z } from "@hono/zod-openapi";
import { base64url } from "jose";
import { wrongFields } from "../problem.ts";

/** The query of every list; rooms add their filters with `.extend`. */
export const pageQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .openapi({ description: "At most this many items" }),
  cursor: z
    .string()
    .max(500)
    .optional()
    .openapi({ description: "`next_cursor` of the page before" }),
});

/** The answer of a list of `item`s. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next_cursor: z.string().optional().openapi({ description: "Absent on the last page" }),
  });
}

/** The key of a row that orders its list, as one opaque text. */
export function encodeCursor(key: string | number | object): string {
  return base64url.encode(JSON.stringify(key));
}

/**
 * The key that the page begins after, or before where the newest is first; undefined for the first page.
 * @param shape of the list's keys
 * @throws Problem 400 for what was not made by `encodeCursor` for such a list
 */
export function decodeCursor<T extends z.ZodType>(
  cursor: string | undefined,
  shape: T,
): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  const parsed = shape.safeParse(jsonOf(cursor));
  if (parsed.success) return parsed.data;
  throw wrongFields([{ field: "cursor", message: "is not a cursor of this list" }]);
}

/**
 * One page out of `limit + 1` rows that were read.
 * @param key what orders the list, of the row that the next page begins after
 */
export function cutPage<R, I>(
  rows: readonly R[],
  limit: number,
  key: (row: R) => string | number,
  item: (row: R) => I,
): { items: I[]; next_cursor?: string } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const items = page.map(item);
  return rows.length > limit && last !== undefined
    ? { items, next_cursor: encodeCursor(key(last)) }
    : { items };
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(base64url.decode(cursor)));
  } catch {
    return undefined;
  }
}
