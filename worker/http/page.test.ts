import { expect, test } from "vitest";
import { z } from "zod";
import { cutPage, decodeCursor, encodeCursor } from "./page.ts";

const shape = z.tuple([z.int(), z.string()]);

test("a cursor brings back where it was made", () => {
  expect(decodeCursor(encodeCursor([7, "Ünïcode"]), shape)).toEqual([7, "Ünïcode"]);
});

test.each(["", "!", "bm8ganNvbg", encodeCursor(["7", "x"]), encodeCursor([7])])(
  "what is no cursor of the list is refused: %s",
  (cursor) => {
    expect(() => decodeCursor(cursor, shape)).toThrow(
      expect.objectContaining({
        status: 400,
        fields: [{ field: "cursor", message: "is not a cursor of this list" }],
      }),
    );
  },
);

test("a page that is not the last has the cursor of its last item, the last page has none", () => {
  const rows = [1, 2, 3].map((n) => ({ n }));
  const page = cutPage(
    rows,
    2,
    ({ n }) => [n],
    ({ n }) => n,
  );
  expect(page.items).toEqual([1, 2]);
  expect(decodeCursor(page.next_cursor ?? "", z.tuple([z.int()]))).toEqual([2]);
  expect(
    cutPage(
      rows,
      3,
      ({ n }) => [n],
      ({ n }) => n,
    ),
  ).toEqual({ items: [1, 2, 3] });
});
