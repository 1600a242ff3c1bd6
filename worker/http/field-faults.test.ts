import { expect, test } from "vitest";
import { z } from "zod";
import { fieldFaults } from "./field-faults.ts";

const schema = z.strictObject({
  items: z.array(z.strictObject({ email: z.email(), age: z.int().optional() })),
  target: z
    .union([
      z.strictObject({ group: z.string() }),
      z.strictObject({ account: z.string(), set: z.string() }),
    ])
    .optional(),
});

function fieldsOf(value: unknown) {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : fieldFaults(parsed.error.issues);
}

test("every bad field is named as the caller wrote it", () => {
  const value = {
    items: [{ email: "a@example.com" }, { email: "x", age: 1.5, colour: "red", size: 1 }],
  };
  expect(fieldsOf(value).map(({ field }) => field)).toEqual([
    "items[1].email",
    "items[1].age",
    "items[1].colour",
    "items[1].size",
  ]);
});

test("of alternatives, the one that was nearly met tells what is wrong", () => {
  expect(fieldsOf({ items: [], target: { group: 7 } })).toMatchObject([{ field: "target.group" }]);
});

test("a value is never repeated", () => {
  const secret = "hunter2";
  const told = JSON.stringify(
    fieldsOf({ items: [{ email: secret, age: secret }], target: secret }),
  );
  expect(told).not.toContain(secret);
});
