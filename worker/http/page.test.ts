import { expect, test } from "vitest";
import { z } from "zod";
import { cutPage, decodeCursor, encodeCursor } from "./page.ts";

test("a cursor brings back where it was made", () => {
  expect(decodeCursor(encodeCursor("Ünïcode"), z.string())).toBe("Ünïcode");
  expect(decodeCursor(encodeCursor(7), z.int())).toBe(7);
});

test("the first page has no cursor", () => {
  expect(decodeCursor(undefined, z.int())).toBeUndefined();
});

test.each(["", "!", "bm8ganNvbg", encodeCursor("7"), encodeCursor(7.5)])(
  "what is no cursor of the list is refused: %s",
  (cursor) => {
    expect(() => decodeCursor(cursor, z.int())).toThrow(
      expect.objectContaining({
        status: 400,
        fields: [{ field: "cursor", message: "is not a cursor of this list" }],
      }),
    );
  },
);

const key = ({ n }: { n: number }) => n;

test("a page that is not the last has the cursor of its last item, the last page has none", () => {
  const rows = [1, 2, 3].map((n) => ({ n }));
  const page = cutPage(rows, 2, key, key);
  expect(page.items).toEqual([1, 2]);
  expect(decodeCursor(page.next_cursor, z.int())).toBe(2);
  expect(cutPage(rows, 3, key, key)).toEqual({ items: [1, 2, 3] });
});
