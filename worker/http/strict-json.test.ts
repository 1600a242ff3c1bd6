import { describe, expect, test } from "vitest";
import { Problem } from "../problem.ts";
import { parseStrictJson } from "./strict-json.ts";

function faultsOf(text: string): unknown {
  try {
    parseStrictJson(text);
    return "accepted";
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.fields.length === 0 ? error.message : error.fields;
  }
}

test("plain JSON is read as it stands", () => {
  const value = { a: [1, { b: 'quote " and \\ and { [ ,' }, null], c: { a: true }, "": "" };
  expect(parseStrictJson(JSON.stringify(value))).toEqual(value);
});

describe("a key that is there twice is named with its path", () => {
  test.each([
    ['{"a":1,"a":2}', "a"],
    ['{"a":1,"\\u0061":2}', "a"],
    ['{"items":[{"email":"x"},{"email":"y","email":"z"}]}', "items[1].email"],
    ['{"a":{"b":[[],[{"c":1,"c":1}]]}}', "a.b[1][0].c"],
    ['{"a":{"x":"}"},"b":"\\"","a":1}', "a"],
  ])("%s", (text, field) => {
    expect(faultsOf(text)).toEqual([{ field, message: "is there twice" }]);
  });

  test("the same key in different objects is no such key", () => {
    expect(faultsOf('[{"a":1},{"a":{"a":["a","a"]}}]')).toBe("accepted");
  });
});

test.each([
  ['{"__proto__":{"admin":true}}', "__proto__"],
  ['{"a":{"constructor":{"prototype":{}}}}', "a.constructor"],
  ['{"a":[{"\\u005f_proto__":1}]}', "a[0].__proto__"],
])("a key that JavaScript treats specially is refused: %s", (text, field) => {
  expect(faultsOf(text)).toEqual([{ field, message: "is not a known field" }]);
});

const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

test("what nests deeper than 32 is refused", () => {
  expect(faultsOf(deep(32))).toBe("accepted");
  expect(faultsOf(deep(33))).toBe("The body nests deeper than 32.");
  expect(faultsOf(deep(400_000))).toMatch(/nests deeper|not JSON/);
});

test.each(["", "{", "{'a':1}", '{"a":1}x', "undefined"])(
  "what is no JSON is refused: %s",
  (text) => {
    expect(faultsOf(text)).toBe("The body is not JSON.");
  },
);
