/**
 * Lists page by an opaque cursor: where the last row of the page stood.
 * @module
 */
import { z } from "@hono/zod-openapi";
import { base64url } from "jose";
import { Problem } from "../problem.ts";

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

/** The columns of a row that order its list, as one opaque text. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return base64url.encode(JSON.stringify(position));
}

/**
 * @param shape the columns that the list is ordered by, as a zod tuple
 * @throws Problem 400 for what was not made by `encodeCursor` for such a list
 */
export function decodeCursor<T extends z.ZodType>(cursor: string, shape: T): z.output<T> {
  const parsed = shape.safeParse(jsonOf(cursor));
  if (parsed.success) return parsed.data;
  const fields = [{ field: "cursor", message: "is not a cursor of this list" }];
  throw new Problem(400, "invalid-input", "The request has fields that are wrong.", { fields });
}

/**
 * One page out of `limit + 1` rows that were read.
 * @param position the columns that order the list, for the row that the next page begins after
 */
export function cutPage<R, I>(
  rows: readonly R[],
  limit: number,
  position: (row: R) => readonly (string | number)[],
  item: (row: R) => I,
): { items: I[]; next_cursor?: string } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const items = page.map(item);
  return rows.length > limit && last !== undefined
    ? { items, next_cursor: encodeCursor(position(last)) }
    : { items };
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(base64url.decode(cursor)));
  } catch {
    return undefined;
  }
}
