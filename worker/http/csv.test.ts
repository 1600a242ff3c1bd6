import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test.each([
  [["a", 1, null, true], "a,1,,true\r\n"],
  [['say "hi"', "a,b", "a\r\nb"], '"say ""hi""","a,b","a\r\nb"\r\n'],
  [[{ a: [1] }], '"{""a"":[1]}"\r\n'],
  [[-1, 1e21], "-1,1e+21\r\n"],
])("a line of CSV holds what it is given: %o", (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|'/c calc'!A0"])(
  "no spreadsheet takes %o for a formula",
  (text) => {
    expect(csvLine([text])).toBe(`'${text}\r\n`);
  },
);

test("a text that begins with a carriage return is none either, in quotes", () => {
  expect(csvLine(["\r=1"])).toBe('"\'\r=1"\r\n');
});
